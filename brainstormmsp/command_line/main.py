"""The root of the command line."""

import click

from brainstormmsp.command_line.group import PlainGroup

__all__ = ["main"]

_FOLDER = "brainstormmsp.command_line"
# Each is imported when it is called: lint must not wait for the server, nor the server for lint.
_COMMANDS = {
    "serve": f"{_FOLDER}.serve:serve",
    "demo": f"{_FOLDER}.demo:demo",
    "keys": f"{_FOLDER}.keys:keys",
    "seed": f"{_FOLDER}.seed:seed",
    "worker": f"{_FOLDER}.worker:worker",
    "diff": f"{_FOLDER}.diff:command",
    "lint": f"{_FOLDER}.lint:command",
    "new": f"{_FOLDER}.new:command",
    "stubs": f"{_FOLDER}.stubs:command",
    "mock": f"{_FOLDER}.mock:command",
    "preview": f"{_FOLDER}.preview:command",
    "conform": f"{_FOLDER}.conform:command",
}


@click.group(
    cls=PlainGroup,
    modules=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(package_name="brainstormmsp", prog_name="brainstormmsp")
def main() -> None:
    """The BrainstormMSP API: design its contract, serve it, keep its keys, fill it with demo data."""
