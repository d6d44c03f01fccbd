"""A package of handlers without any, so that every operation is mocked."""
