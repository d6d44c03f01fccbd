"""``brainstormmsp seed``: demo data."""

from importlib import import_module

import click

from brainstormmsp.command_line.setting_options import database_url_option, read_settings
from brainstormmsp.store import Database, StoreError

__all__ = ["seed"]

_MODULE = "brainstormmsp.store.seed"


@click.command()
@database_url_option
def seed(database_url: str | None) -> None:
    """Fill the database with the demo data of one small MSP, the same every time.

    What is there already stays.
    """
    settings = read_settings(database_url=database_url)
    try:
        demo = import_module(_MODULE)
    except ModuleNotFoundError as error:
        raise StoreError("this version has no demo data") from error
    database = Database.open(settings.database_url)
    try:
        for line in demo.seed(database):
            click.echo(line)
    finally:
        database.close()
