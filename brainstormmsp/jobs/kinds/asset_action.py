"""Actions on assets."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from brainstormmsp.connectors import Agent, AgentReport
from brainstormmsp.jobs.kind import JobKind
from brainstormmsp.jobs.run import Run
from brainstormmsp.jobs.work_context import WorkContext
from brainstormmsp.store.asset_actions import apply_action, require_action
from brainstormmsp.store.assets import ASSETS

__all__ = ["asset_action_kind"]


def asset_action_kind(agent: Agent) -> JobKind:
    """Return the kind ``asset_action``; its payload is the request's body and ``asset_id``."""
    return JobKind("asset_action", partial(_perform, agent))


def _perform(agent: Agent, run: Run) -> None:
    payload: Mapping[str, Any] = run.payload
    asset = run.read(lambda context: ASSETS.get(context, payload["asset_id"]))
    require_action(asset, payload["action"])
    simulate = bool(payload.get("simulate", False))
    report = agent.act(asset, payload["action"], depth=payload.get("depth", "quick"), simulate=simulate)
    run.finish(partial(_complete, run.job.id, payload, simulate, report))


def _complete(
    job_id: str, payload: Mapping[str, Any], simulate: bool, report: AgentReport, context: WorkContext
) -> Mapping[str, object]:
    asset = ASSETS.get(context, payload["asset_id"])
    if not simulate:
        require_action(asset, payload["action"])
        after = apply_action(context, asset["id"], payload["action"])
        if after != asset:
            context.emit("asset.updated", after)
    result: dict[str, object] = {
        "job_id": job_id,
        "asset_id": asset["id"],
        "client_id": asset["client_id"],
        "action": payload["action"],
        "simulate": simulate,
        "reason": payload.get("reason"),
        "outcome": "done" if report.changed else "unchanged",
        "detail": report.detail,
        "completed_at": context.timestamp,
    }
    context.emit("asset.action_completed", result)
    return result
