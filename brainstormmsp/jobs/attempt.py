"""One attempt at a job, from its claim to its end."""

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from random import Random

from brainstormmsp import schemas
from brainstormmsp.jobs.errors import Canceled, Interrupted, LeaseLost
from brainstormmsp.jobs.job_events import announce_end
from brainstormmsp.jobs.job_problems import job_problems
from brainstormmsp.jobs.kind import JobKind
from brainstormmsp.jobs.run import Run
from brainstormmsp.jobs.services import WorkServices
from brainstormmsp.jobs.work_context import WorkContext
from brainstormmsp.store import Database, Transaction, format_timestamp
from brainstormmsp.store.jobs import KEPT, ClaimedJob, end_job, give_back_job
from contractfirst.contract.problems import Conflict, InternalServerError, Problem

__all__ = ["JobAttempt", "back_off"]

logger = logging.getLogger("brainstormmsp.jobs")

_FIRST_WAIT = 2.0
_LONGEST_WAIT = 600.0
_CANCELED = "The job was canceled."
_INTERNAL_ERROR = "An internal error occurred in every attempt."


def back_off(attempt: int, random: Random) -> timedelta:
    """Return the delay after failed attempt number ``attempt`` (from 1).

    It doubles from two seconds to ten minutes; up to half of it is subtracted at random, so that jobs that
    failed together are not retried together.
    """
    full = min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** (attempt - 1))
    return timedelta(seconds=full * (1 - random.random() / 2))


class JobAttempt:
    """Runs a claimed job once and stores the outcome."""

    def __init__(
        self,
        job: ClaimedJob,
        kind: JobKind,
        database: Database,
        services: WorkServices,
        lease: timedelta,
        stopping: Callable[[], bool],
    ) -> None:
        self._job = job
        self._kind = kind
        self._database = database
        self._services = services
        self._run = Run(job, database, services, lease, stopping, mass=kind.mass)

    def make(self) -> None:
        """Run the job; a failure of the job is stored, not raised. Raises what the store raises."""
        job = self._job
        if job.cancel_requested:
            self._cancel()
            return
        if job.attempt > self._kind.attempts:
            logger.error("%s %s was lost in every attempt", job.kind, job.id)
            self._fail(InternalServerError(_INTERNAL_ERROR))
            return
        try:
            self._kind.perform(self._run)
            if self._run.finished is None:
                raise RuntimeError(f"{job.kind} returned without an end")  # noqa: TRY301
        except LeaseLost:
            logger.warning("%s %s was taken over by another worker", job.kind, job.id)
        except Interrupted:
            self._give_back(timedelta(), counted=False)
        except Canceled as reason:
            logger.info("%s %s is canceled: %s", job.kind, job.id, reason)
            self._cancel()
        except Problem as problem:
            if problem.status < 500:
                self._fail(problem)
            else:
                self._try_again(problem, problem)
        except Exception as error:  # noqa: BLE001 - logged and tried again
            self._try_again(error, InternalServerError(_INTERNAL_ERROR))

    def _try_again(self, error: Exception, reported: Problem) -> None:
        job = self._job
        if self._run.finished is not None:
            logger.error("%s %s raised after its end", job.kind, job.id, exc_info=error)
            return
        logger.warning(
            "%s %s: attempt %d of %d failed",
            job.kind,
            job.id,
            job.attempt,
            self._kind.attempts,
            exc_info=None if error is reported else error,
        )
        if job.attempt >= self._kind.attempts:
            self._fail(reported)
        else:
            self._give_back(back_off(job.attempt, self._services.random), counted=True)

    def _give_back(self, wait: timedelta, *, counted: bool) -> None:
        now = self._services.clock.now()
        times = {"now": format_timestamp(now), "available_at": format_timestamp(now + wait)}
        self._database.write_and_wait(
            lambda transaction: give_back_job(transaction, self._job, counted=counted, **times)
        )

    def _cancel(self) -> None:
        def work(transaction: Transaction) -> None:
            context = self._run.context(transaction)
            ended = self._end(context, "canceled", [Conflict(_CANCELED, code="job_canceled")])
            if ended is not None:
                self._kind.canceled(context, self._job)
                announce_end(context, ended)

        self._database.write_and_wait(work)

    def _fail(self, problem: Problem) -> None:
        def work(transaction: Transaction, notify_kind: bool = True) -> None:
            context = self._run.context(transaction)
            ended = self._end(context, "failed", [problem])
            if ended is None:
                return
            if notify_kind:
                self._kind.failed(context, self._job, [problem])
            announce_end(context, ended)

        try:
            self._database.write_and_wait(work)
        except Exception:
            # The job must end, or it would be retried for ever.
            logger.exception("%s %s: its failure handler failed", self._job.kind, self._job.id)
            self._database.write_and_wait(lambda transaction: work(transaction, notify_kind=False))

    def _end(self, context: WorkContext, status: str, problems: Sequence[Problem]) -> schemas.Job | None:
        return end_job(
            context,
            self._job,
            status=status,
            errors=job_problems(problems, self._services.problem_types),
            expires_at=format_timestamp(context.now + KEPT),
        )
