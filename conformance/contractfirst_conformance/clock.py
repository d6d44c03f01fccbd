"""The suite's clock, and the time that it may spend waiting."""

import time
from typing import Protocol

from contractfirst_conformance.errors import Skipped

__all__ = ["RealClock", "SuiteClock", "WaitBudget"]


class SuiteClock(Protocol):
    """The time of the run; a test with a server in process can set its own."""

    def now(self) -> float:
        """Return seconds since the epoch."""

    def monotonic(self) -> float:
        """Return seconds that never decrease."""

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
    """The total time that a run may wait, so that a server's rate limits do not hold it for hours."""

    def __init__(self, seconds: float, clock: SuiteClock) -> None:
        self.left = seconds
        self.spent = 0.0
        self._clock = clock

    def allows(self, seconds: float) -> bool:
        return seconds <= self.left

    def wait(self, seconds: float) -> None:
        """Wait; raises ``Skipped`` if not enough time is left."""
        if seconds <= 0:
            return
        if not self.allows(seconds):
            raise Skipped(f"it would wait {seconds:.0f} s and the wait budget has {self.left:.0f} s left")
        self.left -= seconds
        self.spent += seconds
        self._clock.sleep(seconds)
