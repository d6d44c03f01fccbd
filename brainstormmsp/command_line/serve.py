"""``brainstormmsp serve``: the API over sockets."""

import logging
import os
from pathlib import Path

import click

from brainstormmsp.settings import PREFIX, Settings, load_settings
from contractfirst.cli.setting_options import setting_options

__all__ = ["serve"]


@click.command()
@setting_options(Settings, PREFIX)
@click.option(
    "--mock-missing",
    is_flag=True,
    envvar=PREFIX + "MOCK_MISSING",
    show_envvar=True,
    help="Mock operations that have no handler yet, instead of returning 501.",
)
def serve(settings_file: Path | None, mock_missing: bool, **overrides: object) -> None:
    """Serve the API until SIGTERM or SIGINT; requests in flight are finished.

    Creates the database if needed, and applies pending migrations.
    """
    # Imported here, so that --help and usage errors are fast.
    from brainstormmsp.command_line.composition import compose
    from brainstormmsp.store.engine import parse_url
    from contractfirst.server.logs import configure_logging
    from contractfirst.server.serve import leave, run

    settings = load_settings(os.environ, file=settings_file, overrides=overrides)
    configure_logging(settings.log_format, settings.log_level)
    # Alembic would log the migration state at every start.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    parse_url(settings.database_url)
    leave(run(compose(settings, mock_missing=mock_missing), settings))
