"""``contractfirst new``: a project for another API."""

import shlex
from pathlib import Path

import click

__all__ = ["command"]


@click.command("new")
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--title",
    metavar="TEXT",
    help="The API's name, in its contract and README. Default: the directory's name.",
)
def command(directory: Path, title: str | None) -> None:
    """Start a project for another API in DIRECTORY: it runs and passes its own tests at once.

    Its contract has one small resource to replace. With it come typed handlers, a database, OAuth clients,
    access tokens, tests, a fuzzing run, a Makefile, a container file and a CI workflow. DIRECTORY must be
    empty or not exist.
    """
    from contractfirst.scaffold import ScaffoldError, create, name_project

    try:
        written = create(name_project(directory, title))
    except ScaffoldError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"wrote {len(written)} files to {directory}\n")
    click.echo(f"  cd {shlex.quote(str(directory))}")
    click.echo("  make test   # every check")
    click.echo("  make run    # serve the API, print its docs address and a working curl")
