"""``contractfirst conform``: the conformance suite against a running server."""

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markdown import Markdown

from contractfirst_conformance.check import all_checks, select_checks
from contractfirst_conformance.credentials import Credentials
from contractfirst_conformance.errors import SuiteError, UsageError
from contractfirst_conformance.fuzz_budget import FuzzBudget
from contractfirst_conformance.outcome import ExitCode
from contractfirst_conformance.runner import INTERRUPTED
from contractfirst_conformance.session import RunOptions, interruptible, load_contract, run_suite
from contractfirst_conformance.start import split_command, started_server

__all__ = ["command", "conform_command"]

_FILE = click.Path(dir_okay=False, path_type=Path)
LocalCommand = Callable[[Path], Sequence[str]]
"""Returns the start command of an application's own server for a document."""


class _WrongUsageError(click.UsageError):
    exit_code = ExitCode.USAGE


class ConformCommand(click.Command):
    """Exits with 3 for wrong usage, since 2 means that the run is incomplete."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            raise _WrongUsageError(error.format_message()) from error


def conform_command(
    *, prefix: str = "CONTRACTFIRST", document: Path | None = None, local: LocalCommand | None = None
) -> click.Command:
    """Return the command ``conform`` for an application.

    ``prefix`` begins the names of the environment variables, ``document`` is the default document, and
    ``local`` adds the option ``--local``, which starts the application's own server.
    """

    @click.command("conform", cls=ConformCommand)
    @click.option(
        "--url",
        metavar="URL",
        envvar=f"{prefix}_URL",
        show_envvar=True,
        help="URL of the API with its base path, such as https://api.example.com/api/v1.",
    )
    @click.option(
        "--start",
        metavar="COMMAND",
        help="Start a server with this command, test it and stop it. The command prints one line of JSON, "
        '{"url": …, "credentials": {…}}, when the server is ready.',
    )
    @click.option(
        "--credentials",
        type=_FILE,
        envvar=f"{prefix}_CREDENTIALS",
        show_envvar=True,
        help="API keys by purpose, TOML or JSON. Checks whose keys are missing are skipped.",
    )
    @click.option(
        "--document",
        type=_FILE,
        default=document,
        envvar=f"{prefix}_CONTRACT",
        show_envvar=True,
        show_default=document is not None,
        help="The OpenAPI 3.1 document to test the server against.",
    )
    @click.option(
        "--seed", type=int, default=1, show_default=True, help="The same seed makes the same requests."
    )
    @click.option(
        "--select", multiple=True, metavar="WORD", help="Run only this area, check id or id prefix."
    )
    @click.option("--skip", multiple=True, metavar="WORD", help="Skip this area, check id or id prefix.")
    @click.option("--quick", is_flag=True, help="Fewer cases, and no check that waits: about 15 seconds.")
    @click.option("--list", "listed", is_flag=True, help="List the checks and exit.")
    @click.option("--explain", metavar="ID", help="Print the explanation of a check and exit.")
    @click.option(
        "--report-dir",
        type=click.Path(file_okay=False, path_type=Path),
        help="Write report.html, report.json, junit.xml, summary.md, exchanges.har and badge.svg here.",
    )
    @click.option("--baseline", type=_FILE, help="report.json of an earlier run: its failures are accepted.")
    @click.option("--waivers", multiple=True, type=_FILE, help="TOML file of failures that are accepted.")
    @click.option(
        "--wait-seconds",
        type=click.FloatRange(0),
        default=60.0,
        show_default=True,
        help="Total time that checks may spend waiting, such as for rate limits, in seconds.",
    )
    @click.option(
        "--deadline",
        type=click.FloatRange(0.1),
        default=30.0,
        show_default=True,
        help="Time limit of each response, in seconds.",
    )
    @click.option("--fuzz-seconds", type=click.IntRange(1), help="Fuzzing time limit, in seconds.")
    @click.option(
        "--fuzz-cases", type=click.IntRange(1), help="Fuzzing cases of each operation in each phase."
    )
    @click.option("--ca-file", type=_FILE, help="PEM file of certificates to trust instead of the system's.")
    def conform(
        url: str | None,
        start: str | None,
        credentials: Path | None,
        document: Path | None,
        listed: bool,
        explain: str | None,
        **options: Any,
    ) -> None:
        """Test a running server against its OpenAPI document.

        Exits 0 if all checks pass, 1 if a check fails, 2 if the run is incomplete, 3 for wrong usage.
        """
        console = Console(highlight=False)
        own = options.pop("local", False)
        try:
            if listed or explain:
                _print_checks(console, listed, explain)
                return
            _require_one({"--url": url, "--start": start, **({} if local is None else {"--local": own})})
            words = _start_command(start, document, local if own else None)
            code = _run(url, words, credentials, document, options, console)
        except UsageError as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(ExitCode.USAGE)
        except SuiteError as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(ExitCode.INCOMPLETE)
        except KeyboardInterrupt:
            click.echo(f"Error: {INTERRUPTED}", err=True)
            sys.exit(ExitCode.INCOMPLETE)
        sys.exit(code)

    if local is not None:
        option = click.option(
            "--local", is_flag=True, help="Start this API's own server, test it and stop it."
        )
        return option(conform)
    return conform


command = conform_command()


def _require_one(given: Mapping[str, object]) -> None:
    if sum(map(bool, given.values())) != 1:
        *others, last = given
        raise UsageError(f"pass exactly one of {', '.join(others)} and {last}")


def _start_command(
    start: str | None, document: Path | None, local: LocalCommand | None
) -> Sequence[str] | None:
    """Return the command that starts the server, ``None`` for one that runs already."""
    if local is not None and document is not None:
        return local(document)
    return split_command(start) if start else None


def _print_checks(console: Console, listed: bool, explain: str | None) -> None:
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


def _run(
    url: str | None,
    start: Sequence[str] | None,
    credentials: Path | None,
    document: Path | None,
    options: dict[str, Any],
    console: Console,
) -> ExitCode:
    if document is None:
        raise UsageError("pass --document, the OpenAPI document to test against")
    load_contract(document)
    held = Credentials.load(credentials) if credentials is not None else None
    with interruptible(), ExitStack() as stack:
        if start is not None:
            server = stack.enter_context(started_server(start))
            url, held = server.url, held or server.credentials
        return run_suite(_run_options(str(url), document, held or Credentials(), options), console)


def _run_options(url: str, document: Path, credentials: Credentials, options: dict[str, Any]) -> RunOptions:
    seconds, cases = options["fuzz_seconds"], options["fuzz_cases"]
    return RunOptions(
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
