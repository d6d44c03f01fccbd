"""From what was asked for to an exit code: load, look whether the server is there, run, report."""

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
from contractfirst_conformance.check import all_checks, select_checks
from contractfirst_conformance.credentials import Credential, Credentials
from contractfirst_conformance.doors import guarded
from contractfirst_conformance.errors import CannotJudge, NoAnswer, Skipped, SuiteError, UsageError
from contractfirst_conformance.exchange import Request
from contractfirst_conformance.fuzz_budget import FuzzBudget
from contractfirst_conformance.outcome import ExitCode, Outcome
from contractfirst_conformance.report import write_reports
from contractfirst_conformance.report.text import print_outcome
from contractfirst_conformance.runner import INTERRUPTED, Plan, run
from contractfirst_conformance.target import Target
from contractfirst_conformance.terminal import watcher
from contractfirst_conformance.transport import HttpTransport
from contractfirst_conformance.waivers import Waivers, read_baseline, read_waivers

__all__ = ["QUICK_FUZZ", "Wish", "approve_url", "conduct", "interruptible", "load_contract", "unfitness"]

_UNAUTHORISED = 401
_READERS_TRIED = 3
QUICK_FUZZ = FuzzBudget(seconds=8, cases=1, phases=("examples", "fuzzing"))


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for; ``url`` ends with the API's base path, times are in seconds."""

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
    """Return the contract; raises ``UsageError`` with the first thing that is wrong with it."""
    try:
        return Contract.load(path)
    except ContractError as error:
        count = len(error.findings)
        more = f" (and {count - 1} more)" if count > 1 else ""
        raise UsageError(f"{error.findings[0]}{more}") from error


def conduct(wish: Wish, console: Console) -> ExitCode:
    """Run the suite as wished, print what it found and write the reports; return the exit code.

    Raises:
        UsageError: a file or a word of the wish makes no sense; nothing was run.
    """
    checks = select_checks(all_checks(), wish.select, wish.skip, wish.quick)
    today = datetime.now(UTC).date()
    waivers = Waivers(
        [waiver for path in wish.waivers for waiver in read_waivers(path)],
        read_baseline(wish.baseline) if wish.baseline is not None else (),
        today,
    )
    approve_url(wish.url)
    target = Target(
        load_contract(wish.document),
        wish.url,
        wish.credentials,
        transport=HttpTransport(wish.deadline, _trust(wish.certificates)),
        wait_seconds=wish.wait_seconds,
        seed=wish.seed,
        certificates=wish.certificates,
    )
    fuzz = wish.fuzz or (QUICK_FUZZ if wish.quick else FuzzBudget())
    plan = Plan(checks, wish.seed, wish.quick, fuzz, waivers)
    try:
        with interruptible():
            aborted = unfitness(target)
            outcome = (
                _unjudged(target, wish.seed, aborted) if aborted else run(target, plan, watcher(console))
            )
    finally:
        target.close()
    with _undisturbed():
        print_outcome(outcome, console)
        if wish.report_directory is not None:
            try:
                files = write_reports(outcome, target.recorder, wish.report_directory)
            except OSError as error:
                raise UsageError(f"{wish.report_directory}: cannot be written: {error.strerror}") from error
            console.print(f"Reports: {files[0].parent}", highlight=False, soft_wrap=True)
    return outcome.exit_code


@contextmanager
def interruptible() -> Iterator[None]:
    """Let SIGTERM break a run off as Ctrl-C does, so that there is a report of what was done."""
    with _on_sigterm(signal.default_int_handler):
        yield


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let no SIGTERM keep the reports of what was done from being written: it takes a moment."""
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


def approve_url(url: str) -> None:
    """Raise ``UsageError`` for a URL that no server stands at, or that holds credentials."""
    try:
        parts = urlsplit(url)
        fit = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        # urlsplit says so of half an address in brackets and of a port that is none.
        raise UsageError("the URL has no host that can be read, such as https://api.example.com") from None
    if "@" in parts.netloc:
        raise UsageError("the URL holds credentials, which reports would show: put them into --credentials")
    if not fit:
        raise UsageError("the URL is http or https with a host, and ends with the API's base path")


def _trust(certificates: Path | None) -> ssl.SSLContext | bool:
    if certificates is None:
        return True
    try:
        return ssl.create_default_context(cafile=str(certificates))
    except (OSError, ssl.SSLError) as error:
        raise UsageError(f"{certificates}: holds no certificates that can be used: {error}") from error


def unfitness(target: Target) -> str:
    """Return in one line why the server cannot be judged, empty when it can."""
    return target.redactor.text(_unfitness(target))


def _unfitness(target: Target) -> str:
    try:
        probe = target.try_send(Request("GET", ""), by=None)
        if probe.response is None:
            return f"{target.url} cannot be judged: {probe.failure}"
        for key in (target.caller, target.stranger):
            if key is not None and not key.is_fixed:
                target.token(key)
            elif key is not None and (refusal := _refusal(target, key)):
                return f"wrong credentials: {refusal}"
    except CannotJudge as error:
        return f"wrong credentials: {error}"
    except SuiteError as error:
        return str(error)
    except (NoAnswer, Skipped) as error:
        return f"{target.url} cannot be judged: {error}"
    except KeyboardInterrupt:
        return INTERRUPTED
    return ""


def _refusal(target: Target, key: Credential) -> str:
    """Return in one line how a key that is sent as it is was refused wherever it was tried, else nothing.

    What such a key is worth nobody has said yet, as a token endpoint says it of others.
    """
    readers = [each for each in guarded(target) if each.method == "GET" and "{" not in each.path]
    exchanges = [
        target.try_send(Request("GET", each.path, operation=each), by=key)
        for each in readers[:_READERS_TRIED]
    ]
    if not exchanges or any(each.status != _UNAUTHORISED for each in exchanges):
        return ""
    return f"GET {exchanges[0].request.path} answers {_UNAUTHORISED} to the {key}"


def _unjudged(target: Target, seed: int, aborted: str) -> Outcome:
    info = target.contract.document.data.get("info")
    return Outcome(
        title=str(info.get("title", "")) if isinstance(info, dict) else "",
        url=target.url,
        document=target.contract.document.path.name,
        seed=seed,
        started=target.clock.now(),
        aborted=aborted,
        exchanges=len(target.recorder.exchanges),
    )
