"""Schemathesis, with every check on, against the served API."""
