"""When an operation is deprecated and when it ends: ``x-deprecated-at`` and ``x-sunset``."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from contractfirst.contract.place import Place
from contractfirst.timestamps import parse_timestamp

__all__ = ["Deprecation", "compile_deprecation"]


@dataclass(frozen=True, slots=True)
class Deprecation:
    """``deprecated_at`` may lie in the future; ``sunset`` is when the operation is expected to end."""

    deprecated_at: datetime
    sunset: datetime | None

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """The fields of every response: Deprecation (RFC 9745) and Sunset (RFC 8594)."""
        fields = (("Deprecation", f"@{int(self.deprecated_at.timestamp())}"),)
        if self.sunset is None:
            return fields
        return (*fields, ("Sunset", format_datetime(self.sunset, usegmt=True)))


def compile_deprecation(place: Place) -> Deprecation | None:
    """Return an operation's deprecation, ``None`` without ``x-deprecated-at``.

    Raises:
        ContractError: a value is neither a date nor a timestamp (RFC 3339), ``x-sunset`` stands alone or is
            earlier (RFC 9745 section 4).
    """
    sunset = _moment(place, "x-sunset")
    deprecated_at = _moment(place, "x-deprecated-at")
    if deprecated_at is None:
        if sunset is not None:
            place.fail("needs x-deprecated-at beside it", "x-sunset")
        return None
    if sunset is not None and sunset < deprecated_at:
        place.fail("must not be earlier than x-deprecated-at", "x-sunset")
    return Deprecation(deprecated_at, sunset)


def _moment(place: Place, name: str) -> datetime | None:
    if not place.has(name):
        return None
    value = place.text(name)
    try:
        return parse_timestamp(f"{value}T00:00:00Z" if len(value) == len("2026-12-01") else value)
    except ValueError:
        place.fail("must be a date or a timestamp (RFC 3339)", name)
