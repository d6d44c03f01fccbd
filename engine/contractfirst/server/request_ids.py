"""Request ids: the caller's where it is well-formed, else a UUIDv7 of our own (RFC 9562 section 5.7)."""

import random
import re
from collections.abc import Callable

from contractfirst.clock import Clock

__all__ = ["RequestIds"]

# An access token (RFC 7515 section 7.1) is not accepted: it would be written to logs and problems.
_WELL_FORMED = re.compile(rb"(?!eyJ[A-Za-z0-9_-]+\.)[A-Za-z0-9._-]{8,128}").fullmatch


class RequestIds:
    """Chooses the id of a request in its response, its problems and the log.

    ``random_bits`` takes a number of bits and returns that many; ids name things and guard nothing,
    so an ordinary generator serves.
    """

    def __init__(self, clock: Clock, random_bits: Callable[[int], int] | None = None) -> None:
        self._clock = clock
        self._random_bits = random_bits or random.Random().getrandbits
        self._milliseconds = -1
        self._prefix = ""

    def choose(self, presented: bytes | None) -> str:
        """Return ``presented`` (an ``X-Request-Id`` header) if it is well-formed, else a new id."""
        if presented is not None and _WELL_FORMED(presented):
            return presented.decode("ascii")
        return self.new()

    def new(self) -> str:
        """Return a UUIDv7 of now."""
        milliseconds = int(self._clock.now().timestamp() * 1000)
        if milliseconds != self._milliseconds:
            digits = f"{milliseconds:012x}"
            self._milliseconds, self._prefix = milliseconds, f"{digits[:8]}-{digits[8:]}-7"
        bits = self._random_bits(74)
        variant = 0x8000 | (bits >> 12 & 0x3FFF)
        return f"{self._prefix}{bits & 0xFFF:03x}-{variant:04x}-{bits >> 26:012x}"
