"""The kill matrix: which check kills which defect."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit
from zlib import crc32

from conformance.check import Check, Result, Stage, Verdict, all_checks, select_checks
from conformance.defects.defect import Defect, DefectiveTransport, Front
from conformance.defects.proxy import served_defect
from conformance.defects.relay import honest_front
from conformance.local import LocalServer
from conformance.outcome import Outcome
from conformance.runner import Plan, run
from conformance.target import Target
from conformance.transport import HttpTransport

__all__ = ["Kill", "Silent", "failing_honestly", "judge"]


class Silent:
    """Watches a run and says nothing."""

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
    """What came of one defect: ``killed`` by the check named for it, and who ``failed`` at all."""

    planted: Defect
    killed: bool
    failed: tuple[str, ...]
    reason: str
    seconds: float


def failing_honestly(chosen: Sequence[Defect], target: Target) -> frozenset[str]:
    """Return the ids of the defects' checks that fail without any defect: what they find proves nothing.

    Those of fronts are judged through an honest one.
    """
    failing: set[str] = set()
    for front in (None, honest_front):
        planted = [each for each in chosen if (each.front is None) is (front is None)]
        words = {word for each in planted for word in (each.check, *each.beside)}
        if not words:
            continue
        checks = sorted(select_checks(all_checks(), words), key=lambda each: each.stage)
        if front is None:
            outcome = run(target, Plan(checks), Silent())
        else:
            with _behind(front, target.url) as (url, transport):
                fronted = Target(target.contract, url, target.credentials, transport=transport)
                outcome = run(fronted, Plan(checks), Silent())
        failing |= {each.check.id for each in outcome.results if each.verdict is Verdict.FAIL}
    return frozenset(failing)


@contextmanager
def _behind(front: Front | None, url: str) -> Iterator[tuple[str, HttpTransport]]:
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
        # Its certificate is made a moment before and nobody vouches for it.
        transport = HttpTransport(verify=False)
        try:
            yield f"{origin}{parts.path}", transport
        finally:
            transport.close()


def judge(planted: Defect, server: LocalServer, target: Target) -> Kill:
    """Run the defect's check, and those beside it, through the defect.

    ``target`` is honest; its contract is used.
    """
    wanted = select_checks(all_checks(), [planted.check, *planted.beside])
    # Those beside it go first, for they make what it looks at.
    wanted.sort(key=lambda each: (each.stage, each.id == planted.check))
    plan = Plan(wanted, fuzz=planted.fuzz)
    # What must be unique is made anew for each defect: the runs before have taken their own.
    seed = crc32(planted.name.encode())
    if any(each.stage is Stage.FUZZ for each in wanted):
        # The fuzzer is a process of its own.
        with served_defect(planted, target.contract, server.url, server.credentials) as url:
            defective = Target(target.contract, url, server.credentials, seed=seed)
            outcome = run(defective, plan, Silent())
            defective.close()
    else:
        with _behind(planted.front, server.url) as (url, transport):
            through = DefectiveTransport(transport, planted, server.credentials)
            defective = Target(target.contract, url, server.credentials, transport=through, seed=seed)
            outcome = run(defective, plan, Silent())
            defective.close()
    failed = tuple(each.check.id for each in outcome.results if each.verdict is Verdict.FAIL)
    named = next(each for each in outcome.results if each.check.id == planted.check)
    return Kill(planted, planted.check in failed, failed, named.reason, outcome.seconds)
