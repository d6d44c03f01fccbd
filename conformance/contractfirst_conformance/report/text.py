"""The end of the terminal output: failures with their ``curl`` lines, then one line with the result."""

from rich.console import Console
from rich.markup import escape
from rich.rule import Rule
from rich.text import Text

from contractfirst_conformance.check import Result
from contractfirst_conformance.failure import CheckStatus, Failure
from contractfirst_conformance.outcome import ExitCode, Outcome
from contractfirst_conformance.report.summary import SENTENCES, figures

__all__ = ["print_outcome"]

_MOST = 5
_SHOWN = 600
_STYLES = {ExitCode.PASSED: "bold green", ExitCode.FAILED: "bold red", ExitCode.INCOMPLETE: "bold magenta"}


def print_outcome(outcome: Outcome, console: Console) -> None:
    """Print every failure with its ``curl`` line, then the result."""
    for result in outcome.results:
        if result.status is CheckStatus.FAIL:
            _print_failures(result, console)
        elif result.status is CheckStatus.ERROR:
            console.print(Rule(f"{result.check.id} could not run", style="magenta", align="left"))
            console.print(Text(result.reason), soft_wrap=True)
    console.print()
    if outcome.aborted:
        console.print(Text(f"Ended early: {outcome.aborted}", "bold magenta"), soft_wrap=True)
    sentence = Text(SENTENCES[outcome.exit_code], _STYLES[outcome.exit_code])
    console.print(Text.assemble(sentence, " ", figures(outcome)), soft_wrap=True)


def _print_failures(result: Result, console: Console) -> None:
    check = result.check
    console.print(Rule(f"{check.id} {check.title}", style="red", align="left"))
    console.print(f"[dim]{escape(check.source)}; more: conform --explain {check.id}[/]", soft_wrap=True)
    for failure in result.failures[:_MOST]:
        _print_failure(failure, console)
    left = len(result.failures) - _MOST
    if left > 0:
        console.print(f"[dim]… and {left} more, in the report[/]")


def _print_failure(failure: Failure, console: Console) -> None:
    where = " ".join(filter(None, (failure.operation, failure.subject)))
    times = f" (seen {failure.count} times)" if failure.count > 1 else ""
    console.print(
        Text.assemble((f"• {where}: " if where else "• ", "bold"), failure.explanation, times), soft_wrap=True
    )
    for evidence in failure.evidence[-2:]:
        console.print(Text(f"  {evidence.curl[:2000]}", "cyan"), soft_wrap=True)
        body = evidence.response_body[:_SHOWN]
        console.print(Text(f"  → {evidence.status or evidence.failure} {body}"), soft_wrap=True)
