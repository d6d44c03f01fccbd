"""The checks of limits, against the product under a clock that turns, and against limiters that are wrong."""

import asyncio
import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from contractfirst.clock import ManualClock
from contractfirst.limits import Charge, Decision, MemoryLimiter
from contractfirst_conformance.check import all_checks
from contractfirst_conformance.clock import WaitBudget
from contractfirst_conformance.exchange import HttpRequest, HttpResponse
from contractfirst_conformance.failure import CheckStatus
from contractfirst_conformance.transport import TransportFailure
from defects.defect import all_defects
from tests.conformance.product import TurnedClock, product

LIMITS = sorted(each.id for each in all_checks() if each.area == "limits")


@pytest.mark.parametrize("check", LIMITS)
def test_the_product_keeps_its_limits_in_all_six_classes(tmp_path: Path, check: str) -> None:
    with product(tmp_path) as served:
        check_status, said = served.check_status(check)
    assert check_status is CheckStatus.PASS, said
    assert not any("left out" in each or "not waited" in each for each in said), said


def test_every_check_of_limits_kills_a_planted_defect() -> None:
    assert set(LIMITS) == {each.check for each in all_defects() if each.area == "limits"}


class Stalling:
    """A transport on a machine that is held up again and again, before and after the server decides."""

    def __init__(self, inner: Any, clock: ManualClock, seed: int) -> None:
        self.inner, self.clock, self.random = inner, clock, Random(seed)

    def send(self, request: HttpRequest, url: str) -> HttpResponse:
        self.stall()
        response: HttpResponse = self.inner.send(request, url)
        self.stall()
        return response

    def stall(self) -> None:
        self.clock.advance(self.random.choice([0, 0, 0.001, 0.004, 0.02 * self.random.random()]))
        if self.random.random() < 0.01:
            self.clock.advance(3 * self.random.random())

    def close(self) -> None:
        self.inner.close()


class Oversleeping(TurnedClock):
    """Sleeps longer than it was asked to."""

    def __init__(self, clock: ManualClock, seed: int) -> None:
        super().__init__(clock)
        self.random = Random(seed)

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds + self.random.choice([0, 0.01, 0.2, 1.5 * self.random.random()]))


@pytest.mark.parametrize("check", LIMITS)
def test_a_slow_machine_causes_no_failure(tmp_path: Path, check: str) -> None:
    with product(tmp_path) as served:
        server = served.server
        server.client.transport = Stalling(server.client.transport, served.clock, seed=1)
        server.client.clock = Oversleeping(served.clock, seed=1)
        server.client.budget = WaitBudget(10_000_000, server.client.clock)
        check_status, said = served.check_status(check)
    assert check_status is not CheckStatus.FAIL, said


class Dying:
    """A transport to a server that stops answering."""

    def __init__(self, inner: Any, after: int) -> None:
        self.inner, self.left = inner, after

    def send(self, request: HttpRequest, url: str) -> HttpResponse:
        self.left -= 1
        if self.left < 0:
            raise TransportFailure("no response")
        response: HttpResponse = self.inner.send(request, url)
        return response

    def close(self) -> None:
        self.inner.close()


@pytest.mark.parametrize("check", ["RL-01", "RL-10"])
def test_a_server_that_stops_answering_is_reported_in_one_line(tmp_path: Path, check: str) -> None:
    with product(tmp_path) as served:
        served.server.client.transport = Dying(served.server.client.transport, after=20)
        check_status, (said,) = served.check_status(check)
    assert check_status is CheckStatus.ERROR
    assert "no response" in said
    assert "\n" not in said


class ResponseViolation:
    """An honest limiter whose charges and decisions are bent."""

    def __init__(
        self,
        correct: MemoryLimiter,
        charge: Callable[[Charge], Charge | None] = lambda charge: charge,
        decision: Callable[[Decision], Decision] = lambda decision: decision,
    ) -> None:
        self.correct = correct
        self.charge = charge
        self.decision = decision

    def bent(self, charges: Sequence[Charge]) -> list[Charge]:
        return [bent for each in charges if (bent := self.charge(each)) is not None]

    async def admit(self, charges: Sequence[Charge]) -> Decision:
        return self.decision(await self.correct.admit(self.bent(charges)))

    async def refund(self, charges: Sequence[Charge]) -> None:
        await self.correct.refund(self.bent(charges))


class Costly(ResponseViolation):
    """A refused request puts the next one off."""

    async def admit(self, charges: Sequence[Charge]) -> Decision:
        decision = await super().admit(charges)
        if not decision.admitted:
            for charge in charges:
                bucket = self.correct._buckets[charge.rate.name, charge.key]
                bucket.full_at += bucket.arithmetic.cost // 10
        return decision


