"""Which days a report covers."""

import pytest

from brainstormmsp.reports import Period


@pytest.mark.parametrize(
    ("period", "first", "last", "label", "slug"),
    [
        ({"kind": "month", "month": "2026-12"}, "2026-12-01", "2026-12-31", "December 2026", "2026-12"),
        ({"kind": "month", "month": "2028-02"}, "2028-02-01", "2028-02-29", "February 2028", "2028-02"),
        ({"kind": "quarter", "quarter": "2026-Q1"}, "2026-01-01", "2026-03-31", "Q1 2026", "2026-Q1"),
        ({"kind": "quarter", "quarter": "2099-Q4"}, "2099-10-01", "2099-12-31", "Q4 2099", "2099-Q4"),
        (
            {"kind": "days", "start": "2026-10-01", "days": 45},
            "2026-10-01",
            "2026-11-14",
            "1 October 2026 – 14 November 2026",
            "2026-10-01-to-2026-11-14",
        ),
        (
            {"kind": "days", "start": "2099-12-31", "days": 1},
            "2099-12-31",
            "2099-12-31",
            "31 December 2099",
            "2099-12-31-to-2099-12-31",
        ),
    ],
)
def test_a_period_is_whole_days(
    period: dict[str, object], first: str, last: str, label: str, slug: str
) -> None:
    found = Period.of(period)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)
    assert (found.label, found.slug) == (label, slug)
    assert found.since == f"{first}T00:00:00.000Z"


def test_a_period_ends_where_the_next_one_begins() -> None:
    october = Period.of({"kind": "month", "month": "2026-10"})
    november = Period.of({"kind": "month", "month": "2026-11"})
    assert october.before == november.since


def test_the_preceding_days_are_as_many_and_adjacent() -> None:
    period = Period.of({"kind": "quarter", "quarter": "2026-Q3"})
    before = period.preceding()
    assert before.days == period.days == 92
    assert before.before == period.since


def test_the_longest_period_reaches_into_the_next_century() -> None:
    period = Period.of({"kind": "days", "start": "2099-12-31", "days": 366})
    assert period.last.isoformat() == "2100-12-31"
    assert period.before == "2101-01-01T00:00:00.000Z"
