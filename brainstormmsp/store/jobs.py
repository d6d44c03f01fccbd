"""Jobs: the durable queue's statements, and how a job is shown.

A job belongs to the worker that holds its lease token. Every change to a running job names the token, so that
a worker that has lost its lease changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import bindparam, case, delete, func, insert, or_, select, update

from brainstormmsp import schemas
from brainstormmsp.store import tables
from brainstormmsp.store.resource import Resource
from brainstormmsp.store.scope import Scope
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.transaction import Transaction
from contractfirst.contract.problems import Conflict

__all__ = [
    "JOBS",
    "KEPT",
    "ClaimedJob",
    "advance_job",
    "cancel_requested",
    "claim_job",
    "due_job",
    "due_statement",
    "end_job",
    "enqueue_job",
    "give_back_job",
    "purge_jobs",
    "renew_leases",
    "request_cancel",
]

# How long a job is kept after it ended.
KEPT = timedelta(hours=24)

_JOBS = tables.jobs
_PAYLOADS = tables.job_payloads
_ITEMS = tables.bulk_items

JOBS = Resource[schemas.Job](
    _JOBS,
    singular="job",
    hidden=("updated_at", "attempts", "checkpoint", "lease_token", "available_at", "cancel_requested"),
)


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """A job that a worker has claimed; ``attempt`` counts from 1, ``checkpoint`` is ``None`` at first."""

    organisation_id: str
    id: str
    kind: str
    attempt: int
    checkpoint: Any
    payload: Any
    lease_token: str
    cancel_requested: bool = False


_HELD = (
    _JOBS.c.organisation_id == bindparam("of_organisation"),
    _JOBS.c.id == bindparam("of_job"),
    _JOBS.c.lease_token == bindparam("of_lease"),
)
_INSERT_PAYLOAD = Statement(insert(_PAYLOADS))
_LOAD = Statement(
    select(_JOBS.c.kind, _JOBS.c.attempts, _JOBS.c.checkpoint, _JOBS.c.cancel_requested, _PAYLOADS.c.payload)
    .join_from(
        _JOBS,
        _PAYLOADS,
        (_PAYLOADS.c.organisation_id == _JOBS.c.organisation_id) & (_PAYLOADS.c.job_id == _JOBS.c.id),
    )
    .where(*_HELD)
)
_TAKE = Statement(
    update(_JOBS)
    .where(
        _JOBS.c.organisation_id == bindparam("of_organisation"),
        _JOBS.c.id == bindparam("of_job"),
        _JOBS.c.available_at <= bindparam("now"),
    )
    .values(
        status="running",
        attempts=_JOBS.c.attempts + 1,
        lease_token=bindparam("new_lease"),
        available_at=bindparam("lease_ends"),
        started_at=func.coalesce(_JOBS.c.started_at, bindparam("now")),
        updated_at=bindparam("now"),
    )
)
_RENEW = Statement(update(_JOBS).where(*_HELD).values(available_at=bindparam("lease_ends")))
_PROGRESS = case((_JOBS.c.progress < bindparam("percent"), bindparam("percent")), else_=_JOBS.c.progress)
_ADVANCE = Statement(
    update(_JOBS)
    .where(*_HELD)
    .values(progress=_PROGRESS, available_at=bindparam("lease_ends"), updated_at=bindparam("now"))
)
_ADVANCE_TO = Statement(
    update(_JOBS)
    .where(*_HELD)
    .values(
        progress=_PROGRESS,
        checkpoint=bindparam("new_checkpoint"),
        available_at=bindparam("lease_ends"),
        updated_at=bindparam("now"),
    )
)
_GIVE_BACK = Statement(
    update(_JOBS)
    .where(*_HELD)
    .values(
        lease_token=None,
        attempts=_JOBS.c.attempts - bindparam("uncounted"),
        available_at=bindparam("new_available_at"),
        updated_at=bindparam("now"),
    )
)
_END = Statement(
    update(_JOBS)
    .where(*_HELD)
    .values(
        status=bindparam("new_status"),
        progress=_PROGRESS,
        result=bindparam("new_result"),
        errors=bindparam("new_errors"),
        finished_at=bindparam("now"),
        expires_at=bindparam("new_expires_at"),
        updated_at=bindparam("now"),
        lease_token=None,
        available_at=None,
        checkpoint=None,
    )
)
_FORGET = tuple(
    Statement(
        delete(table).where(
            table.c.organisation_id == bindparam("of_organisation"), table.c.job_id == bindparam("of_job")
        )
    )
    for table in (_PAYLOADS, _ITEMS)
)
_CANCEL_REQUESTED = Statement(select(_JOBS.c.cancel_requested).where(*_HELD))
# One that waits for its next attempt need not wait to be canceled.
_REQUEST_CANCEL = Statement(
    update(_JOBS)
    .where(
        _JOBS.c.organisation_id == bindparam("of_organisation"),
        _JOBS.c.id == bindparam("of_job"),
        _JOBS.c.finished_at.is_(None),
    )
    .values(
        cancel_requested=1,
        available_at=case((_JOBS.c.lease_token.is_(None), bindparam("now")), else_=_JOBS.c.available_at),
    )
)
_PURGE = Statement(delete(_JOBS).where(_JOBS.c.expires_at <= bindparam("now")))


def enqueue_job(scope: Scope, kind: str, payload: object, available_at: str | None = None) -> schemas.Job:
    """Store a job in the transaction of whatever asks for it; return its representation.

    No worker takes it before ``available_at``, by default now.
    """
    job = JOBS.insert(scope, {}, kind=kind, available_at=available_at or scope.timestamp)
    scope.transaction.execute(
        _INSERT_PAYLOAD,
        {
            "organisation_id": scope.organisation_id,
            "job_id": job["id"],
            "payload": orjson.dumps(payload).decode(),
        },
    )
    return job


def request_cancel(scope: Scope, job_id: str) -> schemas.Job:
    """Ask whoever runs a job, or would, to end it; return its representation.

    Raises:
        NotFound: the organisation has no such job.
        Conflict: it has ended (``job_ended``).
    """
    job = JOBS.get(scope, job_id)
    place = {"of_organisation": scope.organisation_id, "of_job": job_id, "now": scope.timestamp}
    if scope.transaction.execute(_REQUEST_CANCEL, place) != 1:
        raise Conflict("The job has ended.", code="job_ended")
    return job


def cancel_requested(transaction: Transaction, job: ClaimedJob) -> bool:
    """Return whether somebody asked for a job that is held to end."""
    return bool(transaction.scalar(_CANCEL_REQUESTED, _held(job)))


def claim_job(
    transaction: Transaction, kinds: Sequence[str], *, now: str, lease_token: str, lease_ends: str
) -> ClaimedJob | None:
    """Take the job of these kinds that is due, ``None`` when there is none.

    The organisation that has the fewest jobs running comes first, then the job that has waited longest.
    """
    found = due_job(transaction, kinds, now)
    if found is None:
        return None
    place = {"of_organisation": found["organisation_id"], "of_job": found["id"]}
    lease = {"now": now, "new_lease": lease_token, "lease_ends": lease_ends}
    if transaction.execute(_TAKE, {**place, **lease}) != 1:
        return None
    row = transaction.one(_LOAD, {**place, "of_lease": lease_token})
    assert row is not None
    return ClaimedJob(
        organisation_id=found["organisation_id"],
        id=found["id"],
        kind=row["kind"],
        attempt=row["attempts"],
        checkpoint=None if row["checkpoint"] is None else orjson.loads(row["checkpoint"]),
        payload=orjson.loads(row["payload"]),
        lease_token=lease_token,
        cancel_requested=bool(row["cancel_requested"]),
    )


def due_job(transaction: Transaction, kinds: Sequence[str], now: str) -> dict[str, Any] | None:
    """Return the ``organisation_id`` and ``id`` of the job that ``claim_job`` would take."""
    return transaction.one(due_statement(tuple(kinds)), {"now": now})


@lru_cache
def due_statement(kinds: tuple[str, ...]) -> Statement:
    """Return the query for the job of these kinds that is to be taken at ``now``."""
    others = _JOBS.alias("others")
    running = (
        select(func.count())
        .select_from(others)
        .where(
            others.c.organisation_id == _JOBS.c.organisation_id,
            others.c.lease_token.is_not(None),
            others.c.available_at > bindparam("now"),
        )
        .scalar_subquery()
    )
    return Statement(
        select(_JOBS.c.organisation_id, _JOBS.c.id)
        .where(_JOBS.c.available_at <= bindparam("now"), or_(*(_JOBS.c.kind == kind for kind in kinds)))
        .order_by(running, _JOBS.c.available_at, _JOBS.c.id)
        .limit(1)
    )


def advance_job(
    transaction: Transaction,
    job: ClaimedJob,
    *,
    now: str,
    lease_ends: str,
    progress: int = 0,
    checkpoint: Mapping[str, object] | None = None,
) -> bool:
    """Store a job's progress and extend its lease; ``False`` if another worker has taken it over.

    Progress (percent) never falls. ``None`` leaves the checkpoint as it is.
    """
    values = {**_held(job), "now": now, "lease_ends": lease_ends, "percent": progress}
    if checkpoint is None:
        return transaction.execute(_ADVANCE, values) == 1
    values["new_checkpoint"] = orjson.dumps(checkpoint).decode()
    return transaction.execute(_ADVANCE_TO, values) == 1


def renew_leases(transaction: Transaction, jobs: Sequence[ClaimedJob], lease_ends: str) -> None:
    """Extend the leases of running jobs, except those that other workers have taken over."""
    for job in jobs:
        transaction.execute(_RENEW, {**_held(job), "lease_ends": lease_ends})


def give_back_job(
    transaction: Transaction, job: ClaimedJob, *, now: str, available_at: str, counted: bool
) -> bool:
    """Release a job until ``available_at``; ``False`` if another worker has taken it over.

    An attempt that is not ``counted`` does not increase the number of attempts.
    """
    values = {"now": now, "new_available_at": available_at, "uncounted": 0 if counted else 1}
    return transaction.execute(_GIVE_BACK, {**_held(job), **values}) == 1


def end_job(
    scope: Scope,
    job: ClaimedJob,
    *,
    status: str,
    expires_at: str,
    result: object = None,
    errors: Sequence[Mapping[str, object]] = (),
) -> schemas.Job | None:
    """End a job; return its representation, ``None`` if another worker has taken it over.

    ``status`` is succeeded, failed or canceled.
    """
    place = _held(job)
    ended = scope.transaction.execute(
        _END,
        {
            **place,
            "now": scope.timestamp,
            "new_status": status,
            "percent": 100 if status == "succeeded" else 0,
            "new_result": None if result is None else orjson.dumps(result).decode(),
            "new_errors": orjson.dumps(list(errors)).decode(),
            "new_expires_at": expires_at,
        },
    )
    if ended != 1:
        return None
    for forget in _FORGET:
        scope.transaction.execute(forget, place)
    return JOBS.get(scope, job.id)


def purge_jobs(transaction: Transaction, now: str) -> int:
    """Delete the jobs that have expired; return how many there were."""
    return transaction.execute(_PURGE, {"now": now})


def _held(job: ClaimedJob) -> dict[str, object]:
    return {"of_organisation": job.organisation_id, "of_job": job.id, "of_lease": job.lease_token}
