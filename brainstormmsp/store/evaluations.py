"""Evaluations, which never change; the clients that are evaluated, and their scheduled runs."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, insert, literal_column, select, update

from brainstormmsp import schemas
from brainstormmsp.store import tables
from brainstormmsp.store.resource import Resource
from brainstormmsp.store.scope import Scope
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.transaction import Transaction

__all__ = [
    "EVALUATIONS",
    "FAILING_OBJECTS",
    "begin_slot",
    "evaluated_client_ids",
    "has_evaluated_client",
    "insert_evaluation",
    "insert_failing_objects",
    "latest_result",
    "organisation_slots",
]

EVALUATIONS = Resource[schemas.Evaluation](tables.evaluations, singular="evaluation", hidden=("is_latest",))
FAILING_OBJECTS = Resource[schemas.EvaluationFailingObject](
    tables.evaluation_failing_objects, singular="failing object"
)

_FAILING_OBJECT = Statement(insert(tables.evaluation_failing_objects))
_OBJECT_TYPES = {
    "alerts": "alert",
    "assets": "asset",
    "backup_jobs": "backup_job",
    "contacts": "contact",
    "evidence": "evidence",
    "tickets": "ticket",
}

_TABLE = tables.evaluations
# As a literal, or SQLite would not use the index of the latest ones.
_SUPERSEDE = Statement(
    update(_TABLE)
    .where(
        _TABLE.c.organisation_id == bindparam("organisation_id"),
        _TABLE.c.client_id == bindparam("client_id"),
        _TABLE.c.control_id == bindparam("control_id"),
        _TABLE.c.is_latest == literal_column("1"),
    )
    .values(is_latest=literal_column("0"))
)
_CLIENTS = tables.clients
_EVALUATIONS = tables.evaluations
# As a literal, or SQLite would not see that the index serves the order.
_LATEST = Statement(
    select(_EVALUATIONS.c.result)
    .where(
        _EVALUATIONS.c.organisation_id == bindparam("organisation_id"),
        _EVALUATIONS.c.client_id == bindparam("client_id"),
        _EVALUATIONS.c.control_id == bindparam("control_id"),
        _EVALUATIONS.c.mode == literal_column("'live'"),
    )
    .order_by(_EVALUATIONS.c.evaluated_at.desc(), _EVALUATIONS.c.id.desc())
    .limit(1)
)
_SLOTS = tables.evaluation_schedules
_EVALUATED = (
    select(_CLIENTS.c.id)
    .where(
        _CLIENTS.c.organisation_id == bindparam("organisation_id"),
        _CLIENTS.c.deleted_at.is_(None),
        _CLIENTS.c.status != "archived",
    )
    .order_by(_CLIENTS.c.id)
)
_EVERY_CLIENT = Statement(_EVALUATED)
_ANY_CLIENT = Statement(_EVALUATED.limit(1))
_ORGANISATION_SLOTS = Statement(
    select(tables.organisations.c.id, _SLOTS.c.schedule_interval, _SLOTS.c.slot)
    .select_from(
        tables.organisations.outerjoin(_SLOTS, _SLOTS.c.organisation_id == tables.organisations.c.id)
    )
    .order_by(tables.organisations.c.id)
)
_PLACE = (
    _SLOTS.c.organisation_id == bindparam("of_organisation"),
    _SLOTS.c.schedule_interval == bindparam("of_interval"),
)
_SLOT = Statement(select(_SLOTS.c.slot).where(*_PLACE))
_FIRST_SLOT = Statement(insert(_SLOTS))
_NEXT_SLOT = Statement(
    update(_SLOTS).where(*_PLACE, _SLOTS.c.slot < bindparam("new_slot")).values(slot=bindparam("new_slot"))
)


def latest_result(scope: Scope, client_id: str, control_id: str) -> str | None:
    """Return the result of the latest live evaluation of a control on a client, ``None`` if there is none."""
    place = {"organisation_id": scope.organisation_id, "client_id": client_id, "control_id": control_id}
    found = scope.transaction.scalar(_LATEST, place)
    return None if found is None else str(found)


def insert_failing_objects(scope: Scope, evaluation_id: str, failing: Iterable[tuple[str, str]]) -> None:
    """Store the objects that failed an evaluation: the kind of population and the id of each."""
    scope.transaction.execute_each(
        _FAILING_OBJECT,
        (
            {
                "organisation_id": scope.organisation_id,
                "id": scope.ids.new(),
                "evaluation_id": evaluation_id,
                "object_type": _OBJECT_TYPES[kind],
                "object_id": object_id,
                "created_at": scope.timestamp,
                "updated_at": scope.timestamp,
            }
            for kind, object_id in failing
        ),
    )


def insert_evaluation(scope: Scope, **properties: Any) -> schemas.Evaluation:
    """Store an evaluation, which is from now on the latest of its control on its client."""
    place = {
        "organisation_id": scope.organisation_id,
        "client_id": properties["client_id"],
        "control_id": properties["control_id"],
    }
    scope.transaction.execute(_SUPERSEDE, place)
    return EVALUATIONS.insert(scope, {}, is_latest=True, **properties)


def evaluated_client_ids(scope: Scope) -> list[str]:
    """Return the ids of the clients that are evaluated: all that are not archived, in order."""
    rows = scope.transaction.all(_EVERY_CLIENT, {"organisation_id": scope.organisation_id})
    return [row["id"] for row in rows]


def has_evaluated_client(transaction: Transaction, organisation_id: str) -> bool:
    """Return whether an organisation has a client that is evaluated."""
    return transaction.scalar(_ANY_CLIENT, {"organisation_id": organisation_id}) is not None


def organisation_slots(transaction: Transaction) -> Iterable[tuple[str, dict[str, str]]]:
    """Return each organisation with its last started slot by interval."""
    found: dict[str, dict[str, str]] = {}
    for row in transaction.all(_ORGANISATION_SLOTS):
        slots = found.setdefault(row["id"], {})
        if row["schedule_interval"] is not None:
            slots[row["schedule_interval"]] = row["slot"]
    return found.items()


def begin_slot(transaction: Transaction, organisation_id: str, interval: str, slot: str) -> bool:
    """Record the start of a slot; ``True`` for the first caller only.

    For an organisation's first slot of an interval, it is recorded but ``False`` is returned.
    """
    values = {"of_organisation": organisation_id, "of_interval": interval, "new_slot": slot}
    if transaction.scalar(_SLOT, values) is None:
        transaction.execute(
            _FIRST_SLOT, {"organisation_id": organisation_id, "schedule_interval": interval, "slot": slot}
        )
        return False
    return transaction.execute(_NEXT_SLOT, values) == 1
