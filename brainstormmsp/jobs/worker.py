"""The worker: runs due jobs, a few at a time, and periodic tasks."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Lock, Thread

from brainstormmsp.jobs.attempt import JobAttempt
from brainstormmsp.jobs.kind import JobKind
from brainstormmsp.jobs.services import WorkServices
from brainstormmsp.jobs.ticker import Ticker
from brainstormmsp.store import Database, format_timestamp
from brainstormmsp.store.jobs import ClaimedJob, claim_job, due_job, renew_leases

__all__ = ["LEASE", "Worker"]

LEASE = timedelta(seconds=30)
_POLL_SECONDS = 0.2
_TICK_SECONDS = 1.0
_AFTER_FAILURE_SECONDS = 2.0

logger = logging.getLogger("brainstormmsp.jobs")


class Worker:
    """Runs jobs of the given kinds, and periodic tasks.

    ``start`` runs it on threads of its own until ``stop``; ``run_one`` and ``run_due`` do the same on the
    calling thread. Any number of workers, in any number of processes, may work on one database.
    """

    def __init__(
        self,
        database: Database,
        services: WorkServices,
        kinds: Iterable[JobKind],
        tickers: Iterable[Ticker] = (),
        *,
        threads: int = 2,
        lease: timedelta = LEASE,
    ) -> None:
        self._database = database
        self._services = services
        self._kinds = {kind.name: kind for kind in kinds}
        self._tickers = tuple(tickers)
        self._thread_count = threads
        self._lease = lease
        self._stopping = Event()
        self._threads: list[Thread] = []
        self._held: list[ClaimedJob] = []
        self._lock = Lock()

    def start(self) -> None:
        """Start the threads."""
        loops: list[tuple[str, Callable[[], float]]] = [
            *((f"job-{number}", self._work) for number in range(self._thread_count)),
            ("job-leases", self._renew),
            *((f"tick-{ticker.name}", _ticking(ticker, self._services)) for ticker in self._tickers),
        ]
        for name, step in loops:
            thread = Thread(target=self._repeat, args=(name, step), name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def stop(self, seconds: float = 30) -> None:
        """Finish the running steps, release every job, and return; may be called more than once.

        A step that takes longer than ``seconds`` is left behind: its job's lease runs out.
        """
        self._stopping.set()
        deadline = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
            if thread.is_alive():
                logger.error("%s still runs after %.0f s and is left behind", thread.name, seconds)
        self._threads.clear()
        for ticker in self._tickers:
            ticker.close()

    def run_one(self) -> bool:
        """Take one job that is due and run it; ``False`` when there was none."""
        if not self._kinds:
            return False
        job = self._claim()
        if job is None:
            return False
        with self._holding(job):
            JobAttempt(
                job,
                self._kinds[job.kind],
                self._database,
                self._services,
                self._lease,
                self._stopping.is_set,
            ).make()
        return True

    def run_due(self) -> int:
        """Run jobs until none is due; return how many attempts that were."""
        count = 0
        while self.run_one():
            count += 1
        return count

    def _claim(self) -> ClaimedJob | None:
        now = self._services.clock.now()
        kinds = tuple(self._kinds)
        due = self._database.read(lambda transaction: due_job(transaction, kinds, format_timestamp(now)))
        if due is None:
            return None
        token = self._services.ids.new()
        return self._database.write_and_wait(
            lambda transaction: claim_job(
                transaction,
                kinds,
                now=format_timestamp(now),
                lease_token=token,
                lease_ends=format_timestamp(now + self._lease),
            )
        )

    @contextmanager
    def _holding(self, job: ClaimedJob) -> Iterator[None]:
        with self._lock:
            self._held.append(job)
        try:
            yield
        finally:
            with self._lock:
                self._held.remove(job)

    def _work(self) -> float:
        return 0.0 if self.run_one() else _POLL_SECONDS

    def _renew(self) -> float:
        with self._lock:
            held = list(self._held)
        if held:
            ends = format_timestamp(self._services.clock.now() + self._lease)
            self._database.write_and_wait(lambda transaction: renew_leases(transaction, held, ends))
        return self._lease.total_seconds() / 3

    def _repeat(self, name: str, step: Callable[[], float]) -> None:
        """Repeat a step until the worker stops, waiting as long as it returns."""
        while not self._stopping.is_set():
            try:
                wait = step()
            except Exception:
                logger.exception("%s failed; it will be repeated", name)
                wait = _AFTER_FAILURE_SECONDS
            self._stopping.wait(wait)


def _ticking(ticker: Ticker, services: WorkServices) -> Callable[[], float]:
    """Return a step that ticks, and then waits until more is due, at most a second."""

    def step() -> float:
        following = ticker.tick(services.clock.now())
        if following is None:
            return _TICK_SECONDS
        wait = (following - services.clock.now()).total_seconds()
        return min(max(wait, 0.0), _TICK_SECONDS)

    return step
