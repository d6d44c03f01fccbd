"""When a delivery that failed is attempted again."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from random import Random

__all__ = ["ATTEMPTS", "DELAYS", "LONGEST_RETRY_AFTER", "next_attempt", "parse_retry_after"]

# From one attempt to the next, the first being made at once: about three days in all.
DELAYS = (
    timedelta(),
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
ATTEMPTS = len(DELAYS)

# As much of a delay is added to it at random, so that what failed together does not come back together.
_JITTER = 0.1

# A receiver that asks for more is taken for one that errs.
LONGEST_RETRY_AFTER = timedelta(days=7)

_SECONDS = re.compile(r"[0-9]{1,10}", re.ASCII)


def next_attempt(
    attempts: int, now: datetime, random: Random, not_before: datetime | None = None
) -> datetime | None:
    """Return when to try again after so many attempts that failed, ``None`` when there were enough.

    ``not_before`` is what the receiver asked for.
    """
    if attempts >= ATTEMPTS:
        return None
    scheduled = now + DELAYS[attempts] * (1 + _JITTER * random.random())
    return scheduled if not_before is None else max(scheduled, not_before)


def parse_retry_after(value: str | None, now: datetime) -> datetime | None:
    """Return the time that a ``Retry-After`` field names (RFC 9110 section 10.2.3), a week from now at most.

    ``None`` for no field, and for one that is not well-formed.
    """
    if value is None:
        return None
    text = value.strip()
    if _SECONDS.fullmatch(text):
        return now + min(timedelta(seconds=int(text)), LONGEST_RETRY_AFTER)
    try:
        time = parsedate_to_datetime(text)
        # A date without a zone is in UTC; one with a zone may lie outside the years 1 to 9999 there.
        time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return min(time, now + LONGEST_RETRY_AFTER)
