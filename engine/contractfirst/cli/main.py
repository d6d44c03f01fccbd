"""The root of the command line."""

import click

from contractfirst.cli.commands import COMMANDS, installed_commands
from contractfirst.cli.group import PlainGroup

__all__ = ["main"]


@click.group(
    cls=PlainGroup,
    lazy={**COMMANDS, **installed_commands()},
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(package_name="contractfirst", prog_name="contractfirst")
def main() -> None:
    """Lint, compare, stub, mock, preview and serve OpenAPI 3.1 documents."""
