"""The summary in Markdown that CI systems show with a run: result, areas and failures."""

import re
from itertools import groupby

from contractfirst_conformance.check import Result
from contractfirst_conformance.failure import CheckStatus, Failure
from contractfirst_conformance.outcome import ExitCode, Outcome

__all__ = ["SENTENCES", "counted_exchanges", "figures", "summary"]

SENTENCES = {
    ExitCode.PASSED: "The contract is kept.",
    ExitCode.FAILED: "The contract is broken.",
    ExitCode.INCOMPLETE: "The suite could not check the contract.",
}
_MOST = 30
_SHOWN = 300
_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")


def figures(outcome: Outcome) -> str:
    """Return the counts of results and exchanges, and the duration."""
    counts = outcome.counts
    reported = ", ".join(
        f"{counts[check_status]} {check_status.value}" for check_status in CheckStatus if counts[check_status]
    )
    reported = reported or "No check ran"
    rate = outcome.exchanges / outcome.seconds if outcome.seconds else 0.0
    return (
        f"{reported}; {counted_exchanges(outcome)} in {outcome.seconds:.1f} s, {outcome.waited:.1f} s "
        f"of them waiting ({rate:.0f}/s), seed {outcome.seed}."
    )


def counted_exchanges(outcome: Outcome) -> str:
    """Return the number of exchanges with its noun: ``1 exchange``."""
    return f"{outcome.exchanges} exchange{'' if outcome.exchanges == 1 else 's'}"


def summary(outcome: Outcome) -> str:
    """Return the outcome as GitHub's Markdown."""
    lines = [f"## {_plain(outcome.title)}: {SENTENCES[outcome.exit_code]}", "", figures(outcome), ""]
    if outcome.aborted:
        lines += [f"**Ended early:** {_plain(outcome.aborted)}", ""]
    heads = [check_status for check_status in CheckStatus if outcome.counts[check_status]]
    lines += [f"| area | {' | '.join(heads)} |", f"| --- |{' ---: |' * len(heads)}"]
    for area, results in groupby(
        sorted(outcome.results, key=lambda each: each.check.area), lambda each: each.check.area
    ):
        check_statuses = [each.status for each in results]
        lines.append(f"| {area} | {' | '.join(str(check_statuses.count(head) or '') for head in heads)} |")
    broken = [(result, failure) for result in outcome.results for failure in result.failures]
    if broken:
        lines += ["", "### Failures", ""]
        lines += [_described(result, failure) for result, failure in broken[:_MOST]]
        if len(broken) > _MOST:
            lines.append(f"- … and {len(broken) - _MOST} more, in the report")
    incomplete = [result for result in outcome.results if result.status is CheckStatus.ERROR]
    if incomplete:
        lines += ["", "### Errors", ""]
        lines += [f"- **{each.check.id}** {_plain(_first_line(each.reason))}" for each in incomplete]
    return "\n".join(lines) + "\n"


def _described(result: Result, failure: Failure) -> str:
    where = " ".join(filter(None, (failure.operation, failure.subject)))
    return (
        f"- **{result.check.id}** {_plain(result.check.title)}: "
        f"{_plain(where)}{': ' if where else ''}{_plain(_first_line(failure.explanation))}"
    )


def _first_line(text: str) -> str:
    return (text.splitlines() or [""])[0][:_SHOWN]


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
