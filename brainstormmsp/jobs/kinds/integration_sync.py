"""Syncs of integrations."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from brainstormmsp import schemas
from brainstormmsp.connectors import Batch, Connector
from brainstormmsp.jobs.kind import JobKind
from brainstormmsp.jobs.run import Run
from brainstormmsp.jobs.upsert import UPSERTS, ItemRejected
from brainstormmsp.jobs.work_context import WorkContext
from brainstormmsp.store.clients import CLIENTS
from brainstormmsp.store.integrations import INTEGRATIONS, abandon_sync, connection_of_integration, end_sync
from brainstormmsp.store.jobs import ClaimedJob
from brainstormmsp.store.savepoints import savepoint
from contractfirst.contract.problems import Problem

__all__ = ["integration_sync_kind"]

# One sync covers at most this many clients, the oldest ones.
_MOST_CLIENTS = 100
_AT_FIRST: Mapping[str, Any] = {"position": None, "received": 0, "created": 0, "updated": 0, "ended": False}


def integration_sync_kind(connector: Connector) -> JobKind:
    """Return the kind ``integration_sync``; its payload is ``integration_id``."""
    return JobKind(
        "integration_sync", partial(_perform, connector), failed=_failed, canceled=_canceled, mass=True
    )


def _perform(connector: Connector, run: Run) -> None:
    integration_id: str = run.payload["integration_id"]
    integration, connection, clients = run.read(
        lambda context: (
            INTEGRATIONS.get(context, integration_id),
            connection_of_integration(context, integration_id),
            _covered_clients(context),
        )
    )
    reached: Mapping[str, Any] = run.checkpoint or _AT_FIRST
    while not reached["ended"]:
        now = run.services.clock.now()
        batch = connector.fetch(integration, connection, clients, reached["position"], now)
        reached = run.step(
            partial(_apply, reached, batch), progress=min(batch.percent, 99), checkpoint=lambda counts: counts
        )
    run.finish(partial(_complete, integration_id, reached))


def _covered_clients(context: WorkContext) -> list[schemas.Client]:
    page = CLIENTS.page(context, filters={"status": ["active", "onboarding"]}, limit=_MOST_CLIENTS)
    return page.rows


def _apply(reached: Mapping[str, Any], batch: Batch, context: WorkContext) -> dict[str, Any]:
    """Apply the received items; those that cannot be applied are skipped."""
    counts = {**reached, "position": batch.following, "ended": batch.following is None}
    for item in batch.items:
        counts["received"] += 1
        try:
            with savepoint(context.transaction):
                written = UPSERTS[item.resource].apply(context, item.body)
        except ItemRejected:
            continue
        if written.outcome in {"created", "updated"}:
            counts[written.outcome] += 1
    return counts


def _complete(integration_id: str, reached: Mapping[str, Any], context: WorkContext) -> Mapping[str, object]:
    end_sync(context, integration_id, failure=None)
    counts = {name: reached[name] for name in ("received", "created", "updated")}
    return {"integration_id": integration_id, **counts}


def _failed(context: WorkContext, job: ClaimedJob, problems: Sequence[Problem]) -> None:
    integration_id: str = job.payload["integration_id"]
    if INTEGRATIONS.find(context, integration_id) is not None:
        integration = end_sync(context, integration_id, failure=problems[0].detail)
        context.emit("integration.sync_failed", integration)


def _canceled(context: WorkContext, job: ClaimedJob) -> None:
    abandon_sync(context, job.payload["integration_id"])
