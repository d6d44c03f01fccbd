"""``contractfirst diff``: what changes between two OpenAPI 3.1 documents mean for clients."""

import gc
from collections.abc import Callable

import click

__all__ = ["command"]

_UNUSABLE = 2


@click.command("diff")
@click.argument("base", required=False)
@click.argument("head", required=False)
@click.option(
    "--document", metavar="PATH", help="The document within a git revision that is given without one."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "markdown"]),
    default="text",
    show_default=True,
    help="Format of the changes; markdown is a changelog.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["breaking", "risky"]),
    default="breaking",
    show_default=True,
    help="Exit with 1 at or above this severity.",
)
@click.option(
    "--missing-base",
    type=click.Choice(["error", "ok"]),
    default="error",
    show_default=True,
    help="What to do if the base revision does not have the document.",
)
@click.option(
    "--explain", metavar="RULE", help="Print what a rule is about, what it breaks, and what to do instead."
)
@click.option("--list-rules", is_flag=True, help="Print every rule with its highest severity.")
def command(
    base: str | None,
    head: str | None,
    document: str | None,
    form: str,
    fail_on: str,
    missing_base: str,
    explain: str | None,
    list_rules: bool,
) -> None:
    """Compare two OpenAPI 3.1 documents. Each change shows its severity, both locations, and who is affected.

    BASE and HEAD are files or git revisions: `main:openapi/api.yaml`, or just `main` if HEAD or --document
    names the file. HEAD defaults to the file in the working tree.

    Exits 0 if no change is at or above --fail-on, 1 if one is, 2 if a document cannot be read or is
    broken in parts, which are then reported.
    """
    if list_rules:
        from contractfirst.diff.output import rule_list

        click.echo(rule_list())
    elif explain is not None:
        click.echo(_page(explain))
    else:
        # What a revision is compared with is the file as it is now, unless something else is named.
        head = head or document or (base or "").partition(":")[2]
        if base is None or not head:
            raise click.UsageError("Give BASE and HEAD, or --list-rules, or --explain RULE.")
        raise SystemExit(_diff(base, head, document, form, fail_on, missing_base))


def _page(rule_id: str) -> str:
    from contractfirst.diff import RULES
    from contractfirst.diff.output import page

    if rule_id not in RULES:
        raise click.UsageError(f'There is no rule "{rule_id}"; --list-rules prints them all.')
    return page(RULES[rule_id])


def _diff(base: str, head: str, document: str | None, form: str, fail_on: str, missing_base: str) -> int:
    from contextlib import ExitStack
    from pathlib import Path

    from contractfirst.contract import ContractError
    from contractfirst.diff import (
        ChangeSeverity,
        MissingDocumentError,
        SourceError,
        diff_documents,
        open_source,
    )
    from contractfirst.diff.output import annotations, machine, markdown, text

    render: dict[str, Callable[..., str]] = {
        "text": text,
        "json": machine,
        "github": annotations,
        "markdown": markdown,
    }
    # Two documents are a few hundred thousand objects that live until the end.
    gc.disable()
    with ExitStack() as files:
        try:
            path = document or (head if Path(head).is_file() else head.partition(":")[2]) or None
            new = files.enter_context(open_source(head, document))
            try:
                old = files.enter_context(open_source(base, path))
            except MissingDocumentError as error:
                if missing_base != "ok":
                    raise
                click.echo(f"Nothing to compare with: {error}.", err=True)
                return 0
            changes = diff_documents(old, new)
        except SourceError as error:
            click.echo(str(error), err=True)
            return _UNUSABLE
        except ContractError as error:
            click.echo(f"{error}\nNothing was compared: lint the document first.", err=True)
            return _UNUSABLE
    written = render[form](changes)
    if written:
        click.echo(written)
    failing = (
        {ChangeSeverity.BREAKING}
        if fail_on == "breaking"
        else {ChangeSeverity.BREAKING, ChangeSeverity.RISKY}
    )
    return int(any(change.severity in failing for change in changes))
