"""The kill matrix: which check kills which defect."""

from collections.abc import Sequence
from dataclasses import dataclass

from conformance.check import Check, Result, Verdict, all_checks, select_checks
from conformance.defects.defect import Defect, DefectiveTransport
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
    """Return the ids of the defects' checks that fail without any defect: what they find proves nothing."""
    words = {word for each in chosen for word in (each.check, *each.beside)}
    checks = sorted(select_checks(all_checks(), words), key=lambda each: each.stage)
    outcome = run(target, Plan(checks), Silent())
    return frozenset(each.check.id for each in outcome.results if each.verdict is Verdict.FAIL)


def judge(planted: Defect, server: LocalServer, target: Target) -> Kill:
    """Run the defect's check, and those beside it, through the defect.

    ``target`` is honest; its contract is used.
    """
    wanted = select_checks(all_checks(), [planted.check, *planted.beside])
    # Those beside it go first, for they make what it looks at.
    wanted.sort(key=lambda each: (each.stage, each.id == planted.check))
    defective = Target(
        target.contract,
        server.url,
        server.credentials,
        transport=DefectiveTransport(HttpTransport(), planted, server.credentials),
    )
    try:
        outcome = run(defective, Plan(wanted), Silent())
    finally:
        defective.close()
    failed = tuple(each.check.id for each in outcome.results if each.verdict is Verdict.FAIL)
    named = next(each for each in outcome.results if each.check.id == planted.check)
    return Kill(planted, planted.check in failed, failed, named.reason, outcome.seconds)
