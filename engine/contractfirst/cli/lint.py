"""``contractfirst lint``: lint OpenAPI 3.1 documents."""

import gc
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from contractfirst.cli.project import document_argument

__all__ = ["command"]

_UNUSABLE = 2


@click.command("lint")
@click.argument("documents", nargs=-1, type=click.Path(path_type=Path), metavar="DOCUMENT...")
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Settings file. Default: .contractfirst-lint.yaml beside the document or in a folder above.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
    help="Format of the findings.",
)
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--explain", metavar="RULE", help="Print what a rule requires, why, and its source.")
@click.option("--list-rules", is_flag=True, help="Print every rule with its severity.")
def command(
    documents: tuple[Path, ...],
    config: Path | None,
    form: str,
    strict: bool,
    explain: str | None,
    list_rules: bool,
) -> None:
    """Lint OpenAPI 3.1 documents. Each finding shows its location, the rule, and how to fix it.

    DOCUMENT defaults to the one that pyproject.toml names.

    Exits 0 if there are no errors, 1 if there are errors (with --strict also for warnings), 2 if the input
    cannot be read.
    """
    if list_rules:
        from contractfirst.lint.output import rule_list

        click.echo(rule_list())
    elif explain is not None:
        click.echo(_page(explain))
    else:
        named = [document_argument(each) for each in documents or (None,)]
        raise SystemExit(_lint(named, config, form, strict=strict))


def _page(rule_id: str) -> str:
    from contractfirst.lint import RULES
    from contractfirst.lint.names import suggestion
    from contractfirst.lint.output import page

    if rule_id not in RULES:
        raise click.UsageError(f'There is no rule "{rule_id}"{suggestion(rule_id, RULES)}')
    return page(RULES[rule_id])


def _lint(documents: Sequence[Path], config: Path | None, form: str, *, strict: bool) -> int:
    from contractfirst.lint import (
        LintSettings,
        LintSettingsError,
        Severity,
        find_settings,
        lint_document,
        load_settings,
    )
    from contractfirst.lint.output import annotations, machine, sarif, text

    render: dict[str, Callable[..., str]] = {
        "text": text,
        "json": machine,
        "sarif": sarif,
        "github": annotations,
    }
    # Nearly all that is read lives to the end of the run, so collecting garbage only costs time.
    gc.disable()
    reports = []
    try:
        for document in documents:
            file = config or find_settings(document)
            settings = LintSettings() if file is None else load_settings(file)
            reports.append(lint_document(document, settings))
    except LintSettingsError as error:
        click.echo(f"Error: {error}", err=True)
        return _UNUSABLE
    finally:
        gc.enable()
    written = render[form](reports)
    if written:
        click.echo(written)
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return int(any(report.count(severity) for report in reports for severity in failing))
