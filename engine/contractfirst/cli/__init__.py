"""The command line, ``contractfirst``."""

from contractfirst.cli.main import main

__all__ = ["main"]
