"""Executes, lints, compares, stubs, mocks and previews OpenAPI 3.1 documents."""
