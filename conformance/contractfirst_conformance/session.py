"""One run of the suite, from its options to an exit code: load, preflight, run, report."""

import signal
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from rich.console import Console

from contractfirst.contract import Contract, ContractError
from contractfirst_conformance.authenticated_requests import guarded
from contractfirst_conformance.check import all_checks, select_checks
from contractfirst_conformance.client import ApiClient
from contractfirst_conformance.credentials import Credential, Credentials
from contractfirst_conformance.errors import CannotCheck, NoResponse, Skipped, SuiteError, UsageError
from contractfirst_conformance.exchange import HttpRequest
from contractfirst_conformance.fuzz_budget import FuzzBudget
from contractfirst_conformance.outcome import ExitCode, Outcome
from contractfirst_conformance.report import write_reports
from contractfirst_conformance.report.text import print_outcome
from contractfirst_conformance.runner import INTERRUPTED, RunPlan, run
from contractfirst_conformance.server_under_test import ServerUnderTest
from contractfirst_conformance.terminal import listener_for
from contractfirst_conformance.transport import HttpTransport
from contractfirst_conformance.waivers import Waivers, read_baseline, read_waivers

__all__ = [
    "QUICK_FUZZ",
    "RunOptions",
    "check_url",
    "interruptible",
    "load_contract",
    "preflight_error",
    "run_suite",
]

_UNAUTHORISED = 401
_READERS_TRIED = 3
QUICK_FUZZ = FuzzBudget(seconds=8, cases=1, phases=("examples", "fuzzing"))


@dataclass(frozen=True, slots=True)
class RunOptions:
    """The options of a run; ``url`` ends with the API's base path, times are in seconds."""

    url: str
    document: Path
    credentials: Credentials = field(default_factory=Credentials)
    seed: int = 1
    select: Sequence[str] = ()
    skip: Sequence[str] = ()
    quick: bool = False
    report_directory: Path | None = None
    baseline: Path | None = None
    waivers: Sequence[Path] = ()
    wait_seconds: float = 60.0
    deadline: float = 30.0
    fuzz: FuzzBudget | None = None
    certificates: Path | None = None


def load_contract(path: Path) -> Contract:
    """Return the contract; raises ``UsageError`` with the first finding."""
    try:
        return Contract.load(path)
    except ContractError as error:
        count = len(error.findings)
        more = f" (and {count - 1} more)" if count > 1 else ""
        raise UsageError(f"{error.findings[0]}{more}") from error


def run_suite(options: RunOptions, console: Console) -> ExitCode:
    """Run the suite, print the results and write the reports; return the exit code.

    Raises:
        UsageError: an option is invalid; nothing was run.
    """
    checks = select_checks(all_checks(), options.select, options.skip, options.quick)
    today = datetime.now(UTC).date()
    waivers = Waivers(
        [waiver for path in options.waivers for waiver in read_waivers(path)],
        read_baseline(options.baseline) if options.baseline is not None else (),
        today,
    )
    check_url(options.url)
    server = ServerUnderTest.of(
        ApiClient(
            load_contract(options.document),
            options.url,
            options.credentials,
            transport=HttpTransport(options.deadline, _trust(options.certificates)),
            wait_seconds=options.wait_seconds,
            seed=options.seed,
            certificates=options.certificates,
        )
    )
    fuzz = options.fuzz or (QUICK_FUZZ if options.quick else FuzzBudget())
    plan = RunPlan(checks, options.seed, options.quick, fuzz, waivers)
    try:
        with interruptible():
            aborted = preflight_error(server)
            outcome = (
                _not_run(server, options.seed, aborted)
                if aborted
                else run(server, plan, listener_for(console))
            )
    finally:
        server.client.close()
    with _undisturbed():
        print_outcome(outcome, console)
        if options.report_directory is not None:
            try:
                files = write_reports(outcome, server.client.recorder, options.report_directory)
            except OSError as error:
                raise UsageError(
                    f"{options.report_directory}: cannot be written: {error.strerror}"
                ) from error
            console.print(f"Reports: {files[0].parent}", highlight=False, soft_wrap=True)
    return outcome.exit_code


@contextmanager
def interruptible() -> Iterator[None]:
    """Let SIGTERM interrupt a run as Ctrl-C does, so that what was done is reported."""
    with _on_sigterm(signal.default_int_handler):
        yield


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ignore SIGTERM while the reports are written: it takes a moment."""
    with _on_sigterm(signal.SIG_IGN):
        yield


@contextmanager
def _on_sigterm(handler: Callable[[int, FrameType | None], object] | signal.Handlers) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def check_url(url: str) -> None:
    """Raise ``UsageError`` for a URL without a host, or with credentials in it."""
    try:
        parts = urlsplit(url)
        fit = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        # urlsplit raises it for half an address in brackets and for a port that is not a number.
        raise UsageError("the URL has no valid host, such as https://api.example.com") from None
    if "@" in parts.netloc:
        raise UsageError(
            "the URL contains credentials, which reports would show: put them into --credentials"
        )
    if not fit:
        raise UsageError("the URL must be http or https with a host, and end with the API's base path")


def _trust(certificates: Path | None) -> ssl.SSLContext | bool:
    if certificates is None:
        return True
    try:
        return ssl.create_default_context(cafile=str(certificates))
    except (OSError, ssl.SSLError) as error:
        raise UsageError(f"{certificates}: contains no usable certificates: {error}") from error


def preflight_error(server: ServerUnderTest) -> str:
    """Return in one line why the run cannot start, empty when it can."""
    return server.client.redactor.text(_preflight_error(server))


def _preflight_error(server: ServerUnderTest) -> str:
    try:
        probe = server.client.try_send(HttpRequest("GET", ""), by=None)
        if probe.response is None:
            return f"{server.client.url} cannot be tested: {probe.failure}"
        for key in (server.client.caller, server.client.stranger):
            if key is not None and not key.is_fixed:
                server.client.token(key)
            elif key is not None and (refusal := _refusal(server, key)):
                return f"wrong credentials: {refusal}"
    except CannotCheck as error:
        return f"wrong credentials: {error}"
    except SuiteError as error:
        return str(error)
    except (NoResponse, Skipped) as error:
        return f"{server.client.url} cannot be tested: {error}"
    except KeyboardInterrupt:
        return INTERRUPTED
    return ""


def _refusal(server: ServerUnderTest, key: Credential) -> str:
    """Return in one line that every operation tried refused a key that is sent as it is, else nothing.

    No token endpoint has confirmed such a key.
    """
    readers = [each for each in guarded(server) if each.method == "GET" and "{" not in each.path]
    exchanges = [
        server.client.try_send(HttpRequest("GET", each.path, operation=each), by=key)
        for each in readers[:_READERS_TRIED]
    ]
    if not exchanges or any(each.status != _UNAUTHORISED for each in exchanges):
        return ""
    return f"GET {exchanges[0].request.path} answers {_UNAUTHORISED} to the {key}"


def _not_run(server: ServerUnderTest, seed: int, aborted: str) -> Outcome:
    return Outcome(
        title=server.client.contract.model.title,
        url=server.client.url,
        document=server.client.contract.document.path.name,
        seed=seed,
        started=server.client.clock.now(),
        aborted=aborted,
        exchanges=len(server.client.recorder.exchanges),
    )
