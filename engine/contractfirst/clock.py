"""Time, from an injected source, so that every test can hold it."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

__all__ = ["Clock", "ManualClock", "SystemClock"]


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """Return the wall-clock time, aware, in UTC."""

    def monotonic_ns(self) -> int:
        """Return nanoseconds that never run backwards; only differences mean anything."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic_ns(self) -> int:
        return time.monotonic_ns()


@dataclass
class ManualClock:
    """A clock that stands still until a test moves it."""

    current: datetime
    elapsed_ns: int = 0

    def now(self) -> datetime:
        return self.current

    def monotonic_ns(self) -> int:
        return self.elapsed_ns

    def advance(self, seconds: float) -> None:
        """Move both readings forward by ``seconds``."""
        nanoseconds = round(seconds * 1_000_000_000)
        self.elapsed_ns += nanoseconds
        self.current += timedelta(microseconds=nanoseconds / 1000)
