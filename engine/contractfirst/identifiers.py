"""Identifiers of what the API makes: UUIDs of version 7 (RFC 9562 section 5.7), which sort by creation."""

import os
from collections.abc import Callable
from threading import Lock
from typing import Protocol

from contractfirst.clock import Clock

__all__ = ["IdSource", "Uuid7Source", "format_uuid7"]

_RANDOM_BITS = 74
_RANDOM_BYTES = 10
_RANDOM_MASK = (1 << _RANDOM_BITS) - 1
_STEP_MASK = (1 << 32) - 1


class IdSource(Protocol):
    """Where identifiers come from."""

    def new(self) -> str:
        """Return an identifier that nobody had before, in lower case with hyphens."""


def format_uuid7(milliseconds: int, random_bits: int) -> str:
    """Return the UUID of version 7 with this Unix time in milliseconds and these 74 bits."""
    number = (
        milliseconds << 80 | 0x7 << 76 | random_bits >> 62 << 64 | 0b10 << 62 | random_bits & (1 << 62) - 1
    )
    digits = f"{number:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


class Uuid7Source:
    """UUIDs of version 7, strictly rising within the process, also when the clock steps back.

    Within one millisecond the random part grows by a random step (RFC 9562 section 6.2, method 2).
    """

    def __init__(self, clock: Clock, random_bytes: Callable[[int], bytes] = os.urandom) -> None:
        self._clock = clock
        self._random_bytes = random_bytes
        self._lock = Lock()
        self._milliseconds = -1
        self._random_bits = 0

    def new(self) -> str:
        drawn = int.from_bytes(self._random_bytes(_RANDOM_BYTES), "big")
        milliseconds = int(self._clock.now().timestamp() * 1000)
        with self._lock:
            if milliseconds > self._milliseconds:
                self._milliseconds = milliseconds
                self._random_bits = drawn & _RANDOM_MASK
            else:
                self._random_bits += 1 + (drawn & _STEP_MASK)
                if self._random_bits > _RANDOM_MASK:
                    self._milliseconds += 1
                    self._random_bits = drawn & _RANDOM_MASK
            return format_uuid7(self._milliseconds, self._random_bits)
