"""Columns and tables as every resource has them, in types that SQLite and PostgreSQL share.

Identifiers and timestamps are text, booleans integers, lists and objects JSON in text. A column knows by
its ``info`` how its value is stored (``stored``: "json", "boolean" or "timestamp"), what an insert writes
when the value is absent (``absent``), and whether a caller ever writes it (``computed``). A column that a
later migration adds to a table and that is not nullable needs ``existing``: what the rows that are already
there have, as SQL's default.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    and_,
)
from sqlalchemy.schema import PrimaryKeyConstraint, SchemaItem
from sqlalchemy.sql.elements import ColumnElement

__all__ = [
    "belongs_to",
    "binary",
    "boolean",
    "integer",
    "json",
    "list_indexes",
    "metadata",
    "real",
    "resource_table",
    "text",
    "timestamp",
    "unique_index",
]

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

# PostgreSQL compares text by the database's collation by default; SQLite by bytes. Keyset pages
# and prefix ranges need the same order in both.
_Text = Text().with_variant(Text(collation="C"), "postgresql")


def text(
    name: str, *, nullable: bool = True, absent: str | None = None, computed: bool = False
) -> Column[str]:
    """Text, also identifiers and members of enumerations."""
    return Column(name, _Text, nullable=nullable, info={"absent": absent, "computed": computed})


def integer(
    name: str,
    *,
    nullable: bool = True,
    absent: int | None = None,
    computed: bool = False,
    existing: str | None = None,
) -> Column[int]:
    """An integer of at most 53 bits."""
    return Column(
        name,
        BigInteger,
        nullable=nullable,
        info={"absent": absent, "computed": computed},
        server_default=existing,
    )


def real(name: str, *, nullable: bool = True, computed: bool = False) -> Column[float]:
    """A number with a fraction."""
    return Column(name, Double, nullable=nullable, info={"computed": computed})


def boolean(
    name: str,
    *,
    nullable: bool = False,
    absent: bool | None = False,
    computed: bool = False,
    existing: str | None = None,
) -> Column[int]:
    """A boolean, stored as 0 or 1."""
    info = {"stored": "boolean", "absent": absent, "computed": computed}
    return Column(name, Integer, nullable=nullable, info=info, server_default=existing)


def timestamp(
    name: str, *, nullable: bool = True, absent: str | None = None, computed: bool = False
) -> Column[str]:
    """A time as ``2026-11-24T18:17:13.123Z``, which sorts as text."""
    info = {"stored": "timestamp", "absent": absent, "computed": computed}
    return Column(name, _Text, nullable=nullable, info=info)


def json(
    name: str,
    *,
    nullable: bool = True,
    absent: object = None,
    computed: bool = False,
    existing: str | None = None,
) -> Column[str]:
    """A list, an object or anything else that is read and written whole, as JSON in text."""
    info = {"stored": "json", "absent": absent, "computed": computed}
    return Column(name, _Text, nullable=nullable, info=info, server_default=existing)


def binary(name: str, *, nullable: bool = False) -> Column[bytes]:
    """Bytes."""
    return Column(name, LargeBinary, nullable=nullable)


def belongs_to(column: str, table: str) -> ForeignKeyConstraint:
    """A reference to another resource of the same organisation; another's can never be stored."""
    return ForeignKeyConstraint(["organisation_id", column], [f"{table}.organisation_id", f"{table}.id"])


def resource_table(name: str, *items: SchemaItem) -> Table:
    """A table with ``organisation_id``, ``id``, the given columns, ``created_at`` and ``updated_at``."""
    return Table(
        name,
        metadata,
        text("organisation_id", nullable=False, computed=True),
        text("id", nullable=False, computed=True),
        *items,
        timestamp("created_at", nullable=False, computed=True),
        timestamp("updated_at", nullable=False, computed=True),
        PrimaryKeyConstraint("organisation_id", "id"),
        ForeignKeyConstraint(["organisation_id"], ["organisations.id"]),
    )


def list_indexes(
    table: Table,
    *,
    sorts: Iterable[str] = (),
    filters: Iterable[str] = (),
    crossed: Iterable[str] = (),
    within: str | None = None,
) -> None:
    """Give the table the indexes over which its list pages are ranges.

    One for ``created_at``, ``updated_at`` and each of ``sorts``; one a column of ``filters`` in the order of
    ``created_at``; and for each of ``crossed``, the filters that leave few of many rows, one a sort. A table
    that is only ever listed ``within`` one value of a column needs nothing else.
    """
    every_sort = ("created_at", "updated_at", *sorts)
    if "deleted_at" in table.c:
        deleted = table.c.deleted_at.is_not(None)
        Index(
            f"ix_{table.name}_deleted",
            table.c.organisation_id,
            table.c.updated_at,
            table.c.id,
            sqlite_where=deleted,
            postgresql_where=deleted,
        )
    if within is not None:
        for sort in every_sort:
            _index(table, within, sort)
        return
    for sort in every_sort:
        _index(table, sort)
    for column in filters:
        _index(table, column, "created_at")
    for column in crossed:
        for sort in every_sort:
            _index(table, column, sort)


def unique_index(table: Table, *columns: str, where: ColumnElement[bool] | None = None) -> None:
    """Let no two rows of an organisation share these columns' values (NULL aside)."""
    condition = _where(table, where)
    Index(
        f"uq_{table.name}_{'_'.join(columns)}",
        table.c.organisation_id,
        *(table.c[column] for column in columns),
        unique=True,
        **condition,
    )


def _index(table: Table, *columns: str) -> None:
    parts = (*columns, "id")
    Index(
        f"ix_{table.name}_{'_'.join(columns)}",
        table.c.organisation_id,
        *(table.c[column] for column in parts),
        **_where(table, None),
    )


def _where(table: Table, condition: ColumnElement[bool] | None) -> dict[str, Any]:
    # What was deleted leaves the lists, so it leaves their indexes too.
    if "deleted_at" in table.c:
        alive = table.c.deleted_at.is_(None)
        condition = alive if condition is None else and_(alive, condition)
    return {} if condition is None else {"sqlite_where": condition, "postgresql_where": condition}
