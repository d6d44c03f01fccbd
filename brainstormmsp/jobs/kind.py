"""Kinds of jobs, and the functions that run them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from brainstormmsp.jobs.run import Run
from brainstormmsp.jobs.work_context import WorkContext
from brainstormmsp.store.jobs import ClaimedJob
from contractfirst.contract.problems import Problem

__all__ = ["JobKind"]

ATTEMPTS = 5


def _nothing_failed(context: WorkContext, job: ClaimedJob, problems: Sequence[Problem]) -> None:
    """Do nothing."""


def _nothing_canceled(context: WorkContext, job: ClaimedJob) -> None:
    """Do nothing."""


@dataclass(frozen=True, slots=True)
class JobKind:
    """One kind of job, as the contract's ``kind`` names it.

    ``perform`` does the work in steps and ends with ``run.finish``. It runs again from the last checkpoint
    when an attempt fails, at most ``attempts`` times, and after a crash or a restart. ``failed`` is called
    in the transaction in which a job is given up, with why; ``canceled`` in the one in which it is canceled.
    The events of a ``mass`` kind are delivered after all others.
    """

    name: str
    perform: Callable[[Run], None]
    failed: Callable[[WorkContext, ClaimedJob, Sequence[Problem]], None] = _nothing_failed
    canceled: Callable[[WorkContext, ClaimedJob], None] = _nothing_canceled
    attempts: int = ATTEMPTS
    mass: bool = False
