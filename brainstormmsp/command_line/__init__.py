"""The command line, ``brainstormmsp``: serves the API, keeps its keys, makes demo data."""

from brainstormmsp.command_line.main import main

__all__ = ["main"]
