"""``contractfirst stubs``: types generated from a contract, and functions for its new operations."""

from collections.abc import Iterable
from pathlib import Path

import click

from contractfirst.cli.project import document_argument
from contractfirst.contract import ContractError, Document, Finding
from contractfirst.stubs.errors import StubsError

__all__ = ["command"]


@click.command("stubs")
@click.argument("document", required=False, type=click.Path(path_type=Path))
@click.option(
    "--handlers",
    type=click.Path(file_okay=False, path_type=Path),
    default="handlers",
    show_default=True,
    metavar="DIR",
    help="The package of handlers.",
)
@click.option(
    "--context",
    metavar="MODULE:NAME",
    help="The class of a handler's first argument. Default: the one that pyproject.toml names.",
)
@click.option(
    "--check",
    "checks",
    is_flag=True,
    help="Write nothing; report every difference and exit with 1 if there is one.",
)
@click.option("--mypy", "with_mypy", is_flag=True, help="With --check: check every signature with mypy too.")
@click.option(
    "--status", "shows_status", is_flag=True, help="Write nothing; list which handlers are written."
)
@click.pass_context
def command(
    context_: click.Context,
    document: Path | None,
    handlers: Path,
    context: str | None,
    checks: bool,
    with_mypy: bool,
    shows_status: bool,
) -> None:
    """Generate types from DOCUMENT into HANDLERS/_contract, and add a function for each new operation.

    Existing functions are never changed, and a second run changes nothing. DOCUMENT defaults to the one that
    pyproject.toml names.
    """
    if checks and shows_status:
        raise click.UsageError("--check and --status cannot be used together")
    if with_mypy and not checks:
        raise click.UsageError("--mypy requires --check")
    path = document_argument(document)
    try:
        if shows_status:
            _show_status(path, handlers)
        elif checks:
            context_.exit(_check(path, handlers, context, with_mypy))
        else:
            context_.exit(_apply(path, handlers, context))
    except (ContractError, StubsError) as error:
        # As they are, without "Error:" before them, so that editors find file, line and column.
        click.echo(str(error), err=True)
        context_.exit(1)


def _apply(path: Path, handlers: Path, context: str | None) -> int:
    from contractfirst.stubs.apply import apply
    from contractfirst.stubs.options import read_options

    document = Document.load(path)
    # What is malformed is reported, and stubs are made of all the rest.
    findings = _errors_of(document)
    report = apply(document, handlers, read_options(handlers, context))
    for written in report.written:
        click.echo(f"wrote {written}")
    for removed in report.removed:
        click.echo(f"removed {removed}")
    for added in report.added:
        click.echo(f"added {added}")
    if not report.changed:
        click.echo("Everything is up to date.")
    return _report_findings(findings.union(report.findings))


def _errors_of(document: Document) -> set[Finding]:
    """Return what is wrong with the document, whether or not stubs need it."""
    from contractfirst.contract import Contract
    from contractfirst.contract.model import DocumentModel

    return {*Contract.compile_sound_parts(DocumentModel(document)).findings}


def _report_findings(findings: Iterable[Finding]) -> int:
    """Print findings of the document; return the exit status that they give."""
    lines = [str(finding) for finding in sorted(findings)]
    for line in dict.fromkeys(lines):
        click.echo(line, err=True)
    return 1 if lines else 0


def _check(path: Path, handlers: Path, context: str | None, with_mypy: bool) -> int:
    from contractfirst.stubs.drift import drifts_of
    from contractfirst.stubs.generate import plan
    from contractfirst.stubs.options import read_options
    from contractfirst.stubs.package import Package

    document = Document.load(path)
    findings = _errors_of(document)
    made, package = plan(document, read_options(handlers, context)), Package.at(handlers)
    drifts = drifts_of(made, package)
    # With stale types mypy would check against an earlier contract.
    if with_mypy and not any(drift.kind == "stale" for drift in drifts):
        from contractfirst.stubs.mypy_drift import mypy_drifts

        drifts = sorted({*drifts, *mypy_drifts(made, package)})
    for drift in drifts:
        click.echo(str(drift))
    return max(_report_findings(findings.union(made.findings)), 1 if drifts else 0)


def _show_status(path: Path, handlers: Path) -> None:
    from contractfirst.stubs.status import status

    states = status(Document.load(path), handlers)
    for state in states:
        mark = "written" if state.implemented else "missing"
        click.echo(f"{mark}  {state.operation}  {handlers / state.module}.py: {state.function}")
    written = sum(state.implemented for state in states)
    click.echo(f"{written} of {len(states)} operations are written.", err=True)
