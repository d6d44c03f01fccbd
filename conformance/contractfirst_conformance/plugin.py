"""The suite as a pytest plugin: each check is a test, named by its id.

``pytest -p contractfirst_conformance.plugin --conformance-document FILE --conformance-url URL
[--conformance-credentials FILE]`` tests a running server; ``--conformance-start COMMAND`` starts one.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from contractfirst_conformance.check import Check, all_checks, select_checks
from contractfirst_conformance.client import ApiClient
from contractfirst_conformance.credentials import Credentials
from contractfirst_conformance.errors import ServerGone, SuiteError, UsageError
from contractfirst_conformance.failure import CheckStatus, Failure
from contractfirst_conformance.fuzz_budget import FuzzBudget
from contractfirst_conformance.runner import RunPlan, run_check
from contractfirst_conformance.server_under_test import ServerUnderTest
from contractfirst_conformance.session import QUICK_FUZZ, check_url, load_contract, preflight_error
from contractfirst_conformance.start import split_command, started_server
from contractfirst_conformance.terminal import QuietListener
from contractfirst_conformance.waivers import Waivers, read_waivers

__all__ = ["CheckFailed", "ConformanceCheck"]

_MOST = 5
_SERVER = pytest.StashKey[ServerUnderTest]()
_PLAN = pytest.StashKey[RunPlan]()
_STACK = pytest.StashKey[ExitStack]()


class CheckFailed(Exception):  # noqa: N818 - a check failed, nothing went wrong here
    """A check failed; ``failures`` say how."""

    def __init__(self, failures: Iterable[Failure]) -> None:
        self.failures = tuple(failures)
        super().__init__("\n\n".join(map(_described, self.failures[:_MOST])))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options, all beginning with ``--conformance``."""
    group = parser.getgroup("conformance", "the conformance suite")
    group.addoption("--conformance-url", metavar="URL", help="the API's root, with its base path")
    group.addoption(
        "--conformance-start",
        metavar="COMMAND",
        help="start a server; it prints its URL and credentials as JSON",
    )
    group.addoption("--conformance-credentials", type=Path, metavar="FILE", help="API keys by purpose")
    group.addoption(
        "--conformance-document",
        type=Path,
        metavar="FILE",
        help="the OpenAPI 3.1 document",
    )
    group.addoption("--conformance-seed", type=int, default=1, metavar="N")
    group.addoption("--conformance-select", action="append", default=[], metavar="WORD")
    group.addoption("--conformance-quick", action="store_true", help="fewer cases")
    group.addoption("--conformance-waivers", action="append", default=[], type=Path, metavar="FILE")


def pytest_collection(session: pytest.Session) -> None:
    """Collect the checks in addition to the other tests.

    Raises:
        pytest.UsageError: an option is invalid; nothing is run.
    """
    config = session.config
    if not (config.getoption("--conformance-url") or config.getoption("--conformance-start")):
        return
    words = config.getoption("--conformance-select")
    quick = bool(config.getoption("--conformance-quick"))
    try:
        checks = select_checks(all_checks(), words, (), quick)
        waivers = [
            waiver for path in config.getoption("--conformance-waivers") for waiver in read_waivers(path)
        ]
        config.stash[_PLAN] = RunPlan(
            checks,
            int(config.getoption("--conformance-seed")),
            quick,
            QUICK_FUZZ if quick else FuzzBudget(),
            Waivers(waivers, (), datetime.now(UTC).date()),
        )
        _prepare(config)
    except SuiteError as error:
        raise pytest.UsageError(str(error)) from error
    config.pluginmanager.register(_Collector(), "conformance-collector")


class _Collector:
    """Adds the checks to the collected tests."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(
        self, session: pytest.Session, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        items.extend(
            ConformanceCheck.from_parent(session, name=f"conformance[{check.id}]", check=check)
            for check in config.stash[_PLAN].checks
        )


class ConformanceCheck(pytest.Item):
    """One check as a test."""

    def __init__(self, *, check: Check, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.check = check

    def runtest(self) -> None:
        stash = self.config.stash
        result, gone = run_check(self.check, stash[_SERVER], stash[_PLAN], QuietListener())
        if gone:
            raise ServerGone(gone)
        if result.status is CheckStatus.FAIL:
            raise CheckFailed(result.failures)
        if result.status is CheckStatus.ERROR:
            raise SuiteError(result.reason)
        if result.status is CheckStatus.SKIP:
            pytest.skip(result.reason)
        if result.status is CheckStatus.WAIVED:
            pytest.xfail("; ".join(sorted({reason for _, reason in result.waived})))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        if isinstance(excinfo.value, CheckFailed | SuiteError):
            return f"{self.check.title}\n{self.check.source}\n\n{excinfo.value}"
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, None, str]:
        return Path(__file__).parent, None, f"{self.check.id} {self.check.title}"


def _prepare(config: pytest.Config) -> None:
    """Make the server under test of this session, started if a command is given.

    Raises:
        SuiteError: a file is invalid, or the server cannot be tested.
    """
    stack = config.stash[_STACK] = ExitStack()
    document = config.getoption("--conformance-document")
    if document is None:
        raise UsageError("pass --conformance-document, the OpenAPI document to test against")
    contract = load_contract(document)
    if config.getoption("--conformance-start"):
        command = split_command(config.getoption("--conformance-start"))
        started = stack.enter_context(started_server(command))
        url, credentials = started.url, started.credentials
    else:
        url = str(config.getoption("--conformance-url"))
        check_url(url)
        file = config.getoption("--conformance-credentials")
        credentials = Credentials.load(file) if file is not None else Credentials()
    server = ServerUnderTest.of(
        ApiClient(contract, url, credentials, seed=int(config.getoption("--conformance-seed")))
    )
    stack.callback(server.client.close)
    if error := preflight_error(server):
        raise SuiteError(error)
    config.stash[_SERVER] = server


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server."""
    if _STACK in config.stash:
        config.stash[_STACK].close()


def _described(failure: Failure) -> str:
    def lines() -> Iterator[str]:
        yield f"{failure.fingerprint}: {failure.explanation}"
        for evidence in failure.evidence[-2:]:
            yield evidence.curl
            yield f"→ {evidence.status or evidence.failure} {evidence.response_body[:500]}"

    return "\n".join(lines())
