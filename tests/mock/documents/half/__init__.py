"""Half of the handlers."""
