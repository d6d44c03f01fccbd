"""Migrations: one file a revision in ``versions``, with explicit operations, never changed once released.

A revision is named ``NNNN_what_it_does.py`` with ``revision = "NNNN"`` and ``down_revision`` the one before:
they are one line, without branches, and lead forward only. After changing ``tables/``,
``python -m brainstormmsp.store.migrations`` prints the operations that are missing, and
``python -m brainstormmsp.store.migrations "What it does"`` writes them as the next revision; read it before
it is committed.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from brainstormmsp.store.engine import parse_url
from brainstormmsp.store.errors import DatabaseUnavailable
from brainstormmsp.store.migrations.connection import migration_connection

__all__ = ["configuration", "head", "migrate"]

_HERE = Path(__file__).parent


def configuration(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration, with the connection that its environment shall use."""
    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def head() -> str | None:
    """Return the newest revision, ``None`` before the first."""
    return ScriptDirectory.from_config(configuration()).get_current_head()


def migrate(database_url: str, revision: str = "head") -> None:
    """Create what is missing in the database, in one transaction; a database that is current stays as it is.

    Raises:
        InvalidDatabaseUrl: not a URL of a database that the store can use.
        DatabaseUnavailable: it cannot be opened, is another application's, or comes from a newer version.
    """
    path = Path(str(parse_url(database_url).database))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with migration_connection(database_url) as connection:
            command.upgrade(configuration(connection), revision)
    except DatabaseError as error:
        raise DatabaseUnavailable(f"cannot migrate {database_url}: {error.orig}") from error
    except (CommandError, OSError) as error:
        raise DatabaseUnavailable(f"cannot migrate {database_url}: {error}") from error
