"""``Retry-After``: whole seconds, or a date (RFC 9110 section 10.2.3)."""

from email.utils import parsedate_to_datetime

__all__ = ["delay_of"]


def delay_of(field: str, now: float) -> float | None:
    """Return the seconds that a header asks to wait, ``now`` being seconds since the epoch; ``None`` if none.

    A date that has passed is no wait.
    """
    if field.isdecimal():
        return int(field)
    try:
        return max(0.0, parsedate_to_datetime(field).timestamp() - now)
    except ValueError:
        return None
