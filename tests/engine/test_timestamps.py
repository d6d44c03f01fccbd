from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractfirst.timestamps import format_timestamp, normalise_timestamp, parse_timestamp


@pytest.mark.parametrize(
    ("given_", "stored"),
    [
        ("2026-11-24T18:17:13.123Z", "2026-11-24T18:17:13.123Z"),
        ("2026-11-24T18:17:13Z", "2026-11-24T18:17:13.000Z"),
        ("2026-11-24t18:17:13.1z", "2026-11-24T18:17:13.100Z"),
        ("2026-11-24T18:17:13.123999999Z", "2026-11-24T18:17:13.123Z"),
        ("2026-11-24T20:17:13+02:00", "2026-11-24T18:17:13.000Z"),
        ("2026-11-24T12:47:13-05:30", "2026-11-24T18:17:13.000Z"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"),
    ],
)
def test_every_spelling_of_a_time_is_stored_alike(given_: str, stored: str) -> None:
    assert normalise_timestamp(given_) == stored


@pytest.mark.parametrize(
    "bad",
    ["", "2026-11-24", "2026-11-24T18:17:13", "2026-02-30T00:00:00Z", "0000-01-01T00:00:00Z",
     "9999-12-31T23:59:59-01:00", "٢٠٢٦-11-24T18:17:13Z", "2026-11-24T24:00:00Z", "2026-11-24T18:17:13.Z"],
)  # fmt: skip
def test_what_is_no_time_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match=r"timestamp|year|month|day|hour|range"):
        normalise_timestamp(bad)


times = st.datetimes(
    min_value=datetime(1000, 1, 2),
    max_value=datetime(9999, 12, 30),
    timezones=st.just(UTC),
)


@given(times, times)
def test_stored_times_sort_as_text(first: datetime, second: datetime) -> None:
    assert (format_timestamp(first) < format_timestamp(second)) <= (first < second)


@given(times)
def test_stored_times_are_read_back_to_the_millisecond(time: datetime) -> None:
    assert timedelta() <= time - parse_timestamp(format_timestamp(time)) < timedelta(milliseconds=1)


def test_other_time_zones_are_turned_into_utc() -> None:
    time = datetime(2026, 1, 1, 1, tzinfo=timezone(timedelta(hours=2)))
    assert format_timestamp(time) == "2025-12-31T23:00:00.000Z"
