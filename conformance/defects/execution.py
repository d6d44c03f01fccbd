"""The kill matrix: which check kills which defect."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit
from zlib import crc32

from contractfirst_conformance.check import Check, Result, Stage, all_checks, select_checks
from contractfirst_conformance.client import ApiClient
from contractfirst_conformance.failure import CheckStatus
from contractfirst_conformance.fuzz_budget import FuzzBudget
from contractfirst_conformance.outcome import Outcome
from contractfirst_conformance.runner import INTERRUPTED, RunPlan, run
from contractfirst_conformance.server_under_test import ServerUnderTest
from contractfirst_conformance.transport import HttpTransport
from defects.defect import Defect, DefectiveTransport, Front, InterceptedRequest
from defects.proxy import served_defect
from defects.relay import baseline_front

__all__ = ["Kill", "Silent", "behind", "failing_baseline", "run_defect"]


class Silent:
    """Ignores the progress of a run."""

    def begin(self, checks: Sequence[Check]) -> None:
        """Do nothing."""

    def started(self, check: Check) -> None:
        """Do nothing."""

    def progressed(self, check: Check, done: int, total: int) -> None:
        """Do nothing."""

    def ended(self, result: Result) -> None:
        """Do nothing."""

    def finish(self, outcome: Outcome) -> None:
        """Do nothing."""


@dataclass(frozen=True, slots=True)
class Kill:
    """The result of one defect: ``killed`` by the check named for it, and all checks that ``failed``."""

    planted: Defect
    killed: bool
    failed: tuple[str, ...]
    reason: str
    seconds: float


def failing_baseline(chosen: Sequence[Defect], server: ServerUnderTest) -> frozenset[str]:
    """Return the ids of the defects' checks that fail without any defect: these prove nothing.

    Those of fronts run through a correct front.
    """
    failing: set[str] = set()
    fuzzing = [each for each in chosen if _fuzzes(each)]
    for front in (None, baseline_front):
        planted = [each for each in chosen if (each.front is None) is (front is None) and each not in fuzzing]
        if front is None or not planted:
            failing |= _failing(planted, server, FuzzBudget())
            continue
        with behind(front, server.client.url) as (url, transport):
            fronted = ServerUnderTest.of(
                ApiClient(server.client.contract, url, server.client.credentials, transport=transport)
            )
            failing |= _failing(planted, fronted, FuzzBudget())
    for budget in dict.fromkeys(each.fuzz for each in fuzzing):
        planted = [each for each in fuzzing if each.fuzz == budget]
        with served_defect(
            _BASELINE, server.client.contract, server.client.url, server.client.credentials
        ) as url:
            served = ServerUnderTest.of(ApiClient(server.client.contract, url, server.client.credentials))
            failing |= _failing(planted, served, budget)
            served.client.close()
    return frozenset(failing)


_BASELINE = Defect(
    "nothing_is_wrong", "", "Everything is passed on as it is.", "", (), InterceptedRequest.forward
)


def _ran(server: ServerUnderTest, plan: RunPlan) -> Outcome:
    """Run checks without output; an interrupted run ends the campaign too."""
    outcome = run(server, plan, Silent())
    if outcome.aborted == INTERRUPTED:
        raise KeyboardInterrupt
    return outcome


def _failing(planted: Sequence[Defect], server: ServerUnderTest, budget: FuzzBudget) -> set[str]:
    """Return the ids of some defects' checks that fail against a server."""
    if not planted:
        return set()
    outcome = _ran(server, RunPlan(_wanted(*planted), fuzz=budget))
    return {each.check.id for each in outcome.results if each.status is CheckStatus.FAIL}


def _wanted(*planted: Defect) -> list[Check]:
    """Return the defects' checks, those beside them first, for they make what the others look at."""
    named = {each.check for each in planted}
    words = named.union(*(each.beside for each in planted))
    return sorted(select_checks(all_checks(), sorted(words)), key=lambda each: (each.stage, each.id in named))


def _fuzzes(planted: Defect) -> bool:
    """Return whether the fuzzer, a process of its own, must reach a defect."""
    return any(each.stage is Stage.FUZZ for each in _wanted(planted))


@contextmanager
def behind(front: Front | None, url: str) -> Iterator[tuple[str, HttpTransport]]:
    """Put the front, if any, before a server; yield the URL through it, and what to send with."""
    if front is None:
        transport = HttpTransport()
        try:
            yield url, transport
        finally:
            transport.close()
        return
    parts = urlsplit(url)
    with front(f"{parts.scheme}://{parts.netloc}") as origin:
        # Its certificate is new and self-signed.
        transport = HttpTransport(verify=False)
        try:
            yield f"{origin}{parts.path}", transport
        finally:
            transport.close()


def run_defect(planted: Defect, server: ServerUnderTest) -> Kill:
    """Run the defect's check, and those beside it, through the defect.

    ``server`` has no defect; its contract is used, its tokens and its fresh probes.
    """
    plan = RunPlan(_wanted(planted), fuzz=planted.fuzz)
    # What must be unique is made anew for each defect: the runs before have taken their own.
    seed = crc32(planted.name.encode())
    if _fuzzes(planted):
        with served_defect(
            planted, server.client.contract, server.client.url, server.client.credentials
        ) as url:
            defective = ServerUnderTest.of(
                ApiClient(server.client.contract, url, server.client.credentials, seed=seed)
            )
            defective.client.share(server.client)
            outcome = _ran(defective, plan)
            defective.client.close()
    else:
        with behind(planted.front, server.client.url) as (url, transport):
            through = DefectiveTransport(transport, planted, server.client.credentials)
            defective = ServerUnderTest.of(
                ApiClient(
                    server.client.contract, url, server.client.credentials, transport=through, seed=seed
                )
            )
            defective.client.share(server.client)
            outcome = _ran(defective, plan)
            defective.client.close()
    failed = tuple(each.check.id for each in outcome.results if each.status is CheckStatus.FAIL)
    named = next(each for each in outcome.results if each.check.id == planted.check)
    return Kill(planted, planted.check in failed, failed, named.reason, outcome.seconds)
