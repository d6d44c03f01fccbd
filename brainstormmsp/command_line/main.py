"""The root of the command line."""

import click

from contractfirst.cli.commands import COMMANDS
from contractfirst.cli.group import PlainGroup

__all__ = ["main"]

_FOLDER = "brainstormmsp.command_line"
# Each is imported when it is called: lint must not wait for the server, nor the server for lint.
_COMMANDS = {
    "serve": f"{_FOLDER}.serve:serve",
    "demo": f"{_FOLDER}.demo:demo",
    "keys": f"{_FOLDER}.keys:keys",
    "seed": f"{_FOLDER}.seed:seed",
    "worker": f"{_FOLDER}.worker:worker",
    "conform": f"{_FOLDER}.conform:conform",
    **COMMANDS,
}


@click.group(
    cls=PlainGroup,
    modules=_COMMANDS,
    errors=[("brainstormmsp.store.errors", "StoreError")],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(package_name="brainstormmsp", prog_name="brainstormmsp")
def main() -> None:
    """The BrainstormMSP API: design its contract, serve it, keep its keys, fill it with demo data."""
