"""Reports."""

from brainstormmsp.reports.period import Period

__all__ = ["Period"]
