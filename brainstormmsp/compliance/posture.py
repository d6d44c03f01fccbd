"""A client's posture: how it meets the enabled controls now, by framework, and over the last weeks."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from brainstormmsp import schemas
from brainstormmsp.compliance.controls import enabled_controls
from brainstormmsp.compliance.requirements import REQUIREMENTS
from brainstormmsp.compliance.rule_result import FAIL, NOT_APPLICABLE, PARTIAL, PASS
from brainstormmsp.store import Scope, format_timestamp
from brainstormmsp.store.clients import CLIENTS
from brainstormmsp.store.report_facts import Span, evaluation_counts_by_day, latest_evaluations
from brainstormmsp.store.risk import risk_score_before

__all__ = ["client_posture"]

_COUNTED = timedelta(days=92)
_WEEKS = 13
_WEEK = timedelta(days=7)
_MOMENT = timedelta(milliseconds=1)

Results = Counter[str]


def client_posture(scope: Scope, client_id: str, now: datetime) -> schemas.ClientPosture:
    """Return a client's posture.

    Raises:
        NotFound: the organisation has no such client.
    """
    client = CLIENTS.get(scope, client_id)
    span = Span(format_timestamp(now - _COUNTED), format_timestamp(now + _MOMENT), client_id)
    controls = {control["id"]: control for control in enabled_controls(scope)}
    counted = [row for row in latest_evaluations(scope, span) if row["control_id"] in controls]
    results = Counter(row["result"] for row in counted)
    return {
        "client_id": client_id,
        "score": _score(results),
        "risk_score": client["risk_score"],
        "as_of": max((row["evaluated_at"] for row in counted), default=None),
        "passed_count": results[PASS],
        "partial_count": results[PARTIAL],
        "failed_count": results[FAIL],
        "not_applicable_count": results[NOT_APPLICABLE],
        "frameworks": _frameworks(counted, controls),
        "trend": _trend(scope, client_id, now),
    }


def _score(results: Results) -> float | None:
    applicable = results[PASS] + results[PARTIAL] + results[FAIL]
    return round(100 * results[PASS] / applicable, 1) if applicable else None


def _frameworks(
    counted: Iterable[Mapping[str, Any]], controls: Mapping[str, schemas.Control]
) -> list[schemas.FrameworkPosture]:
    results: dict[schemas.FrameworkCode, Results] = defaultdict(Counter)
    assessed: dict[schemas.FrameworkCode, set[str]] = defaultdict(set)
    for row in counted:
        references = controls[row["control_id"]]["framework_refs"]
        for framework in {reference["framework"] for reference in references}:
            results[framework][row["result"]] += 1
        if row["result"] != NOT_APPLICABLE:
            for reference in references:
                assessed[reference["framework"]].add(reference["reference"])
    return [
        {
            "framework": framework,
            "score": _score(results[framework]),
            "passed_count": results[framework][PASS],
            "partial_count": results[framework][PARTIAL],
            "failed_count": results[framework][FAIL],
            "not_applicable_count": results[framework][NOT_APPLICABLE],
            "assessed_count": len(assessed[framework]),
            "requirement_count": REQUIREMENTS[framework].count,
        }
        for framework in sorted(results)
    ]


def _trend(scope: Scope, client_id: str, now: datetime) -> list[schemas.PostureWeek]:
    today = now.astimezone(UTC).date()
    monday = today - timedelta(days=today.weekday())
    mondays = [monday - _WEEK * weeks for weeks in range(_WEEKS - 1, -1, -1)]
    span = Span(_midnight(mondays[0]), format_timestamp(now + _MOMENT), client_id)
    weeks: dict[date, Results] = defaultdict(Counter)
    for row in evaluation_counts_by_day(scope, span):
        day = date.fromisoformat(row["day"])
        weeks[day - timedelta(days=day.weekday())][row["result"]] += row["count"]
    return [
        {
            "week_from": week.isoformat(),
            "score": _score(weeks[week]),
            "risk_score": risk_score_before(scope, client_id, _midnight(week + _WEEK)),
        }
        for week in mondays
    ]


def _midnight(day: date) -> str:
    return format_timestamp(datetime.combine(day, time(), UTC))
