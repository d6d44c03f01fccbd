"""Schemas compared: whether all that one admits, another admits too."""
