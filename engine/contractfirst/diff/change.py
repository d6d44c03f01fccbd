"""What a comparison finds: changes, each with its severity, both places and who breaks."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["ChangeSeverity", "DocumentChange", "Impact", "Location"]


class ChangeSeverity(StrEnum):
    """``risky`` can break a client that does more than it must, or could not be proven safe."""

    BREAKING = "breaking"
    RISKY = "risky"
    SAFE = "safe"


class Impact(StrEnum):
    """Whom a change concerns: the client when it sends, the client when it reads, or both."""

    SENDING = "client sending"
    READING = "client reading"
    BOTH = "client sending and reading"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file; ``line`` and ``column`` count from 1. ``path`` is as the document was asked for."""

    path: str
    line: int
    column: int
    pointer: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """One difference. Where something was added or removed, the other place is the nearest that exists.

    ``operations`` are all that the change touches, as ``METHOD /path``; none when it touches the whole
    document. ``example`` is a value, as JSON, that only one of the two documents admits.
    """

    rule: str
    severity: ChangeSeverity
    impact: Impact
    message: str
    base: Location
    head: Location
    operations: tuple[str, ...] = ()
    example: str = ""
