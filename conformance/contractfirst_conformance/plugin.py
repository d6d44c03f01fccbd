"""The suite as a pytest plugin: each check is a test, named by its id.

``pytest -p contractfirst_conformance.plugin --conformance-url URL [--conformance-credentials FILE]`` judges a
running server; ``--conformance-local`` starts our own.
"""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from contractfirst_conformance.check import Check, Failure, Verdict, all_checks, select_checks
from contractfirst_conformance.credentials import Credentials
from contractfirst_conformance.errors import ServerGone, SuiteError
from contractfirst_conformance.fuzz_budget import FuzzBudget
from contractfirst_conformance.local import local_server
from contractfirst_conformance.runner import Plan, run_check
from contractfirst_conformance.session import QUICK_FUZZ, approve_url, load_contract, unfitness
from contractfirst_conformance.target import Target
from contractfirst_conformance.terminal import Silence
from contractfirst_conformance.waivers import Waivers, read_waivers

__all__ = ["ConformanceCheck", "PromiseBroken"]

_MOST = 5
_TARGET = pytest.StashKey[Target]()
_PLAN = pytest.StashKey[Plan]()
_STACK = pytest.StashKey[ExitStack]()


class PromiseBroken(Exception):  # noqa: N818 - that is what happened
    """A check failed; ``failures`` say how."""

    def __init__(self, failures: Iterable[Failure]) -> None:
        self.failures = tuple(failures)
        super().__init__("\n\n".join(map(_told, self.failures[:_MOST])))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options, all beginning with ``--conformance``."""
    group = parser.getgroup("conformance", "the conformance suite against a running server")
    group.addoption("--conformance-url", metavar="URL", help="the API's root, with its base path")
    group.addoption("--conformance-local", action="store_true", help="start a server of our own")
    group.addoption("--conformance-credentials", type=Path, metavar="FILE", help="API keys by purpose")
    group.addoption(
        "--conformance-document",
        type=Path,
        default=Path("openapi/brainstormmsp.yaml"),
        metavar="FILE",
        help="the OpenAPI 3.1 document",
    )
    group.addoption("--conformance-seed", type=int, default=1, metavar="N")
    group.addoption("--conformance-select", action="append", default=[], metavar="WORD")
    group.addoption("--conformance-quick", action="store_true", help="fewer cases")
    group.addoption("--conformance-waivers", action="append", default=[], type=Path, metavar="FILE")


def pytest_collection(session: pytest.Session) -> None:
    """Collect the checks beside whatever else is collected.

    Raises:
        pytest.UsageError: an option makes no sense; nothing is run.
    """
    config = session.config
    if not (config.getoption("--conformance-url") or config.getoption("--conformance-local")):
        return
    words = config.getoption("--conformance-select")
    quick = bool(config.getoption("--conformance-quick"))
    try:
        checks = select_checks(all_checks(), words, (), quick)
        waivers = [
            waiver for path in config.getoption("--conformance-waivers") for waiver in read_waivers(path)
        ]
        config.stash[_PLAN] = Plan(
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
    """Adds the checks to the tests that were found."""

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
        result, gone = run_check(self.check, stash[_TARGET], stash[_PLAN], Silence())
        if gone:
            raise ServerGone(gone)
        if result.verdict is Verdict.FAIL:
            raise PromiseBroken(result.failures)
        if result.verdict is Verdict.ERROR:
            raise SuiteError(result.reason)
        if result.verdict is Verdict.SKIP:
            pytest.skip(result.reason)
        if result.verdict is Verdict.WAIVED:
            pytest.xfail("; ".join(sorted({reason for _, reason in result.waived})))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        if isinstance(excinfo.value, PromiseBroken | SuiteError):
            return f"{self.check.title}\n{self.check.source}\n\n{excinfo.value}"
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, None, str]:
        return Path(__file__).parent, None, f"{self.check.id} {self.check.title}"


def _prepare(config: pytest.Config) -> None:
    """Make the one target of this session, the server started if it is our own.

    Raises:
        SuiteError: a file makes no sense, or the server cannot be judged.
    """
    stack = config.stash[_STACK] = ExitStack()
    document = Path(config.getoption("--conformance-document"))
    contract = load_contract(document)
    if config.getoption("--conformance-local"):
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="conformance-")))
        server = stack.enter_context(local_server(directory, document))
        url, credentials = server.url, server.credentials
    else:
        url = str(config.getoption("--conformance-url"))
        approve_url(url)
        file = config.getoption("--conformance-credentials")
        credentials = Credentials.load(file) if file is not None else Credentials()
    target = Target(contract, url, credentials, seed=int(config.getoption("--conformance-seed")))
    stack.callback(target.close)
    if unfit := unfitness(target):
        raise SuiteError(unfit)
    config.stash[_TARGET] = target


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started."""
    if _STACK in config.stash:
        config.stash[_STACK].close()


def _told(failure: Failure) -> str:
    def lines() -> Iterator[str]:
        yield f"{failure.fingerprint}: {failure.explanation}"
        for evidence in failure.evidence[-2:]:
            yield evidence.curl
            yield f"→ {evidence.status or evidence.failure} {evidence.response_body[:500]}"

    return "\n".join(lines())
