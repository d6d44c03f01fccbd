"""The root of the command line."""

from importlib.metadata import PackageNotFoundError, version

import click

from brainstormmsp.command_line.demo import demo
from brainstormmsp.command_line.group import PlainGroup
from brainstormmsp.command_line.keys import keys
from brainstormmsp.command_line.seed import seed
from brainstormmsp.command_line.serve import serve
from brainstormmsp.command_line.worker import worker

__all__ = ["main"]


def _version() -> str:
    try:
        return version("brainstormmsp")
    except PackageNotFoundError:
        return "not installed"


@click.group(
    cls=PlainGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.version_option(_version(), prog_name="brainstormmsp")
def main() -> None:
    """The BrainstormMSP API: serve it, keep its keys, fill it with demo data."""


for command in (serve, demo, keys, seed, worker):
    main.add_command(command)
