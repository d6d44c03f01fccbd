"""Operations and parameters as the pages list them."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from contractfirst.contract import Operation

__all__ = ["ListedOperation", "ListedParameter", "listed", "parameters_named"]


@dataclass(frozen=True, slots=True)
class ListedOperation:
    """One row; ``link`` points to the operation in the reference."""

    method: str
    path: str
    summary: str
    link: str


@dataclass(frozen=True, slots=True)
class ListedParameter:
    """One row; ``description`` is CommonMark."""

    name: str
    description: str


def listed(operations: Iterable[Operation]) -> list[ListedOperation]:
    """Return the rows of operations."""
    return [
        ListedOperation(
            operation.method,
            operation.path,
            operation.summary,
            f"/docs#/{quote(operation.tag or 'default', safe='')}/{quote(operation.id, safe='')}",
        )
        for operation in operations
    ]


def parameters_named(
    operations: Iterable[Operation], location: str, names: frozenset[str]
) -> list[ListedParameter]:
    """Return the parameters with these names (letters and digits only, lower case), each name once."""
    found: dict[str, ListedParameter] = {}
    for operation in operations:
        for parameter in operation.parameters:
            plain = "".join(sign for sign in parameter.name.lower() if sign.isalnum())
            if parameter.location == location and plain in names:
                found.setdefault(parameter.name, ListedParameter(parameter.name, parameter.description))
    return list(found.values())
