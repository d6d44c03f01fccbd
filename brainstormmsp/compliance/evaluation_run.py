"""Runs of evaluations: every chosen control on every chosen client, as a job."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from brainstormmsp import schemas
from brainstormmsp.compliance.collect import collect_facts
from brainstormmsp.compliance.controls import CONTROLS, enabled_controls, find_controls, require_evaluable
from brainstormmsp.compliance.recording import (
    Recorded,
    announce_risk_score,
    record_live_evaluation,
    record_test_evaluation,
)
from brainstormmsp.compliance.rule_result import FAIL, NOT_APPLICABLE, PARTIAL, PASS, RuleResult
from brainstormmsp.compliance.rules import CompiledRule, compile_rule, populations_of
from brainstormmsp.jobs import JobKind, Run, WorkContext, enqueue
from brainstormmsp.store import Scope
from brainstormmsp.store.clients import CLIENTS
from brainstormmsp.store.evaluations import evaluated_client_ids
from brainstormmsp.store.remediations import unresolved_remediations
from contractfirst.contract.problems import Conflict

__all__ = ["enqueue_run", "enqueue_scheduled_run", "evaluation_run_kind"]

_KIND = "evaluation_run"
# So many evaluations are written in one step, so that requests that write never wait long behind it.
_CONTROLS_IN_A_STEP = 20

_COUNTED_AS = {PASS: "passed", FAIL: "failed", PARTIAL: "partial", NOT_APPLICABLE: "not_applicable"}
_NOTHING_YET = {
    "evaluated": 0,
    **dict.fromkeys(_COUNTED_AS.values(), 0),
    "remediations_opened": 0,
    "remediations_resolved": 0,
}


@dataclass(frozen=True, slots=True)
class _CompiledControl:
    control: Mapping[str, Any]
    rule: CompiledRule


@dataclass(frozen=True, slots=True)
class _ClientResults:
    """The evaluations of some controls on a client, and the moment as of which the data was read."""

    client_id: str
    evaluated_at: str
    results: Sequence[tuple[Mapping[str, Any], RuleResult]]


def enqueue_run(
    scope: Scope, *, client_ids: Sequence[str] | None, control_ids: Sequence[str] | None
) -> schemas.Job:
    """Queue a run on some clients or all, of some controls or all that are enabled; return its job.

    Raises:
        NotFound: the organisation has no such client or control.
        Conflict: a client is archived (``client_archived``), or a control a draft (``control_in_draft``).
    """
    clients = [CLIENTS.get(scope, client_id) for client_id in client_ids or ()]
    controls = [CONTROLS.get(scope, control_id) for control_id in control_ids or ()]
    for client in clients:
        if client["status"] == "archived":
            raise Conflict(f"{client['name']} is archived.", code="client_archived")
    for control in controls:
        require_evaluable(control)
    return enqueue(scope, _KIND, {"client_ids": client_ids, "control_ids": control_ids})


def enqueue_scheduled_run(scope: Scope, interval: str) -> schemas.Job:
    """Queue the run of the enabled controls that are evaluated at an interval, on all clients."""
    return enqueue(scope, _KIND, {"interval": interval})


def evaluation_run_kind() -> JobKind:
    """Return the kind ``evaluation_run``."""
    return JobKind(_KIND, _perform, mass=True)


def _perform(run: Run) -> None:
    clients, controls = run.read(partial(_choose, run.payload))
    reached: Mapping[str, Any] = run.checkpoint or {"place": ["", ""], "counts": _NOTHING_YET}
    total = len(clients) * len(controls) + 1
    for done, client_id, step_controls in _steps(clients, controls, reached["place"]):
        results = run.read(partial(_evaluate, client_id, step_controls))
        if results is not None:
            place = [client_id, step_controls[-1].control["id"]]
            reached = run.step(
                partial(_record, results, place, reached["counts"]),
                progress=100 * done // total,
                checkpoint=lambda reached: reached,
            )
    run.finish(lambda context: reached["counts"])


def _choose(
    payload: Mapping[str, Any], context: WorkContext
) -> tuple[Sequence[str], Sequence[_CompiledControl]]:
    """Return the clients and the controls of a run, each in the order of their ids."""
    named = payload.get("control_ids")
    if named is None:
        controls = enabled_controls(context, payload.get("interval"))
    else:
        controls = [control for control in find_controls(context, named) if control["state"] != "draft"]
    client_ids = payload.get("client_ids")
    clients = evaluated_client_ids(context) if client_ids is None else sorted(client_ids)
    return clients, [_CompiledControl(control, compile_rule(control["rule"])) for control in controls]


def _steps(
    clients: Sequence[str], controls: Sequence[_CompiledControl], place: Sequence[str]
) -> Iterator[tuple[int, str, Sequence[_CompiledControl]]]:
    """Return the steps behind a place: how many evaluations there are after it, its client, its controls."""
    reached_client, reached_control = place
    for position, client_id in enumerate(clients):
        if client_id < reached_client:
            continue
        left = [
            control
            for control in controls
            if client_id > reached_client or control.control["id"] > reached_control
        ]
        for start in range(0, len(left), _CONTROLS_IN_A_STEP):
            step = left[start : start + _CONTROLS_IN_A_STEP]
            before = len(controls) - len(left) + start
            yield position * len(controls) + before + len(step), client_id, step


def _evaluate(
    client_id: str, controls: Sequence[_CompiledControl], context: WorkContext
) -> _ClientResults | None:
    """Evaluate controls on a client; ``None`` if the client is gone or archived."""
    client = CLIENTS.find(context, client_id)
    if client is None or client["status"] == "archived":
        return None
    facts = collect_facts(context, client, populations_of(control.control["rule"] for control in controls))
    results = [(control.control, control.rule(facts, control.control["id"])) for control in controls]
    return _ClientResults(client_id, context.timestamp, results)


def _record(
    results: _ClientResults, place: list[str], counts: Mapping[str, int], context: WorkContext
) -> Mapping[str, Any]:
    """Write evaluations down; return where the run is then."""
    client = CLIENTS.find(context, results.client_id)
    after = dict(counts)
    if client is not None:
        unresolved = unresolved_remediations(context, client["id"])
        for control, rule_result in results.results:
            _count(
                after, _record_one(context, client, control, rule_result, results.evaluated_at, unresolved)
            )
        announce_risk_score(context, client["id"])
    return {"place": place, "counts": after}


def _record_one(
    context: WorkContext,
    client: Mapping[str, Any],
    control: Mapping[str, Any],
    rule_result: RuleResult,
    evaluated_at: str,
    unresolved: Mapping[str, str],
) -> Recorded:
    if control["state"] == "test":
        return record_test_evaluation(context, client, control, rule_result, evaluated_at)
    unresolved_id = unresolved.get(control["id"])
    return record_live_evaluation(context, client, control, rule_result, evaluated_at, unresolved_id)


def _count(counts: dict[str, int], recorded: Recorded) -> None:
    counts["evaluated"] += 1
    counts[_COUNTED_AS[recorded.evaluation["result"]]] += 1
    counts["remediations_opened"] += recorded.opened
    counts["remediations_resolved"] += recorded.resolved
