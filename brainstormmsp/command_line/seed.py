"""``brainstormmsp seed``: demo data."""

import os

import click

from brainstormmsp.compliance.seed import make_compliance
from brainstormmsp.reports.seed import make_reports
from brainstormmsp.settings import PREFIX, Settings, load_settings
from brainstormmsp.store import Database
from brainstormmsp.store.seed import PARTS, Part
from brainstormmsp.store.seed import seed as seed_database
from brainstormmsp.webhooks.seed import make_webhooks
from contractfirst.cli.setting_options import setting_option
from contractfirst.clock import SystemClock

__all__ = ["STORY", "seed"]

# Parts that need more than the store are defined with what they need, and come after the store's own.
STORY: tuple[Part, ...] = (*PARTS, make_compliance, make_webhooks, make_reports)


@click.command()
@setting_option(Settings, PREFIX, "database_url")
def seed(database_url: str | None) -> None:
    """Fill the database with demo data: one small MSP and its clients.

    The data is the same every time, except for the dates. An organisation that already has data is left
    unchanged.
    """
    settings = load_settings(os.environ, overrides={"database_url": database_url})
    database = Database.open(settings.database_url, settings.encryption())
    try:
        click.echo(seed_database(database, SystemClock(), parts=STORY))
    finally:
        database.close()
