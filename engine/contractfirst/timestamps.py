"""Times as the store keeps them: RFC 3339 in UTC with milliseconds, so that they sort as text."""

import re
from datetime import UTC, datetime, timedelta

__all__ = ["format_timestamp", "normalise_timestamp", "parse_timestamp"]

_RFC3339 = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,6})\d*)?(?:[Zz]|([+-])(\d{2}):(\d{2}))",
    re.ASCII,
)
_STORED = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z", re.ASCII)


def format_timestamp(time: datetime) -> str:
    """Return ``2026-11-24T18:17:13.123Z`` for an aware time; what is finer than a millisecond is cut off."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds")[:23] + "Z"


def parse_timestamp(value: str) -> datetime:
    """Return the aware time, in UTC, that an RFC 3339 timestamp names.

    A leap second is the second after it. Raises ``ValueError`` for anything else, and for what lies outside
    the years 1 to 9999 in UTC.
    """
    match = _RFC3339.fullmatch(value)
    if match is None:
        raise ValueError("not an RFC 3339 timestamp")
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    fraction, sign, offset_hours, offset_minutes = match.groups()[6:]
    extra = timedelta()
    if second == 60:
        second, extra = 59, timedelta(seconds=1)
    if sign is not None:
        offset = timedelta(hours=int(offset_hours), minutes=int(offset_minutes))
        extra += -offset if sign == "+" else offset
    microsecond = int((fraction or "").ljust(6, "0"))
    try:
        return datetime(year, month, day, hour, minute, second, microsecond, UTC) + extra
    except OverflowError as error:
        raise ValueError("outside the years 1 to 9999") from error


def normalise_timestamp(value: str) -> str:
    """Return the stored form of an RFC 3339 timestamp; raises ``ValueError`` as ``parse_timestamp`` does."""
    time = parse_timestamp(value)
    return value if _STORED.fullmatch(value) and value[17:19] != "60" else format_timestamp(time)
