"""One writer, and one commit for all that wait for it.

A commit that reaches the disk costs as much as dozens of small changes, so the writer thread takes all
that is queued, runs each piece of work in a savepoint of its own, commits once, and only then tells
anybody. What a piece of work raises undoes that piece alone.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, Generic, TypeVar

from brainstormmsp.store.encryption import Encryption
from brainstormmsp.store.engine import Engine
from brainstormmsp.store.errors import WriterStopped
from brainstormmsp.store.transaction import Transaction

__all__ = ["GROUP_LIMIT", "Writer"]

GROUP_LIMIT = 128

Result = TypeVar("Result")

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Job(Generic[Result]):
    work: Callable[[Transaction], Result]
    future: "Future[Result]"
    result: Any = None
    error: BaseException | None = None

    def settle(self) -> None:
        if self.error is None:
            self.future.set_result(self.result)
        else:
            self.future.set_exception(self.error)


class Writer:
    """The thread that makes every change. Open from construction until ``close``."""

    def __init__(self, engine: Engine, encryption: Encryption | None = None) -> None:
        self._engine = engine
        self._encryption = encryption
        self._connection = engine.connect_writer()
        self._queue: SimpleQueue[_Job[Any] | None] = SimpleQueue()
        self._lock = Lock()
        self._open = True
        self._thread = Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        """Whether it accepts work."""
        return self._open and self._thread.is_alive()

    def submit(self, work: Callable[[Transaction], Result]) -> "Future[Result]":
        """Queue ``work``; the future has its result once that is durable, or what it raised.

        Raises:
            WriterStopped: the writer was closed.
        """
        job = _Job(work, Future[Result]())
        job.future.set_running_or_notify_cancel()
        with self._lock:
            if not self._open:
                raise WriterStopped("the store is closed")
            self._queue.put(job)
        return job.future

    def close(self) -> None:
        """Finish all queued work, then stop; may be called more than once."""
        with self._lock:
            if self._open:
                self._open = False
                self._queue.put(None)
        self._thread.join()
        self._connection.close()

    def _run(self) -> None:
        while (job := self._queue.get()) is not None:
            group = [job]
            closing = False
            while len(group) < GROUP_LIMIT and not closing:
                try:
                    following = self._queue.get_nowait()
                except Empty:
                    break
                if following is None:
                    closing = True
                else:
                    group.append(following)
            self._commit(group)
            for done in group:
                done.settle()
            if closing:
                return

    def _commit(self, group: list[_Job[Any]]) -> None:
        """Run the group in one transaction; afterwards each job has its result or its error."""
        connection = self._connection
        try:
            connection.execute(self._engine.begin_write)
            transaction = Transaction(connection, self._engine.dialect, self._encryption)
            for job in group:
                self._run_in_savepoint(job, transaction)
            connection.execute("COMMIT")
        except BaseException as error:  # noqa: BLE001 - passed to the callers that wait for the group
            # Results and errors from a transaction that was not committed are invalid.
            for job in group:
                job.error = error
            self._recover()

    def _run_in_savepoint(self, job: _Job[Any], transaction: Transaction) -> None:
        connection = self._connection
        connection.execute("SAVEPOINT work")
        try:
            job.result = job.work(transaction)
        except BaseException as error:
            # Some failures, a full disk for one, have already undone the whole transaction.
            if not self._engine.in_transaction(connection):
                raise
            job.error = error
            connection.execute("ROLLBACK TO SAVEPOINT work")
        connection.execute("RELEASE SAVEPOINT work")

    def _recover(self) -> None:
        if self._engine.in_transaction(self._connection):
            try:
                self._connection.execute("ROLLBACK")
            except Exception:
                logger.exception("the writer's connection is broken, opening another")
                self._connection.close()
                self._connection = self._engine.connect_writer()
