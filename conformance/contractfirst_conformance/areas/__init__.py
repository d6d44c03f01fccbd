"""The checks, one module an area; every module here is loaded by itself."""
