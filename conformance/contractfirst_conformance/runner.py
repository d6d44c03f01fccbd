"""A run: which checks, in which order, and what came of each."""

import time
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from contractfirst_conformance.check import Check, Result, Stage, Verdict
from contractfirst_conformance.errors import CannotJudge, NoAnswer, ServerGone, Skipped
from contractfirst_conformance.fuzz_budget import FuzzBudget
from contractfirst_conformance.matrix import matrix_of
from contractfirst_conformance.outcome import Outcome
from contractfirst_conformance.recorder import Evidence
from contractfirst_conformance.target import Target
from contractfirst_conformance.trial import Trial
from contractfirst_conformance.waivers import Waivers

_GONE = "the server stopped answering:"
INTERRUPTED = "the run was interrupted"

__all__ = ["INTERRUPTED", "Audience", "Plan", "run", "run_check"]


class Audience(Protocol):
    """Who watches a run."""

    def begin(self, checks: Sequence[Check]) -> None:
        """The run begins with these checks."""

    def started(self, check: Check) -> None:
        """A check begins."""

    def progressed(self, check: Check, done: int, total: int) -> None:
        """A check has done a part of its work."""

    def ended(self, result: Result) -> None:
        """A check has ended."""

    def finish(self, outcome: Outcome) -> None:
        """The run has ended."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run and how."""

    checks: Sequence[Check]
    seed: int = 1
    quick: bool = False
    fuzz: FuzzBudget = field(default_factory=FuzzBudget)
    waivers: Waivers = field(default_factory=lambda: Waivers((), (), datetime.now(UTC).date()))


def run(target: Target, plan: Plan, audience: Audience) -> Outcome:
    """Run the checks and return the outcome, also when the run had to be broken off."""
    info = target.contract.document.data.get("info")
    outcome = Outcome(
        title=str(info.get("title", "")) if isinstance(info, dict) else "",
        url=target.url,
        document=target.contract.document.path.name,
        seed=plan.seed,
        started=target.clock.now(),
    )
    began = time.monotonic()
    audience.begin(plan.checks)
    try:
        for check in plan.checks:
            if outcome.aborted and check.stage is not Stage.CLOSE:
                result = Result(check, Verdict.SKIP, "the run was broken off before")
            else:
                audience.started(check)
                result, gone = run_check(check, target, plan, audience)
                outcome.aborted = outcome.aborted or gone
            outcome.results.append(result)
            audience.ended(result)
    except KeyboardInterrupt:
        outcome.aborted = INTERRUPTED
    outcome.seconds = time.monotonic() - began
    outcome.exchanges = len(target.recorder.exchanges)
    outcome.waited = target.budget.spent
    outcome.matrix = matrix_of(target.contract, target.recorder.exchanges)
    audience.finish(outcome)
    return outcome


def run_check(check: Check, target: Target, plan: Plan, audience: Audience) -> tuple[Result, str]:
    """Run one check; return its result and, when the server is gone, the line that says so."""
    missing = [need for need in check.needs if target.lacks(need)]
    if missing:
        return Result(check, Verdict.SKIP, "; ".join(missing)), ""
    trial = Trial(
        check,
        target,
        seed=plan.seed,
        quick=plan.quick,
        fuzz=plan.fuzz,
        tell=lambda done, total: audience.progressed(check, done, total),
    )
    target.recorder.check = check.id
    before, began = len(target.recorder.exchanges), time.monotonic()
    verdict, reason, gone = Verdict.PASS, "", ""
    evidence: tuple[Evidence, ...] = ()
    try:
        check.judge(trial)
        if not trial.judgements:
            verdict, reason = Verdict.SKIP, "there is nothing to judge in this contract"
    except Skipped as error:
        # What was judged before counts; what was not is told.
        verdict, reason = (Verdict.PASS if trial.judgements else Verdict.SKIP), str(error)
    except (CannotJudge, NoAnswer) as error:
        verdict, reason = Verdict.ERROR, str(error)
        exchanges = error.exchanges if isinstance(error, CannotJudge) else (error.exchange,)
        evidence = tuple(map(target.recorder.evidence, exchanges))
        gone = "" if isinstance(error, CannotJudge) or target.answers() else f"{_GONE} {error}"
    except ServerGone as error:
        verdict, reason = Verdict.ERROR, str(error)
        gone = reason
    except Exception:  # noqa: BLE001 - a check's own fault is told as that and ends only that check
        verdict, reason = Verdict.ERROR, f"the check itself failed:\n{traceback.format_exc(limit=-6)}"
    finally:
        target.recorder.check = ""
    result = Result(
        check,
        verdict,
        target.redactor.text("; ".join(_lines(reason, trial.notes))),
        trial.failures,
        seconds=time.monotonic() - began,
        exchanges=len(target.recorder.exchanges) - before,
        judgements=trial.judgements,
        evidence=evidence,
    )
    return plan.waivers.apply(result), target.redactor.text(gone)


def _lines(reason: str, notes: Iterable[str]) -> list[str]:
    return [line for line in (reason, *notes) if line]
