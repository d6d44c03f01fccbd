"""JSON values: which are the same, the times that a text names, and other texts of the same kind."""

import re
from collections.abc import Iterator
from datetime import datetime
from random import Random

__all__ = ["moment", "same", "variations"]

_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_IDENTIFIER = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{4}-\d\d-\d\d.*", re.I
)


def moment(value: object) -> datetime | None:
    """Return the time that an RFC 3339 timestamp names, to the microsecond; ``None`` for anything else."""
    if not isinstance(value, str) or not _TIMESTAMP.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def same(one: object, other: object) -> bool:
    """Return whether two JSON values are equal; timestamps are equal if they are the same time."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if one == other:
        return isinstance(one, bool) == isinstance(other, bool)
    time = moment(one)
    return time is not None and time == moment(other)


def variations(text: str, random: Random) -> Iterator[str]:
    """Yield other texts of the same kind, so that what must be unique can be; none for ids and dates."""
    if _IDENTIFIER.fullmatch(text):
        return
    if re.search(r"\d{3,}$", text):
        yield re.sub(r"\d", lambda _: str(random.randint(1, 9)), text)
    mark = f"{random.getrandbits(32):08x}"
    yield f"{text} {mark}"
    yield f"{mark}-{text}"
    yield f"{text}{mark}"
    yield re.sub(r"\d", lambda _: str(random.randint(1, 9)), text)
