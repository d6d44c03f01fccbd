"""Plants defects one after the other, on several servers at a time, and yields the results."""

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
from contractfirst_conformance.errors import CannotCheck
from contractfirst_conformance.server_under_test import ServerUnderTest
from contractfirst_conformance.start import LIMIT_PROBES, started_server
from defects.defect import Defect
from defects.execution import Kill, failing_baseline, run_defect
from defects.schemathesis_comparison import SchemathesisComparison, SchemathesisResult

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
    """The results of one defect: the suite's, and plain Schemathesis' if it ran.

    ``baseline_failures`` are checks that fail without a defect too.
    """

    kill: Kill
    baseline_failures: frozenset[str] = frozenset()
    schemathesis_result: SchemathesisResult | None = None

    @property
    def planted(self) -> Defect:
        return self.kill.planted

    @property
    def proven(self) -> bool:
        """Whether the check named for the defect fails because of it."""
        return self.kill.killed and self.planted.check not in self.baseline_failures

    @property
    def also(self) -> list[str]:
        """The other checks that fail because of it."""
        return [
            each for each in self.kill.failed if each not in {self.planted.check, *self.baseline_failures}
        ]


class Campaign:
    """Runs defects; ``seconds`` is the time of Schemathesis for each, 0 to leave it out.

    It has at least as long as the suite took, and does not run for those in ``known``, by their names.
    ``jobs`` servers are used at a time; the defects of limits come last, one by one, so that nothing disturbs
    their clocks. ``say`` receives messages about slow steps.
    """

    def __init__(
        self,
        document: Path,
        start: Sequence[str],
        seconds: float,
        jobs: int,
        say: Callable[[str], None] = lambda text: None,
        known: Mapping[str, SchemathesisResult] | None = None,
    ) -> None:
        self._document = document
        self._start = start
        self._seconds = seconds
        self._jobs = jobs
        self._print = say
        self._known = known or {}
        self._stop = threading.Event()
        self._processes: list[subprocess.Popen[bytes]] = []
        self._failing: frozenset[str] = frozenset()
        self._baseline_findings: frozenset[str] = frozenset()

    def lines(self, chosen: Sequence[Defect]) -> Iterator[Line]:
        """Yield a line for each defect as it is done; raises what ended a server's work."""
        together = deque(each for each in chosen if each.area != _ALONE)
        alone = deque(each for each in chosen if each.area == _ALONE)
        if together:
            self._run_baseline(list(together), self._seconds)
            yield from self._working(together, min(self._jobs, len(together)))
        elif alone and self._seconds:
            self._run_baseline([], self._seconds)
        if alone:
            yield from self._alone(alone)

    def stop(self) -> None:
        """Start no other defect, and stop the servers."""
        self._stop.set()
        for process in self._processes:
            process.terminate()

    def _run_baseline(self, chosen: list[Defect], seconds: float) -> None:
        """Learn what fails without a defect."""
        self._print(f"The server without defects first, for {len({each.check for each in chosen})} checks.")
        with self._server() as baseline:
            self._failing = failing_baseline(chosen, baseline) if chosen else frozenset()
            if self._failing:
                self._print(f"These fail without a defect too: {' '.join(sorted(self._failing))}")
            if seconds:
                # Longer than any defect has, so that no finding of the correct server counts as a kill.
                self._baseline_findings = self._comparison(baseline).learn(3 * seconds)
                noisy = ", ".join(sorted(self._baseline_findings)) or "none"
                self._print(f"Checks of plain Schemathesis that fail without a defect too: {noisy}.")

    def _working(self, waiting: deque[Defect], jobs: int) -> Iterator[Line]:
        done: queue.SimpleQueue[Line | BaseException | None] = queue.SimpleQueue()

        def work() -> None:
            try:
                while waiting and not self._stop.is_set():
                    for line in self._at_one_server(waiting):
                        done.put(line)
            except BaseException as error:  # noqa: BLE001 - passed to the waiting thread
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
        with self._server() as baseline:
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
                yield self._line(planted, baseline, self._failing)
                if area == _BUSY:
                    return

    def _alone(self, chosen: Sequence[Defect]) -> Iterator[Line]:
        """Run defects of limits one by one, with unused keys for each."""
        with self._server(_PROBES_TO_BEGIN + len(chosen) * _PROBES_EACH) as baseline:
            failing = failing_baseline(chosen, baseline)
            for each in chosen:
                if self._stop.is_set():
                    return
                yield self._line(each, baseline, failing)

    def _line(self, planted: Defect, baseline: ServerUnderTest, failing: frozenset[str]) -> Line:
        kill = run_defect(planted, baseline)
        if not self._seconds or planted.name in self._known:
            return Line(kill, failing, self._known.get(planted.name))
        comparison = self._comparison(baseline)
        return Line(kill, failing, comparison.run_defect(planted, max(self._seconds, kill.seconds)))

    def _comparison(self, baseline: ServerUnderTest) -> SchemathesisComparison:
        if baseline.client.caller is None:
            raise CannotCheck("the local server has no key with every scope")
        token = baseline.client.token(baseline.client.caller)
        comparison = SchemathesisComparison(
            baseline.client.contract, baseline.client.url, baseline.client.credentials, token
        )
        comparison.baseline_findings = self._baseline_findings
        return comparison

    @contextmanager
    def _server(self, probes: int = LIMIT_PROBES) -> Iterator[ServerUnderTest]:
        """Start a server and yield it."""
        with started_server(self._start, probes) as server:
            self._processes.append(server.process)
            baseline = ServerUnderTest.of(
                ApiClient(Contract.load(self._document), server.url, server.credentials)
            )
            try:
                yield baseline
            finally:
                baseline.client.close()
