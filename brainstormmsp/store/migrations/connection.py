"""The connection that migrations run on."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import NullPool

from brainstormmsp.store.engine import BUSY_TIMEOUT, make_private, parse_url

__all__ = ["migration_connection"]


@contextmanager
def migration_connection(database_url: str) -> Iterator[Connection]:
    """Yield a connection in a transaction that no other writer can share; commit at the end.

    Raises:
        InvalidDatabaseUrl: not a URL of a database that the store can use.
    """
    url = parse_url(database_url)
    make_private(str(url.database))
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": BUSY_TIMEOUT / 1000})

    # The driver's own idea of transactions leaves out DDL (SQLAlchemy's notes on pysqlite say the same).
    @event.listens_for(engine, "connect")
    def leave_transactions_to_us(connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def begin_as_the_only_writer(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()
