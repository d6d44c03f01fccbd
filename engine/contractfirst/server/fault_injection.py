"""Faults that a request asks for, so that a suite can test how the server handles them. Never in production.

``X-Fault: error`` lets the handler finish and then fail, so that its changes must be rolled back;
``X-Fault: delay=250`` holds the handler for so many milliseconds, so that a second request can overlap it.
"""

import asyncio
import re
import time
from dataclasses import dataclass

__all__ = ["FaultInjection", "InjectedFault", "RequestedFault"]

_DELAY = re.compile(rb"delay=([0-9]{1,5})").fullmatch
_LONGEST_DELAY = 10.0


class InjectedFault(Exception):  # noqa: N818 - a fault is what it is
    """The unexpected exception that a request asked for."""


@dataclass(frozen=True, slots=True)
class RequestedFault:
    """What one request asked for; ``delay`` in seconds."""

    error: bool = False
    delay: float = 0.0

    def strike(self) -> None:
        """Hold the calling thread, then fail if asked to."""
        if self.delay:
            time.sleep(self.delay)
        self.strike_now()

    def strike_now(self) -> None:
        """Fail if asked to."""
        if self.error:
            raise InjectedFault("asked for by X-Fault")

    async def hold(self) -> None:
        """Wait without holding the event loop."""
        await asyncio.sleep(self.delay)

    def without_delay(self) -> "RequestedFault":
        """Return the same fault, its delay served."""
        return RequestedFault(self.error)


class FaultInjection:
    """Reads the X-Fault header; exists only where the settings allow it."""

    def requested(self, header: bytes | None) -> RequestedFault | None:
        """Return the fault that a request asks for, ``None`` for no header and for one not understood."""
        if header == b"error":
            return RequestedFault(error=True)
        delay = _DELAY(header) if header is not None else None
        return RequestedFault(delay=min(int(delay[1]) / 1000, _LONGEST_DELAY)) if delay else None
