"""Scheduled evaluation runs: each exactly once, regardless of which worker ticks and of missed runs."""

from datetime import UTC, datetime

import pytest

from brainstormmsp.compliance.schedule import EvaluationSchedule, latest_slots
from tests.product.handlers.compliance_data import control_body
from tests.product.handlers.harness import Api

HOUR, DAY = 3600, 86400


def schedule(api: Api) -> EvaluationSchedule:
    return EvaluationSchedule(api.database, api.services.ids)


def queued(api: Api) -> list[str]:
    """Return the intervals of the runs that were queued, in order, and run them."""
    rows = api.database.read(
        lambda transaction: transaction.connection.execute(
            "SELECT payload FROM job_payloads ORDER BY job_id"
        ).fetchall()
    )
    api.work()
    return [row[0] for row in rows]


def run_of(*intervals: str) -> list[str]:
    return [f'{{"interval":"{interval}"}}' for interval in intervals]


def test_runs_begin_with_the_hour_the_night_the_monday_and_the_first() -> None:
    slots = latest_slots(datetime(2026, 11, 24, 9, 30, tzinfo=UTC))
    assert slots == {
        "hourly": datetime(2026, 11, 24, 9, tzinfo=UTC),
        "daily": datetime(2026, 11, 24, 3, tzinfo=UTC),
        "weekly": datetime(2026, 11, 23, 3, tzinfo=UTC),
        "monthly": datetime(2026, 11, 1, 3, tzinfo=UTC),
    }
    early = latest_slots(datetime(2026, 6, 1, 2, 59, 59, tzinfo=UTC))
    assert early == {
        "hourly": datetime(2026, 6, 1, 2, tzinfo=UTC),
        "daily": datetime(2026, 5, 31, 3, tzinfo=UTC),
        "weekly": datetime(2026, 5, 25, 3, tzinfo=UTC),
        "monthly": datetime(2026, 5, 1, 3, tzinfo=UTC),
    }
    night = datetime(2026, 6, 1, 3, tzinfo=UTC)
    assert set(latest_slots(night).values()) == {night}


def test_an_organisation_is_first_run_when_its_next_slot_begins(api: Api) -> None:
    api.make_client()
    ticker = schedule(api)
    following = ticker.tick(api.clock.now())
    assert following == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert queued(api) == []
    api.clock.advance(HOUR)
    ticker.tick(api.clock.now())
    assert queued(api) == run_of("hourly")
    rows = api.walk("/evaluations")
    hourly = {row["identifier"] for row in api.walk("/controls") if row["schedule"]["interval"] == "hourly"}
    assert {row["control_identifier"] for row in rows} == hourly


def test_each_slot_is_run_once_whoever_ticks(api: Api) -> None:
    api.make_client()
    tickers = [schedule(api), schedule(api)]
    for ticker in tickers:
        ticker.tick(api.clock.now())
    api.clock.advance(DAY)
    for ticker in [*tickers, schedule(api)]:
        ticker.tick(api.clock.now())
    assert queued(api) == run_of("hourly", "daily")
    api.clock.advance(60)
    schedule(api).tick(api.clock.now())
    assert queued(api) == []


def test_what_was_missed_is_made_up_for_by_one_run(api: Api) -> None:
    api.make_client()
    schedule(api).tick(api.clock.now())
    api.clock.advance(40 * DAY)
    schedule(api).tick(api.clock.now())
    assert queued(api) == run_of("hourly", "daily", "weekly", "monthly")


def test_nothing_is_queued_where_nothing_could_be_judged(api: Api) -> None:
    schedule(api).tick(api.clock.now())
    api.make("/clients", {"name": "Archived", "status": "archived"})
    api.clock.advance(40 * DAY)
    schedule(api).tick(api.clock.now())
    assert queued(api) == []


@pytest.mark.parametrize("state", ["draft", "test", "enabled"])
def test_own_controls_are_run_by_their_schedule_when_enabled(api: Api, state: str) -> None:
    api.make_client()
    for interval, identifier in (("hourly", "CUSTOM-001"), ("manual", "CUSTOM-002")):
        body = control_body(identifier, schedule={"interval": interval}, state=state)
        api.make("/controls", body)
    ticker = schedule(api)
    ticker.tick(api.clock.now())
    api.clock.advance(HOUR)
    ticker.tick(api.clock.now())
    queued(api)
    own = {row["control_identifier"] for row in api.walk("/evaluations")} & {"CUSTOM-001", "CUSTOM-002"}
    assert own == ({"CUSTOM-001"} if state == "enabled" else set())
    ticker.close()
