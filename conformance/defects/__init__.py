"""Planted defects: servers that break one promise each, and the check that must find it."""
