"""A real browser for tests, where there is one."""
