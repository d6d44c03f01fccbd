"""The commands of the engine; other command lines offer them as their own."""

from importlib.metadata import entry_points

from contractfirst.cli.group import LazyCommand

__all__ = ["COMMANDS", "installed_commands"]

# The group of entry points in which distributions name commands of their own.
ENTRY_POINTS = "contractfirst.commands"

COMMANDS = {
    name: LazyCommand(f"contractfirst.cli.{name}:command", help_text)
    for name, help_text in {
        "diff": "Compare two OpenAPI 3.1 documents.",
        "lint": "Lint OpenAPI 3.1 documents.",
        "mock": "Mock every operation of a document.",
        "new": "Create a project for another API.",
        "preview": "Preview docs, mock and lint findings while you edit a document.",
        "serve": "Serve a document with its handlers.",
        "stubs": "Generate types and handler functions from a document.",
    }.items()
}


def installed_commands() -> dict[str, LazyCommand]:
    """Return the commands of other installed distributions; the help is the distribution's summary."""
    return {
        found.name: LazyCommand(found.value, found.dist.metadata["Summary"] or "" if found.dist else "")
        for found in entry_points(group=ENTRY_POINTS)
    }
