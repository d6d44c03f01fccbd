"""The suite's own time, and how much of it may be spent on waiting."""

import time
from typing import Protocol

from contractfirst_conformance.errors import Skipped

__all__ = ["RealClock", "SuiteClock", "WaitBudget"]


class SuiteClock(Protocol):
    """Time as the server has it; a test with a server in process puts in one that it can turn."""

    def now(self) -> float:
        """Return seconds since the epoch."""

    def monotonic(self) -> float:
        """Return seconds that only ever grow."""

    def sleep(self, seconds: float) -> None:
        """Let time pass."""


class RealClock:
    """The time of this machine."""

    def now(self) -> float:
        return time.time()

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class WaitBudget:
    """Seconds that a run may wait in all, so that a foreign server's limits do not hold it for hours."""

    def __init__(self, seconds: float, clock: SuiteClock) -> None:
        self.left = seconds
        self.spent = 0.0
        self._clock = clock

    def allows(self, seconds: float) -> bool:
        return seconds <= self.left

    def wait(self, seconds: float) -> None:
        """Wait; raises ``Skipped`` when that is more than what is left."""
        if seconds <= 0:
            return
        if not self.allows(seconds):
            raise Skipped(f"it would wait {seconds:.0f} s and the wait budget has {self.left:.0f} s left")
        self.left -= seconds
        self.spent += seconds
        self._clock.sleep(seconds)
