"""``brainstormmsp worker``: background work in a separate process."""

import logging
import os
import signal
from pathlib import Path
from threading import Event

import click

from brainstormmsp.command_line.background import make_services, make_worker
from brainstormmsp.settings import PREFIX, Settings, load_settings
from brainstormmsp.store import Database
from contractfirst.cli.setting_options import setting_options
from contractfirst.contract import Contract
from contractfirst.server.logs import configure_logging

__all__ = ["worker"]

_SIGNALS = (signal.SIGTERM, signal.SIGINT)

logger = logging.getLogger("brainstormmsp.jobs")


@click.command()
@setting_options(Settings, PREFIX)
def worker(settings_file: Path | None, **overrides: object) -> None:
    """Run jobs and deliver webhooks until SIGTERM or SIGINT; unfinished jobs are released.

    Start the server with --worker separate. Any number of workers may run at once.
    """
    settings = load_settings(os.environ, file=settings_file, overrides=overrides)
    configure_logging(settings.log_format, settings.log_level)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    contract = Contract.load(settings.contract)
    asked_to_stop = Event()
    for number in _SIGNALS:
        signal.signal(number, lambda *_: asked_to_stop.set())
    database = Database.open(settings.database_url, settings.encryption())
    try:
        working = make_worker(database, settings, make_services(settings), contract)
        working.start()
        logger.info("the worker is running")
        asked_to_stop.wait()
        logger.info("releasing unfinished jobs")
        working.stop(settings.shutdown_seconds)
    finally:
        database.close()
