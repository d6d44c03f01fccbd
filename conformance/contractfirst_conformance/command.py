"""``contractfirst conform``: the conformance suite against a running server."""

import sys
import tempfile
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markdown import Markdown

from contractfirst_conformance.check import all_checks, select_checks
from contractfirst_conformance.credentials import Credentials
from contractfirst_conformance.errors import SuiteError, UsageError
from contractfirst_conformance.fuzz_budget import FuzzBudget
from contractfirst_conformance.local import local_server
from contractfirst_conformance.outcome import ExitCode
from contractfirst_conformance.runner import INTERRUPTED
from contractfirst_conformance.session import Wish, conduct, interruptible, load_contract

__all__ = ["command"]

_FILE = click.Path(dir_okay=False, path_type=Path)


class _WrongUsageError(click.UsageError):
    exit_code = ExitCode.USAGE


class ConformCommand(click.Command):
    """Wrong usage ends with 3, for 2 says that the suite could not judge."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            raise _WrongUsageError(error.format_message()) from error


@click.command("conform", cls=ConformCommand)
@click.option(
    "--url",
    metavar="URL",
    envvar="BRAINSTORMMSP_URL",
    show_envvar=True,
    help="The API's root, with its base path, such as https://api.example.com/api/v1.",
)
@click.option("--local", is_flag=True, help="Start a server of our own, judge it and stop it.")
@click.option(
    "--credentials",
    type=_FILE,
    envvar="BRAINSTORMMSP_CREDENTIALS",
    show_envvar=True,
    help="API keys by purpose, TOML or JSON; what cannot be judged without them is skipped.",
)
@click.option(
    "--document",
    type=_FILE,
    default=Path("openapi/brainstormmsp.yaml"),
    envvar="BRAINSTORMMSP_CONTRACT",
    show_envvar=True,
    show_default=True,
    help="The OpenAPI 3.1 document that the server is held against.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same run.")
@click.option("--select", multiple=True, metavar="WORD", help="Only these: an area, an id or its prefix.")
@click.option("--skip", multiple=True, metavar="WORD", help="Not these: an area, an id or its prefix.")
@click.option("--quick", is_flag=True, help="Fewer cases, and no check that takes long: within 30 seconds.")
@click.option("--list", "listed", is_flag=True, help="List the checks and end.")
@click.option("--explain", metavar="ID", help="Print a check's page and end.")
@click.option(
    "--report-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to write report.html, report.json, junit.xml, summary.md, exchanges.har and badge.svg.",
)
@click.option("--baseline", type=_FILE, help="report.json of an earlier run: only what is new fails.")
@click.option("--waivers", multiple=True, type=_FILE, help="TOML file with failures that are let pass.")
@click.option(
    "--wait-seconds",
    type=click.FloatRange(0),
    default=60.0,
    show_default=True,
    help="How long the run may wait for limits in all.",
)
@click.option(
    "--deadline",
    type=click.FloatRange(0.1),
    default=30.0,
    show_default=True,
    help="Seconds in which a response must end.",
)
@click.option("--fuzz-seconds", type=click.IntRange(1), help="Fuzz for so long.")
@click.option("--fuzz-cases", type=click.IntRange(1), help="Fuzz each operation so often in each phase.")
@click.option("--ca-file", type=_FILE, help="PEM file with certificates to trust instead of the system's.")
def command(
    url: str | None,
    local: bool,
    credentials: Path | None,
    document: Path,
    listed: bool,
    explain: str | None,
    **options: Any,
) -> None:
    """Judge whether a server keeps its contract, by what it answers.

    Ends with 0 when every promise is kept, 1 when one is broken, 2 when the suite could not judge, 3 for
    wrong usage.
    """
    console = Console(highlight=False)
    try:
        if listed or explain:
            _tell(console, listed, explain)
            return
        code = _judge(url, local, credentials, document, options, console)
    except UsageError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(ExitCode.USAGE)
    except SuiteError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(ExitCode.UNJUDGED)
    except KeyboardInterrupt:
        click.echo(f"Error: {INTERRUPTED}", err=True)
        sys.exit(ExitCode.UNJUDGED)
    sys.exit(code)


def _tell(console: Console, listed: bool, explain: str | None) -> None:
    if explain:
        for check in select_checks(all_checks(), [explain]):
            console.print(f"[bold]{check.id}[/] {check.title}  [dim]({check.area}; {check.source})[/]\n")
            console.print(Markdown(check.page))
            for need in check.needs:
                console.print(f"[dim]Skipped when {need}.[/]")
            console.print()
    if listed:
        for check in all_checks():
            console.print(f"{check.id:<10}{check.area:<16}{check.title}", soft_wrap=True, markup=False)


def _judge(
    url: str | None,
    local: bool,
    credentials: Path | None,
    document: Path,
    options: dict[str, Any],
    console: Console,
) -> ExitCode:
    if bool(url) is local:
        raise UsageError("say either --url URL or --local")
    if local:
        return _run_locally(document, options, console)
    held = Credentials.load(credentials) if credentials is not None else Credentials()
    return conduct(_wish(str(url), document, held, options), console)


def _run_locally(document: Path, options: dict[str, Any], console: Console) -> ExitCode:
    load_contract(document)
    with (
        interruptible(),
        tempfile.TemporaryDirectory(prefix="conformance-") as directory,
        local_server(Path(directory), document) as server,
    ):
        return conduct(_wish(server.url, document, server.credentials, options), console)


def _wish(url: str, document: Path, credentials: Credentials, options: dict[str, Any]) -> Wish:
    seconds, cases = options["fuzz_seconds"], options["fuzz_cases"]
    return Wish(
        url=url,
        document=document,
        credentials=credentials,
        seed=options["seed"],
        select=options["select"],
        skip=options["skip"],
        quick=options["quick"],
        report_directory=options["report_dir"],
        baseline=options["baseline"],
        waivers=options["waivers"],
        wait_seconds=options["wait_seconds"],
        deadline=options["deadline"],
        fuzz=FuzzBudget(seconds, cases) if seconds or cases else None,
        certificates=options["ca_file"],
    )
