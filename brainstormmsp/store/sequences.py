"""Numbers that count up within an organisation, such as ticket numbers."""

from sqlalchemy import bindparam, insert, select, update

from brainstormmsp.store.scope import Scope
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.tables import sequences

__all__ = ["latest_value", "next_value"]

_PLACE = (
    sequences.c.organisation_id == bindparam("of_organisation"),
    sequences.c.name == bindparam("of_name"),
)
_ADVANCE = Statement(
    update(sequences).where(*_PLACE).values(value=sequences.c.value + 1).returning(sequences.c.value)
)
_LATEST = Statement(select(sequences.c.value).where(*_PLACE))
_BEGIN = Statement(
    insert(sequences).values(
        organisation_id=bindparam("of_organisation"), name=bindparam("of_name"), value=bindparam("of_value")
    )
)


def next_value(scope: Scope, name: str, first: int = 1) -> int:
    """Return the next number of the organisation's sequence; a rollback returns it to the sequence."""
    place = {"of_organisation": scope.organisation_id, "of_name": name}
    value = scope.transaction.scalar(_ADVANCE, place)
    if value is None:
        scope.transaction.execute(_BEGIN, {**place, "of_value": first})
        return first
    return int(value)


def latest_value(scope: Scope, name: str) -> int:
    """Return the number that the organisation's sequence gave out last, 0 before the first."""
    place = {"of_organisation": scope.organisation_id, "of_name": name}
    return int(scope.transaction.scalar(_LATEST, place) or 0)
