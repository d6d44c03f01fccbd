"""An OpenAPI document as data, with the place in the file of every value."""

import os
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Document", "Position", "load_document"]


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the file, counted from 1."""

    line: int
    column: int


class Document:
    """``data`` is plain dicts and lists, ``source`` the authored bytes, ``path`` the file."""

    data: dict[str, object]
    source: bytes
    path: Path

    def position(self, pointer: str) -> Position:
        """Return where the key (or the list item) that ``pointer`` names stands."""
        raise NotImplementedError

    def resolve(self, reference: object) -> object:
        """Return what a ``$ref`` string, or a node that may be a Reference Object, stands for."""
        raise NotImplementedError


def load_document(path: str | os.PathLike[str]) -> Document:
    """Read a YAML or JSON file; raises ``ContractError``."""
    raise NotImplementedError
