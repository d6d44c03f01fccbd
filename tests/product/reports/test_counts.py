"""What evaluations come to over time."""

from datetime import date
from itertools import pairwise

from brainstormmsp.reports import Period
from brainstormmsp.reports.counts import ResultCounts, buckets, course, percent
from tests.product.reports.samples import facts


def month(value: str) -> Period:
    return Period.of({"kind": "month", "month": value})


def test_a_share_of_nothing_is_none() -> None:
    assert percent(0, 0) is None
    assert percent(2, 3) == 66.7


def test_what_does_not_apply_is_left_out_of_the_pass_rate() -> None:
    assert ResultCounts(6, 1, 3, 90).pass_rate == 60.0
    assert ResultCounts(0, 0, 0, 5).pass_rate is None


def test_every_verdict_is_counted_once() -> None:
    made = facts(clients=3)
    tally = ResultCounts.of(made.evaluations)
    assert sum(tally.counts) + tally.not_applicable == len(made.evaluations) == 72


def test_a_month_goes_by_days_a_quarter_by_weeks_a_year_by_months() -> None:
    far = date(2100, 1, 1)
    assert len(buckets(month("2026-10"), far)) == 31
    weeks = buckets(Period.of({"kind": "quarter", "quarter": "2026-Q3"}), far)
    assert [weeks[0].label, weeks[1].label, weeks[-1].last.isoformat()] == ["1 Jul", "6 Jul", "2026-09-30"]
    year = buckets(Period.of({"kind": "days", "start": "2026-01-15", "days": 365}), far)
    assert [step.label for step in year][:2] == ["Jan 2026", "Feb 2026"]
    assert len(year) == 13


def test_the_steps_of_a_period_touch_and_stop_today() -> None:
    today = date(2026, 11, 24)
    for period in (
        month("2026-11"),
        Period.of({"kind": "quarter", "quarter": "2026-Q4"}),
        Period.of({"kind": "days", "start": "2026-02-28", "days": 366}),
    ):
        steps = buckets(period, today)
        assert steps[0].first == period.first
        assert steps[-1].last == min(today, period.last)
        assert all((b.first - a.last).days == 1 for a, b in pairwise(steps))
    assert buckets(month("2027-01"), today) == []


def test_a_course_counts_each_day_in_its_step() -> None:
    period = Period.of({"kind": "quarter", "quarter": "2026-Q3"})
    daily = [("2026-07-01", "pass", 3), ("2026-07-05", "fail", 1), ("2026-07-06", "pass", 4)]
    first, second, *others = course(period, date(2026, 9, 30), daily)
    assert first[1] == ResultCounts(passed=3, failed=1)
    assert second[1] == ResultCounts(passed=4)
    assert all(tally == ResultCounts() for _, tally in others)


def test_a_course_of_a_period_to_come_is_empty() -> None:
    assert course(month("2027-01"), date(2026, 11, 24), []) == []
