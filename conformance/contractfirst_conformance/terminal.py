"""Progress of a run: a live line on a terminal, plain lines everywhere else."""

import time
from collections.abc import Sequence

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.text import Text

from contractfirst_conformance.check import Check, Result
from contractfirst_conformance.failure import CheckStatus
from contractfirst_conformance.outcome import Outcome

__all__ = ["LiveTerminal", "PlainLines", "QuietListener", "listener_for"]

STYLES = {
    CheckStatus.PASS: "green",
    CheckStatus.FAIL: "bold red",
    CheckStatus.ERROR: "bold magenta",
    CheckStatus.SKIP: "dim",
    CheckStatus.WAIVED: "yellow",
}


class QuietListener:
    """Ignores the progress."""

    def begin(self, checks: Sequence[Check]) -> None: ...

    def started(self, check: Check) -> None: ...

    def progressed(self, check: Check, done: int, total: int) -> None: ...

    def ended(self, result: Result) -> None: ...

    def finish(self, outcome: Outcome) -> None: ...


class PlainLines(QuietListener):
    """One line a check, as it ends; for CI and files."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._total = 0
        self._done = 0

    def begin(self, checks: Sequence[Check]) -> None:
        self._total = len(checks)

    def ended(self, result: Result) -> None:
        self._done += 1
        self._console.print(line_of(result, f"[{self._done}/{self._total}]"), soft_wrap=True)


class LiveTerminal(QuietListener):
    """Lines as they come, below them the check at work, how far it is and how long the rest may take."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.completed:.0f}/{task.total:.0f}"),
            TimeElapsedColumn(),
            TimeRemainingColumn(elapsed_when_finished=True),
            console=console,
            transient=True,
        )
        self._all = self._progress.add_task("all checks", total=1)
        self._one = self._progress.add_task("", total=1, visible=False)
        self._last = 0.0

    def begin(self, checks: Sequence[Check]) -> None:
        self._progress.update(self._all, total=len(checks) or 1)
        self._progress.start()

    def started(self, check: Check) -> None:
        self._progress.reset(self._one, description=f"{check.id} {check.title[:50]}", total=1, visible=True)

    def progressed(self, check: Check, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._last > 0.05 or done == total:
            self._last = now
            self._progress.update(self._one, completed=done, total=total or 1)

    def ended(self, result: Result) -> None:
        self._progress.console.print(line_of(result), soft_wrap=True)
        self._progress.advance(self._all)

    def finish(self, outcome: Outcome) -> None:
        self._progress.stop()


def line_of(result: Result, prefix: str = "") -> Text:
    """Return the line of a check's result."""
    text = Text(f"{prefix} " if prefix else "")
    text.append(f"{result.status:<7}", STYLES[result.status])
    text.append(f"{result.check.id:<10}{result.check.title}")
    count = len(result.failures)
    reported = [f"{count} failure{'s' if count > 1 else ''}"] if count else []
    reported += [f"{len(result.waived)} waived"] if result.waived else []
    reported += [result.reason.splitlines()[0]] if result.reason else []
    reported += [f"{result.seconds:.1f} s"] if result.seconds >= 1 else []
    if reported:
        text.append(f"  ({'; '.join(reported)})", "dim")
    return text


def listener_for(console: Console) -> QuietListener:
    """Return the listener for this console."""
    return LiveTerminal(console) if console.is_terminal else PlainLines(console)
