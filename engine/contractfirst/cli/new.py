"""``contractfirst new``: a contract-first project for another API."""

from pathlib import Path

import click

__all__ = ["command"]


@click.command("new")
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--title", required=True, metavar="TEXT", help="What the API is called, in its contract and README."
)
def command(directory: Path, title: str) -> None:
    """Start a contract-first project in DIRECTORY: it runs, and passes its own tests, at once.

    Its contract has one small resource to replace; beside it are typed handlers, a store in memory, tests, a
    fuzzing run, a Makefile and a CI workflow. DIRECTORY must be empty or not exist.
    """
    from contractfirst.scaffold import ScaffoldError, create, name_project

    try:
        written = create(name_project(directory, title))
    except ScaffoldError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"wrote {len(written)} files to {directory}\n")
    click.echo(f"  cd {directory}")
    click.echo("  make test   # everything that must hold")
    click.echo("  make run    # serve it, and print a working curl")
