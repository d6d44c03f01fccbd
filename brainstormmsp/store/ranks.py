"""Columns that are sorted by importance and not by the alphabet, such as a severity."""

from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["PRIORITIES", "SEVERITIES", "Ranks"]

SEVERITIES = ("informational", "low", "medium", "high", "critical")
PRIORITIES = ("low", "normal", "high", "urgent")


class Ranks:
    """The values of some columns, least important first; the table has ``COLUMN_rank`` for each of them."""

    def __init__(self, values: Mapping[str, Sequence[str]]) -> None:
        self._ranks = {
            name: {value: rank for rank, value in enumerate(ordered)} for name, ordered in values.items()
        }
        self.columns = tuple(f"{name}_rank" for name in self._ranks)

    def of(self, row: Mapping[str, Any]) -> dict[str, int]:
        """Return the ranks of a row's values by the names of their columns."""
        return {f"{name}_rank": ranks[row[name]] for name, ranks in self._ranks.items()}

    def column(self, sort: str) -> str:
        """Return the sort by rank, if it is by one of these columns; ``-`` reverses both."""
        return f"{sort}_rank" if sort.removeprefix("-") in self._ranks else sort
