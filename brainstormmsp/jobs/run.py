"""One attempt at a job, as the function of its kind sees it."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, TypeVar

from brainstormmsp import schemas
from brainstormmsp.jobs.errors import Canceled, Interrupted, LeaseLost
from brainstormmsp.jobs.job_events import announce_end
from brainstormmsp.jobs.services import WorkServices
from brainstormmsp.jobs.work_context import WorkContext
from brainstormmsp.store import Database, Transaction, format_timestamp
from brainstormmsp.store.jobs import KEPT, ClaimedJob, advance_job, cancel_requested, end_job
from contractfirst.identifiers import IdSource

__all__ = ["Run"]

Result = TypeVar("Result")


class Run:
    """One attempt at a job, under a lease.

    Whatever changes the store does so in a ``step`` or in ``finish``: the lease is checked in the same
    transaction, so that two workers never both change something for one job, and the checkpoint is written
    in it, so that what was done once is never done again. Steps are to be small, a second at most.
    """

    def __init__(
        self,
        job: ClaimedJob,
        database: Database,
        services: WorkServices,
        lease: timedelta,
        stopping: Callable[[], bool],
        *,
        mass: bool = False,
    ) -> None:
        self.job = job
        self.services = services
        self.finished: schemas.Job | None = None
        self._database = database
        self._lease = lease
        self._stopping = stopping
        self._mass = mass

    @property
    def payload(self) -> Any:
        """The payload that was enqueued."""
        return self.job.payload

    @property
    def checkpoint(self) -> Any:
        """The checkpoint of an earlier attempt's last step, or ``None``."""
        return self.job.checkpoint

    @property
    def ids(self) -> IdSource:
        """The source of new identifiers."""
        return self.services.ids

    def read(self, work: Callable[[WorkContext], Result]) -> Result:
        """Run ``work`` on one read-only snapshot."""
        return self._database.read(lambda transaction: work(self.context(transaction)))

    def step(
        self,
        work: Callable[[WorkContext], Result],
        *,
        progress: int = 0,
        checkpoint: Callable[[Result], Mapping[str, object]] | None = None,
    ) -> Result:
        """Run ``work`` in one transaction, and store the job's progress in it.

        ``progress`` is in percent and never falls; ``checkpoint`` makes of the step's result what a later
        attempt will find in ``run.checkpoint``. What ``work`` raises undoes the step and is raised here.

        Raises:
            Canceled: somebody asked for it; nothing was done.
            Interrupted: the worker is stopping; nothing was done.
            LeaseLost: another worker has the job; nothing was done.
        """
        if self._stopping():
            raise Interrupted

        def both(transaction: Transaction) -> Result:
            if cancel_requested(transaction, self.job):
                raise Canceled
            context = self.context(transaction)
            result = work(context)
            held = advance_job(
                transaction,
                self.job,
                now=context.timestamp,
                lease_ends=format_timestamp(context.now + self._lease),
                progress=progress,
                checkpoint=None if checkpoint is None else checkpoint(result),
            )
            if not held:
                raise LeaseLost
            return result

        return self._database.write_and_wait(both)

    def finish(self, work: Callable[[WorkContext], Mapping[str, object]]) -> None:
        """Run ``work`` in one transaction and end the job in it as succeeded, with what it returns.

        The result is what the contract documents for the kind.

        Raises:
            LeaseLost: another worker has the job; nothing was done.
        """

        def both(transaction: Transaction) -> schemas.Job:
            context = self.context(transaction)
            result = work(context)
            ended = end_job(
                context,
                self.job,
                status="succeeded",
                result=result,
                expires_at=format_timestamp(context.now + KEPT),
            )
            if ended is None:
                raise LeaseLost
            announce_end(context, ended)
            return ended

        self.finished = self._database.write_and_wait(both)

    def context(self, transaction: Transaction) -> WorkContext:
        """Return the context of the job's work in a transaction."""
        return WorkContext(
            transaction, self.job.organisation_id, self.services.clock.now(), self.services.ids, self._mass
        )
