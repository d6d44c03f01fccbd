"""What the schedule promises: ten attempts, never early, never before Retry-After."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from brainstormmsp.webhooks.schedule import DELAYS, next_attempt, parse_retry_after

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
SECONDS = [0, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]


def test_the_delays_come_to_some_three_days() -> None:
    assert [delay.total_seconds() for delay in DELAYS] == SECONDS


def test_each_delay_is_kept_with_a_little_jitter_and_the_tenth_attempt_is_the_last() -> None:
    random = Random(1)
    for attempts, seconds in enumerate(SECONDS[1:], 1):
        waits = set()
        for _ in range(50):
            following = next_attempt(attempts, NOW, random)
            assert following is not None
            waits.add((following - NOW).total_seconds())
        assert seconds <= min(waits) < max(waits) <= seconds * 1.1
    assert next_attempt(10, NOW, random) is None


def test_jitter_comes_from_the_injected_source() -> None:
    assert next_attempt(3, NOW, Random(5)) == next_attempt(3, NOW, Random(5))


def test_retry_after_postpones_and_never_hastens() -> None:
    later = NOW + timedelta(hours=1)
    assert next_attempt(1, NOW, Random(1), later) == later
    following = next_attempt(6, NOW, Random(1), NOW + timedelta(seconds=1))
    assert following is not None
    assert following >= NOW + timedelta(hours=10)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("120", NOW + timedelta(seconds=120)),
        (" 0 ", NOW),
        ("Tue, 24 Nov 2026 10:30:00 GMT", NOW + timedelta(hours=1)),
        ("Tue, 24 Nov 2026 10:30:00 -0000", NOW + timedelta(hours=1)),
        ("9999999999", NOW + timedelta(days=7)),
        ("Fri, 31 Dec 2100 23:59:59 GMT", NOW + timedelta(days=7)),
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("99999999999999999999", None),
        ("Tue, 99 Nov 2026 10:30:00 GMT", None),
        ("Fri, 31 Dec 9999 23:59:59 -2359", None),
        ("-99999999999 Dec 25:61 99 68 :", None),
    ],
)
def test_retry_after_is_read_as_http_has_it_and_a_week_at_most(
    value: str | None, expected: datetime | None
) -> None:
    assert parse_retry_after(value, NOW) == expected
