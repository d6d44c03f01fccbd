"""Integrations: the systems that an organisation's data comes from, and their syncs."""

from collections.abc import Sequence
from typing import Any

from brainstormmsp import schemas
from brainstormmsp.store import tables
from brainstormmsp.store.jobs import enqueue_job
from brainstormmsp.store.resource import Resource
from brainstormmsp.store.scope import Scope
from contractfirst.contract.problems import Conflict

__all__ = ["INTEGRATIONS", "abandon_sync", "begin_sync", "connection_of_integration", "end_sync"]

INTEGRATIONS = Resource[schemas.Integration](
    tables.integrations,
    singular="integration",
    hidden=("recent_syncs", "sync_job_id", "connection"),
)
_WHOLE = Resource[dict[str, Any]](tables.integrations, singular="integration")

# Number of recent syncs that determine the health.
_RECENT = 5


def begin_sync(scope: Scope, integration_id: str) -> schemas.Job:
    """Queue a sync; return its job.

    Raises:
        NotFound: the organisation has no such integration.
        Conflict: it is not enabled (``integration_disabled``), or a sync is queued or running
            (``sync_running``).
    """
    integration = _WHOLE.get(scope, integration_id)
    if not integration["enabled"]:
        raise Conflict("The integration is disabled.", code="integration_disabled")
    if integration["sync_job_id"] is not None:
        raise Conflict("A sync of this integration is already running.", code="sync_running")
    job = enqueue_job(scope, "integration_sync", {"integration_id": integration_id})
    INTEGRATIONS.update(scope, integration_id, sync_job_id=job["id"])
    return job


def end_sync(scope: Scope, integration_id: str, failure: str | None) -> schemas.Integration:
    """Store the result of a sync, with the reason of a ``failure``; return the integration.

    Raises:
        NotFound: the organisation has no such integration.
    """
    before = _WHOLE.get(scope, integration_id)
    recent = [*before["recent_syncs"], failure is None][-_RECENT:]
    changes: dict[str, Any] = {} if failure is not None else {"last_sync_at": scope.timestamp}
    return INTEGRATIONS.update(
        scope,
        integration_id,
        health=_health(recent),
        message=failure,
        recent_syncs=recent,
        sync_job_id=None,
        **changes,
    )


def abandon_sync(scope: Scope, integration_id: str) -> None:
    """Write down that no sync is queued or running any more; how the last one ended stays."""
    if INTEGRATIONS.find(scope, integration_id) is not None:
        INTEGRATIONS.update(scope, integration_id, sync_job_id=None)


def connection_of_integration(scope: Scope, integration_id: str) -> dict[str, Any]:
    """Return the connection settings of the other system; raises as ``Resource.get`` does."""
    connection: dict[str, Any] = _WHOLE.get(scope, integration_id)["connection"]
    return connection


def _health(recent: Sequence[bool]) -> str:
    if not recent[-1]:
        return "failing"
    return "healthy" if all(recent) else "degraded"
