"""The root of the command line."""

import click

from contractfirst.cli.commands import COMMANDS
from contractfirst.cli.group import LazyCommand, PlainGroup

__all__ = ["main"]

_FOLDER = "brainstormmsp.command_line"
_COMMANDS = {
    **COMMANDS,
    "serve": LazyCommand(f"{_FOLDER}.serve:serve", "Serve the API."),
    "demo": LazyCommand(f"{_FOLDER}.demo:demo", "Serve the API with demo data."),
    "keys": LazyCommand(f"{_FOLDER}.keys:keys", "Create, list and revoke API keys."),
    "seed": LazyCommand(f"{_FOLDER}.seed:seed", "Fill the database with demo data."),
    "worker": LazyCommand(f"{_FOLDER}.worker:worker", "Run background jobs and deliver webhooks."),
    "conform": LazyCommand(f"{_FOLDER}.conform:conform", "Run the conformance suite."),
}


@click.group(
    cls=PlainGroup,
    lazy=_COMMANDS,
    errors=[("brainstormmsp.store.errors", "StoreError")],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(package_name="brainstormmsp", prog_name="brainstormmsp")
def main() -> None:
    """Serve the BrainstormMSP API, manage its keys and demo data, and work on its contract."""
