"""A limiter: what it is asked, and what it decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

__all__ = ["Charge", "Decision", "Limiter", "Rate"]

ONE = Fraction(1)


class Rate(Protocol):
    """A rate class of the contract: ``quantity`` requests a ``window`` (seconds), ``burst`` at once."""

    @property
    def name(self) -> str: ...
    @property
    def quantity(self) -> int: ...
    @property
    def window(self) -> int: ...
    @property
    def burst(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Charge:
    """One request against one bucket.

    ``key`` says whose bucket it is. Callers that key one class by different things (a client, an address)
    must spell the kind into the key, so that the one can never pass for the other. ``multiplier``, positive,
    scales the rate and the burst.
    """

    rate: Rate
    key: str
    multiplier: Fraction = ONE


@dataclass(frozen=True, slots=True)
class Decision:
    """The limiter's decision, as the bucket closest to empty has it.

    ``limit`` requests a ``window`` (seconds) and ``burst`` at once, the multiplier applied and rounded down.
    ``remaining`` more requests would be admitted right now. The bucket is full again in ``reset_seconds``,
    rounded up. ``retry_after`` (seconds, rounded up) is 0 when admitted; otherwise at least 1, and the next
    request is admitted then and, where it exceeds 1, not a second earlier.
    """

    admitted: bool
    rate_name: str
    limit: int
    window: int
    burst: int
    remaining: int
    reset_seconds: int
    retry_after: int


class Limiter(Protocol):
    """Decides which requests are admitted; in process or shared by several."""

    async def admit(self, charges: Sequence[Charge]) -> Decision:
        """Take one request from every charged bucket, or from none when one of them cannot give it.

        Raises:
            ValueError: no charge, two against one bucket, or a rate or multiplier that is not positive.
        """
        ...

    async def refund(self, charges: Sequence[Charge]) -> None:
        """Give back what ``admit`` took, never beyond a full bucket."""
        ...