class Hasty(ResponseViolation):
    """Looks, waits, then counts."""

    async def admit(self, charges: Sequence[Charge]) -> Decision:
        decision = await super().admit(charges)
        await self.correct.refund(charges if decision.admitted else ())
        await asyncio.sleep(0.002)
        if decision.admitted:
            await self.correct.admit(charges)
        return decision


def rate(**changes: Callable[[Any], Any]) -> Callable[[MemoryLimiter], ResponseViolation]:
    kept: dict[str, Any] = {}

    def bend(charge: Charge) -> Charge:
        given = charge.rate
        values = {name: change(given) for name, change in changes.items()}
        return replace(charge, rate=kept.setdefault(given.name, replace(given, **values)))  # type: ignore[type-var]  # a rate class

    return lambda correct: ResponseViolation(correct, bend)


def keyed(key: Callable[[Charge], str]) -> Callable[[MemoryLimiter], ResponseViolation]:
    return lambda correct: ResponseViolation(correct, lambda charge: replace(charge, key=key(charge)))


def reported(**changes: Callable[[Decision], Any]) -> Callable[[MemoryLimiter], ResponseViolation]:
    def bend(decision: Decision) -> Decision:
        values: dict[str, Any] = {name: change(decision) for name, change in changes.items()}
        return replace(decision, **values)

    return lambda correct: ResponseViolation(correct, decision=bend)


def shared_class(correct: MemoryLimiter) -> ResponseViolation:
    first: list[Any] = []

    def bend(charge: Charge) -> Charge:
        if charge.rate.name in ("list", "detail"):
            first.append(charge.rate)
            return replace(charge, rate=first[0])
        return charge

    return ResponseViolation(correct, bend)


def without(kind: str) -> Callable[[MemoryLimiter], ResponseViolation]:
    """Give every request a bucket of its own of this kind."""
    serial = itertools.count()

    def bend(charge: Charge) -> Charge:
        return replace(charge, key=f"{charge.key} {next(serial)}") if charge.key.startswith(kind) else charge

    return lambda correct: ResponseViolation(correct, bend)


def guessed_at_client(charge: Charge) -> str:
    """Return the bucket of a limiter that does not tell a guess from the right secret."""
    presented = charge.key.removeprefix("presented-client:").split(" ")[0]
    return charge.key if presented == charge.key else f"client:{presented}"


DEFECTS: list[tuple[str, Callable[[MemoryLimiter], Any], str]] = [
    ("one more than the burst", rate(burst=lambda given: given.burst + 1), "RL-01"),
    ("one less than the burst", rate(burst=lambda given: given.burst - 1), "RL-01"),
    ("the burst is the quantity", rate(burst=lambda given: given.quantity), "RL-01"),
    ("refill a tenth too fast", rate(window=lambda given: given.window * 9 // 10), "RL-02"),
    ("refill a tenth too slow", rate(window=lambda given: given.window * 11 // 10), "RL-02"),
    ("hours taken for minutes", rate(window=lambda given: min(given.window, 60)), "RL-02"),
    ("Retry-After a second short", reported(retry_after=lambda each: max(1, each.retry_after - 1)), "RL-03"),
    ("Retry-After a second long", reported(retry_after=lambda each: each.retry_after + 1), "RL-03"),
    ("Retry-After is the window", reported(retry_after=lambda each: each.window), "RL-03"),
    ("r one too many", reported(remaining=lambda each: each.remaining + 1), "RL-04"),
    ("r one too few", reported(remaining=lambda each: max(0, each.remaining - 1)), "RL-19"),
    ("t is the window", reported(reset_seconds=lambda each: each.window), "RL-04"),
    ("q is the burst", reported(limit=lambda each: each.burst), "RL-17"),
    ("two classes share a bucket", shared_class, "RL-05"),
    (
        "keys share a bucket",
        keyed(lambda charge: "everybody" if charge.key.startswith("client:") else charge.key),
        "RL-06",
    ),
    ("a refused request costs", Costly, "RL-14"),
    ("looks before it counts", Hasty, "RL-09"),
    ("no limit by presented client", without("presented-client"), "RL-11"),
    ("no limit by address", without("source-address"), "RL-12"),
    ("guesses are charged to the client", keyed(guessed_at_client), "RL-21"),
    ("refill a quarter too slow", rate(window=lambda given: given.window * 5 // 4), "RL-10"),
    ("one more after a pause", rate(burst=lambda given: given.burst + 1), "RL-18"),
]


@pytest.mark.parametrize(
    ("limiter", "check"), [each[1:] for each in DEFECTS], ids=[each[0] for each in DEFECTS]
)
def test_a_limiter_that_is_wrong_fails_the_check_named_for_it(
    tmp_path: Path, limiter: Callable[[MemoryLimiter], Any], check: str
) -> None:
    with product(tmp_path, limiter=limiter) as served:
        check_status, said = served.check_status(check)
    assert check_status is CheckStatus.FAIL, said
