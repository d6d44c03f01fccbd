"""Outcomes of the items of a bulk job: one row per item, written in the item's transaction."""

from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import bindparam, func, insert, select

from brainstormmsp.store.scope import Scope
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.tables import bulk_items

__all__ = ["count_items", "item_results", "keep_item"]

_OF_JOB = (
    bulk_items.c.organisation_id == bindparam("organisation_id"),
    bulk_items.c.job_id == bindparam("job_id"),
)
_INSERT = Statement(insert(bulk_items))
_COUNT = Statement(select(func.count()).select_from(bulk_items).where(*_OF_JOB))
_SELECT = Statement(select(bulk_items.c.result).where(*_OF_JOB).order_by(bulk_items.c.item_index))


def keep_item(scope: Scope, job_id: str, index: int, result: Mapping[str, object]) -> None:
    """Store the outcome of an item, once."""
    scope.transaction.execute(
        _INSERT,
        {
            "organisation_id": scope.organisation_id,
            "job_id": job_id,
            "item_index": index,
            "result": orjson.dumps(result).decode(),
        },
    )


def count_items(scope: Scope, job_id: str) -> int:
    """Return how many items have been processed; they are processed in order."""
    place = {"organisation_id": scope.organisation_id, "job_id": job_id}
    return int(scope.transaction.scalar(_COUNT, place))


def item_results(scope: Scope, job_id: str) -> list[dict[str, Any]]:
    """Return the outcomes of the items, in order."""
    place = {"organisation_id": scope.organisation_id, "job_id": job_id}
    return [orjson.loads(row["result"]) for row in scope.transaction.all(_SELECT, place)]
