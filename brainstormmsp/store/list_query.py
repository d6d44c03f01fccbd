"""The arguments of a list, and the conditions that they are for its table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Table

from brainstormmsp.store.conditions import AtLeast, Condition, Filter, read_filters, read_search
from contractfirst.contract.problems import BadRequest, Violation

__all__ = ["ListQuery", "invalid_parameter"]


@dataclass(frozen=True, slots=True)
class ListQuery:
    """The arguments of a list.

    ``sort`` is a column's name, with ``-`` before it for the other direction; rows without a value in it
    come before all others. ``filters`` maps a column to a value, several values of which any will do, or
    ``AtLeast``, ``Before``, ``Contains``, ``HasReference``; ``None`` is no filter. ``updated_since`` and
    ``created_since`` are RFC 3339 timestamps. Each word of ``search`` is the beginning of one of the row's.
    With ``deleted_since``, in stored form, rows that were deleted at or after that time are listed too.
    ``include_total`` counts what the list has on all its pages.
    """

    filters: Mapping[str, Filter] = field(default_factory=dict)
    sort: str = "created_at"
    updated_since: str | None = None
    created_since: str | None = None
    search: str | None = None
    limit: int = 25
    cursor: str | None = None
    deleted_since: str | None = None
    include_total: bool = False

    @property
    def column(self) -> str:
        """The sort column."""
        return self.sort.removeprefix("-")

    @property
    def descending(self) -> bool:
        """Whether the greatest value comes first."""
        return self.sort.startswith("-")

    def conditions(self, table: Table) -> list[Condition] | None:
        """Return what the rows must meet; ``None`` if the search has no word and so finds nothing.

        Raises:
            BadRequest: a timestamp is none.
        """
        search = read_search(self.search)
        if search is None:
            return None
        since = [
            condition
            for parameter, column, value in (
                ("updated_since", "updated_at", self.updated_since),
                ("created_since", "created_at", self.created_since),
            )
            for condition in _since(table, parameter, column, value)
        ]
        return [*read_filters(table, self.filters), *since, *search]


def invalid_parameter(parameter: str, code: str, detail: str) -> BadRequest:
    """Return the problem for one query parameter with a wrong value."""
    return BadRequest(
        f"The parameter {parameter} is not valid.",
        errors=[Violation(parameter=parameter, code=code, detail=detail)],
    )


def _since(table: Table, parameter: str, column: str, value: str | None) -> list[Condition]:
    try:
        return read_filters(table, {column: AtLeast(value)})
    except ValueError as error:
        raise invalid_parameter(parameter, "format", "Must be an RFC 3339 timestamp.") from error
