"""Plants defects one after the other, several servers at a time, and tells what came of each."""

import queue
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from contractfirst.contract import Contract
from contractfirst_conformance.client import ApiClient
from contractfirst_conformance.errors import CannotJudge
from contractfirst_conformance.server_under_test import ServerUnderTest
from contractfirst_conformance.start import LIMIT_PROBES, started_server
from defects.defect import Defect
from defects.matrix import Kill, failing_honestly, judge
from defects.rival import Rival, Rivalry

__all__ = ["Campaign", "Line"]

_POLL_SECONDS = 0.5
# One by one, so that nothing disturbs their clocks.
_ALONE = "limits"
# Each with a server of its own: bringing every status about gives it work for minutes.
_BUSY = "matrix"
# Limit probes are good for one check: so many are used up by all checks of limits, and by one defect's.
_PROBES_TO_BEGIN, _PROBES_EACH = 48, 10


@dataclass(frozen=True, slots=True)
class Line:
    """What came of one defect: of the suite, and of plain Schemathesis unless it was not asked.

    ``honest_failures`` are checks that fail without a defect too.
    """

    kill: Kill
    honest_failures: frozenset[str] = frozenset()
    rivalry: Rivalry | None = None

    @property
    def planted(self) -> Defect:
        return self.kill.planted

    @property
    def proven(self) -> bool:
        """Whether the check named for the defect fails because of it."""
        return self.kill.killed and self.planted.check not in self.honest_failures

    @property
    def also(self) -> list[str]:
        """The other checks that fail because of it."""
        return [each for each in self.kill.failed if each not in {self.planted.check, *self.honest_failures}]


class Campaign:
    """Judges defects; ``seconds`` are what Schemathesis has for each, 0 when it is not asked.

    It has at least as long as the suite took, and is not asked about those in ``known``, by their names.
    ``jobs`` servers are used at a time; the defects of limits come last, one by one, so that nothing disturbs
    their clocks. ``say`` is told of what takes long.
    """

    def __init__(
        self,
        document: Path,
        start: Sequence[str],
        seconds: float,
        jobs: int,
        say: Callable[[str], None] = lambda text: None,
        known: Mapping[str, Rivalry] | None = None,
    ) -> None:
        self._document = document
        self._start = start
        self._seconds = seconds
        self._jobs = jobs
        self._say = say
        self._known = known or {}
        self._stop = threading.Event()
        self._processes: list[subprocess.Popen[bytes]] = []
        self._failing: frozenset[str] = frozenset()
        self._honestly: frozenset[str] = frozenset()

    def lines(self, chosen: Sequence[Defect]) -> Iterator[Line]:
        """Yield a line for each defect as it is done; raises what ended a server's work."""
        together = deque(each for each in chosen if each.area != _ALONE)
        alone = deque(each for each in chosen if each.area == _ALONE)
        if together:
            self._judge_honestly(list(together), self._seconds)
            yield from self._working(together, min(self._jobs, len(together)))
        elif alone and self._seconds:
            self._judge_honestly([], self._seconds)
        if alone:
            yield from self._alone(alone)

    def stop(self) -> None:
        """Begin no other defect, and end the servers: whoever waits for them ends too."""
        self._stop.set()
        for process in self._processes:
            process.terminate()

    def _judge_honestly(self, chosen: list[Defect], seconds: float) -> None:
        """Learn what fails without a defect."""
        self._say(f"The honest server first, for {len({each.check for each in chosen})} checks.")
        with self._server() as honest:
            self._failing = failing_honestly(chosen, honest) if chosen else frozenset()
            if self._failing:
                self._say(f"These fail without a defect too: {' '.join(sorted(self._failing))}")
            if seconds:
                # Longer than any defect has, so that nothing is taken for a kill that is none.
                self._honestly = self._rival(honest).learn(3 * seconds)
                noisy = ", ".join(sorted(self._honestly)) or "none"
                self._say(f"Checks of plain Schemathesis that fail without a defect too: {noisy}.")

    def _working(self, waiting: deque[Defect], jobs: int) -> Iterator[Line]:
        done: queue.SimpleQueue[Line | BaseException | None] = queue.SimpleQueue()

        def work() -> None:
            try:
                while waiting and not self._stop.is_set():
                    for line in self._at_one_server(waiting):
                        done.put(line)
            except BaseException as error:  # noqa: BLE001 - told to the thread that waits
                done.put(error)
            done.put(None)

        for _ in range(jobs):
            threading.Thread(target=work, daemon=True).start()
        working = jobs
        while working:
            try:
                line = done.get(timeout=_POLL_SECONDS)
            except queue.Empty:
                continue
            if isinstance(line, BaseException):
                self.stop()
                raise line
            if line is None:
                working -= 1
            else:
                yield line

    def _at_one_server(self, waiting: deque[Defect]) -> Iterator[Line]:
        """Take defects of one area, for what they leave a server to do holds up those of others."""
        with self._server() as honest:
            area = ""
            while not self._stop.is_set():
                try:
                    planted = waiting.popleft()
                except IndexError:
                    return
                if area and planted.area != area:
                    waiting.appendleft(planted)
                    return
                area = planted.area
                yield self._line(planted, honest, self._failing)
                if area == _BUSY:
                    return

    def _alone(self, chosen: Sequence[Defect]) -> Iterator[Line]:
        """Judge defects of limits one by one, with fresh keys for each."""
        with self._server(_PROBES_TO_BEGIN + len(chosen) * _PROBES_EACH) as honest:
            failing = failing_honestly(chosen, honest)
            for each in chosen:
                if self._stop.is_set():
                    return
                yield self._line(each, honest, failing)

    def _line(self, planted: Defect, honest: ServerUnderTest, failing: frozenset[str]) -> Line:
        kill = judge(planted, honest)
        if not self._seconds or planted.name in self._known:
            return Line(kill, failing, self._known.get(planted.name))
        rival = self._rival(honest)
        return Line(kill, failing, rival.judge(planted, max(self._seconds, kill.seconds)))

    def _rival(self, honest: ServerUnderTest) -> Rival:
        if honest.client.caller is None:
            raise CannotJudge("the local server has no key with every scope")
        token = honest.client.token(honest.client.caller)
        rival = Rival(honest.client.contract, honest.client.url, honest.client.credentials, token)
        rival.honestly = self._honestly
        return rival

    @contextmanager
    def _server(self, probes: int = LIMIT_PROBES) -> Iterator[ServerUnderTest]:
        """Start a server and yield it."""
        with started_server(self._start, probes) as server:
            self._processes.append(server.process)
            honest = ServerUnderTest.of(
                ApiClient(Contract.load(self._document), server.url, server.credentials)
            )
            try:
                yield honest
            finally:
                honest.client.close()
