"""The values of the guide's pages, read from the contract; one module for each page."""
