"""Sends requests of one rate class under one key, and compares them with a reference bucket."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from contractfirst.contract import Operation, RateClass
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Credential
from contractfirst_conformance.errors import CannotCheck
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.reference_bucket import Bounds, ReferenceBucket
from contractfirst_conformance.server_under_test import ServerUnderTest

__all__ = [
    "RateLimitProbe",
    "Reading",
    "classes",
    "new_addresses",
    "refused_later",
    "unknown_client",
]

REFUSED = 429
# What a server may need for one class: past it the suite gives up, in seconds of requests.
_PATIENCE = 60.0
_SPARE = 20


@dataclass(frozen=True, slots=True)
class Reading:
    """One request: what came back, when, and how many tokens there may have been before it."""

    exchange: Exchange
    started: float
    ended: float
    before: Bounds

    @property
    def admitted(self) -> bool:
        return self.exchange.status != REFUSED

    @property
    def retry_after(self) -> int | None:
        """The seconds in Retry-After; ``None`` if it is not a number."""
        reported = self.exchange.header("retry-after") or ""
        return int(reported) if reported.isascii() and reported.isdigit() else None


def classes(context: CheckContext, *, burst: int | None = None) -> Iterator[tuple[RateClass, Operation]]:
    """Yield each rate class with an operation of it, smallest bursts first.

    ``burst`` leaves larger classes out. A class that counts by source address is left out, with a note,
    when the suite cannot come from an address of its own each time.
    """
    for rate in sorted(
        context.client.contract.rate_classes.values(), key=lambda each: (each.burst, each.name)
    ):
        members = [each for each in context.client.operations() if each.rate_class == rate]
        if not members or (burst is not None and rate.burst > burst):
            continue
        if "source-address" in rate.keys and not context.client.credentials.server.trusts_forwarded_for:
            context.note(f"{rate.name} was left out, for every request of the suite has the same address")
            continue
        yield rate, min(members, key=lambda each: (each.path.count("{"), len(each.path)))


def unknown_client() -> Credential:
    """Return a credential that no server knows, so that its buckets are full."""
    return Credential("unknown", "nobody", f"conformance-{secrets.token_hex(8)}", secrets.token_hex(16))


def new_addresses() -> str:
    """Return the start of source addresses that nothing else comes from, nor an earlier run: that counted."""
    return f"10.{200 + secrets.randbelow(56)}.{secrets.randbelow(256)}."


def refused_later(
    server: ServerUnderTest, operation: Operation, key: Credential | None = None
) -> HttpRequest:
    """Return a request that passes the limiter and fails after it, so that it has no effect.

    ``key`` gives the id for an operation that authenticates by itself, sent with a wrong secret; the request
    always comes from the same address, if the server trusts ``X-Forwarded-For``.
    """
    if operation is server.client.token_client.operation:
        request = server.client.token_client.request(
            replace(key or unknown_client(), client_secret=secrets.token_hex(16))
        )
        trusted = server.client.credentials.server.trusts_forwarded_for
        return request.with_header("X-Forwarded-For", f"{new_addresses()}1") if trusted else request
    request = HttpRequest(operation.method, operation.path, operation=operation)
    for parameter in operation.parameters:
        if parameter.location == "path":
            nowhere = UUID(int=server.client.random.getrandbits(128), version=4)
            request = request.with_path_value(parameter.name, str(nowhere))
    if operation.request_body is not None:
        request = request.with_json({})
    return request.with_query(conformance_unknown="1")


class RateLimitProbe:
    """One bucket on the server, and the reference for it.

    ``key`` must not have been used in this class before. Every reading is held against the reference,
    unless ``checking`` is off.
    """

    def __init__(
        self,
        context: CheckContext,
        rate: RateClass,
        operation: Operation,
        key: Credential,
        *,
        checking: bool = True,
    ) -> None:
        self.context = context
        self.rate = rate
        self.operation = operation
        self.key = key
        self.bucket = ReferenceBucket(rate)
        self.last: Reading | None = None
        self.checking = checking
        self._server = context.server
        # Unknown clients are charged to their source address, where an operation authenticates them itself.
        presented = unknown_client() if operation.anonymous else key
        self._request = refused_later(context.server, operation, presented)

    def prepare(self) -> "RateLimitProbe":
        """Get the token before anything is measured."""
        if not self.operation.anonymous:
            self._server.client.identity_of(self.key)
        return self

    def ask(self, request: HttpRequest | None = None, *, token: str | None = None) -> Reading:
        """Send one request of the class, by default one that is refused after the limiter."""
        clock = self._server.client.clock
        by = None if self.operation.anonymous else token or self.key
        started = clock.monotonic()
        exchange = self._server.client.send(request or self._request, by=by, patient=False)
        ended = clock.monotonic()
        if exchange.status == 401 and not self.operation.anonymous:
            raise CannotCheck(f"the {self.key} was not let in", exchange)
        reading = Reading(
            exchange, started, ended, self.bucket.observe(started, ended, exchange.status != REFUSED)
        )
        if self.checking:
            self.judge(reading)
        self.last = reading
        return reading

    def judge(self, reading: Reading) -> bool:
        """Hold one decision against the reference bucket."""
        rate, before = self.rate, reading.before
        promise = f"{rate.burst} at once and {rate.quantity} in {rate.window} s"
        if reading.admitted:
            return self.context.expect(
                before.agrees(True),
                f"The limit of {rate.name} is {promise}. Request {self.bucket.admitted} was admitted when no "
                "more was left.",
                *self._evidence(reading),
                subject=f"{rate.name}: too many",
            )
        return self.context.expect(
            before.agrees(False),
            f"The limit of {rate.name} is {promise}. After {self.bucket.admitted} requests one was refused, "
            f"though at least {before.low:.2f} were left.",
            *self._evidence(reading),
            subject=f"{rate.name}: too few",
        )

    def drain(self) -> Reading:
        """Ask until a request is refused, and return that reading.

        Raises:
            CannotCheck: nothing is refused, which is a failure already, or the server is too slow.
        """
        began, asked = self._server.client.clock.monotonic(), 0
        while True:
            reading = self.ask()
            if not reading.admitted:
                return reading
            passed = reading.ended - began
            asked += 1
            if asked > self.rate.burst + self.bucket.per_second * passed + _SPARE:
                raise CannotCheck(f"{self.rate.name} is never refused", reading.exchange)
            if passed > _PATIENCE:
                raise CannotCheck(f"{self.rate.name} cannot be used up at this speed", reading.exchange)

    def wait_for_one(self) -> float:
        """Return how long, in seconds, it takes at most until one more is admitted."""
        return 1 / self.bucket.per_second

    def _evidence(self, reading: Reading) -> list[Exchange]:
        return [each.exchange for each in (self.last, reading) if each is not None]
