"""The published catalogues, and the controls that are mapped to each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import Column, MetaData, Table

from brainstormmsp import schemas
from brainstormmsp.compliance.controls import BUILTIN_ROWS, PUBLISHED_AT, derived_id
from brainstormmsp.compliance.requirements import REQUIREMENTS
from brainstormmsp.store import Page, Scope, SharedRows
from brainstormmsp.store.controls import mapped_control_ids
from brainstormmsp.store.list_query import ListQuery
from brainstormmsp.store.paging import read_shared_page
from brainstormmsp.store.tables.columns import text, timestamp

__all__ = ["frameworks_page"]

# A framework names this many controls at most.
_MOST_CONTROLS = 10_000

_COLUMNS: tuple[Column[str], ...] = (
    text("id", nullable=False),
    text("code", nullable=False),
    text("version", nullable=False),
    text("title", nullable=False),
    text("publisher", nullable=False),
    timestamp("created_at", nullable=False),
    timestamp("updated_at", nullable=False),
)
# It says what can be sorted and filtered by; no database has it.
_DESCRIPTION = Table("frameworks", MetaData(), *_COLUMNS)

_CATALOGUES = (
    ("CIS", "8.1", "CIS Critical Security Controls", "Center for Internet Security"),
    ("NIST-CSF", "2.0", "Cybersecurity Framework", "National Institute of Standards and Technology"),
    ("ISO-27001", "2022", "ISO/IEC 27001 Annex A", "International Organization for Standardization"),
    ("SOC-2", "2017", "Trust Services Criteria", "American Institute of Certified Public Accountants"),
)
_FRAMEWORKS = SharedRows(
    {
        "id": derived_id(code),
        "code": code,
        "version": version,
        "title": title,
        "publisher": publisher,
        "created_at": PUBLISHED_AT,
        "updated_at": PUBLISHED_AT,
    }
    for code, version, title, publisher in _CATALOGUES
)


def _builtin_ids() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in BUILTIN_ROWS:
        for code in orjson.loads(row["frameworks"]):
            found[code].append(row["id"])
    return found


_BUILTIN_IDS = _builtin_ids()


def frameworks_page(
    scope: Scope,
    *,
    codes: Sequence[str] | None,
    sort: str,
    updated_since: str | None,
    created_since: str | None,
    include_total: bool,
    limit: int,
    cursor: str | None,
) -> Page[schemas.Framework]:
    """Return one page of frameworks, as the contract has them; the arguments are those of ``ListQuery``.

    Raises:
        BadRequest: the cursor was made for other arguments.
    """
    query = ListQuery(
        filters={"code": codes},
        sort=sort,
        updated_since=updated_since,
        created_since=created_since,
        include_total=include_total,
        limit=limit,
        cursor=cursor,
    )
    page = read_shared_page(scope.transaction, _DESCRIPTION, scope.organisation_id, query, _FRAMEWORKS)
    return page.map(lambda row: _with_controls(scope, row))


def framework_control_ids(scope: Scope, codes: Sequence[str]) -> list[str]:
    """Return the ids of all controls, built-in and custom, that are mapped to one of the frameworks."""
    found: set[str] = set()
    for code in codes:
        found |= {*_BUILTIN_IDS[code], *mapped_control_ids(scope, code, _MOST_CONTROLS)}
    return sorted(found)


def _with_controls(scope: Scope, row: Mapping[str, Any]) -> schemas.Framework:
    builtin = sorted(_BUILTIN_IDS[row["code"]])
    own = mapped_control_ids(scope, row["code"], _MOST_CONTROLS - len(builtin))
    return {
        "id": row["id"],
        "code": row["code"],
        "version": row["version"],
        "title": row["title"],
        "publisher": row["publisher"],
        "requirement_count": REQUIREMENTS[row["code"]].count,
        "control_ids": [*builtin, *own],
        "created_at": row["created_at"],
        "updated_at": row["updated_at"],
    }
