"""Where each command is, as ``module:name``; other command lines offer them as their own."""

from importlib.metadata import entry_points

__all__ = ["COMMANDS", "installed_commands"]

# Distributions that bring a command of their own name it in this group.
ENTRY_POINTS = "contractfirst.commands"

_FOLDER = "contractfirst.cli"
COMMANDS = {name: f"{_FOLDER}.{name}:command" for name in ("diff", "lint", "mock", "new", "preview", "stubs")}


def installed_commands() -> dict[str, str]:
    """Return the commands that other installed distributions bring."""
    return {found.name: found.value for found in entry_points(group=ENTRY_POINTS)}
