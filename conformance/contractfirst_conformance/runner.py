"""Runs checks in their order and collects their results."""

import time
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from contractfirst_conformance.check import Check, Result, Stage
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.errors import CannotCheck, NoResponse, ServerGone, Skipped
from contractfirst_conformance.failure import CheckStatus
from contractfirst_conformance.fuzz_budget import FuzzBudget
from contractfirst_conformance.matrix import matrix_of
from contractfirst_conformance.outcome import Outcome
from contractfirst_conformance.recorder import ExchangeEvidence
from contractfirst_conformance.server_under_test import ServerUnderTest
from contractfirst_conformance.waivers import Waivers

_GONE = "the server stopped answering:"
INTERRUPTED = "the run was interrupted"

__all__ = ["INTERRUPTED", "RunListener", "RunPlan", "run", "run_check"]


class RunListener(Protocol):
    """Receives the progress of a run."""

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
class RunPlan:
    """The checks to run, and how."""

    checks: Sequence[Check]
    seed: int = 1
    quick: bool = False
    fuzz: FuzzBudget = field(default_factory=FuzzBudget)
    waivers: Waivers = field(default_factory=lambda: Waivers((), (), datetime.now(UTC).date()))


def run(server: ServerUnderTest, plan: RunPlan, listener: RunListener) -> Outcome:
    """Run the checks and return the outcome, also of an interrupted run."""
    outcome = Outcome(
        title=server.client.contract.model.title,
        url=server.client.url,
        document=server.client.contract.document.path.name,
        seed=plan.seed,
        started=server.client.clock.now(),
    )
    began = time.monotonic()
    listener.begin(plan.checks)
    try:
        for check in plan.checks:
            if outcome.aborted and check.stage is not Stage.CLOSE:
                result = Result(check, CheckStatus.SKIP, "the run was aborted before")
            else:
                listener.started(check)
                result, gone = run_check(check, server, plan, listener)
                outcome.aborted = outcome.aborted or gone
            outcome.results.append(result)
            listener.ended(result)
    except KeyboardInterrupt:
        outcome.aborted = INTERRUPTED
    outcome.seconds = time.monotonic() - began
    outcome.exchanges = len(server.client.recorder.exchanges)
    outcome.waited = server.client.budget.spent
    outcome.matrix = matrix_of(server.client.contract, server.client.recorder.exchanges)
    listener.finish(outcome)
    return outcome


def run_check(
    check: Check, server: ServerUnderTest, plan: RunPlan, listener: RunListener
) -> tuple[Result, str]:
    """Run one check; return its result and, when the server stopped answering, a line with the reason."""
    missing = [need for need in check.needs if server.client.lacks(need)]
    if missing:
        return Result(check, CheckStatus.SKIP, "; ".join(missing)), ""
    context = CheckContext(
        check.id,
        server,
        seed=plan.seed,
        quick=plan.quick,
        fuzz=plan.fuzz,
        on_progress=lambda done, total: listener.progressed(check, done, total),
    )
    server.client.recorder.check = check.id
    before, began = len(server.client.recorder.exchanges), time.monotonic()
    status, reason, gone = CheckStatus.PASS, "", ""
    evidence: tuple[ExchangeEvidence, ...] = ()
    try:
        check.run(context)
        if not context.assertions:
            status, reason = CheckStatus.SKIP, "nothing in this contract applies"
    except Skipped as error:
        # What was checked before counts; the reason says what was not.
        status, reason = (CheckStatus.PASS if context.assertions else CheckStatus.SKIP), str(error)
    except (CannotCheck, NoResponse) as error:
        status, reason = CheckStatus.ERROR, str(error)
        exchanges = error.exchanges if isinstance(error, CannotCheck) else (error.exchange,)
        evidence = tuple(map(server.client.recorder.evidence, exchanges))
        gone = "" if isinstance(error, CannotCheck) or server.client.answers() else f"{_GONE} {error}"
    except ServerGone as error:
        status, reason = CheckStatus.ERROR, str(error)
        gone = reason
    except Exception:  # noqa: BLE001 - an error in a check is reported as that and ends only that check
        status, reason = CheckStatus.ERROR, f"the check itself failed:\n{traceback.format_exc(limit=-6)}"
    finally:
        server.client.recorder.check = ""
    result = Result(
        check,
        status,
        server.client.redactor.text("; ".join(_lines(reason, context.notes))),
        context.failures,
        seconds=time.monotonic() - began,
        exchanges=len(server.client.recorder.exchanges) - before,
        assertions=context.assertions,
        evidence=evidence,
    )
    return plan.waivers.apply(result), server.client.redactor.text(gone)


def _lines(reason: str, notes: Iterable[str]) -> list[str]:
    return [line for line in (reason, *notes) if line]
