"""The checks of webhooks against the application in process, and against one that errs.

Waiting turns the clock and lets the deliveries work, so that the three days of retries pass in a moment; what
is sent goes over real sockets to the suite's own receiver.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from brainstormmsp.contract import Contract
from brainstormmsp.store import Database
from brainstormmsp.webhooks import Sender, Targets, attempt, schedule
from conformance.areas.webhook_subscriptions import Subscriptions
from conformance.check import Verdict, all_checks, select_checks
from conformance.credentials import Credentials
from conformance.errors import Skipped
from conformance.exchange import Request, Response
from conformance.runner import Plan, run_check
from conformance.target import Target
from tests.conformance.product import InProcess, TurnedClock, watcher_of_nothing
from tests.conformance.stub import write_document
from tests.handlers.conftest import applications
from tests.handlers.harness import CONTRACT, PUBLIC_URL, Api
from tests.webhooks.office import Office

HOST = "127.0.0.1"
WAIT = 10_000_000.0
# An endpoint that keeps an attempt waiting keeps it for so long, by the machine's own clock.
PATIENCE = 0.3
# These need attempts that take as long as they take.
ON_THE_WIRE = {"WH-27", "WH-30"}
WEBHOOKS = [each.id for each in all_checks() if each.area == "webhooks" and each.id not in ON_THE_WIRE]


class WorkingClock(TurnedClock):
    """Waiting turns the clock and lets jobs and deliveries work."""

    def __init__(self, office: Office) -> None:
        super().__init__(office.api.clock)
        self.office = office
        self.worker = office.api.worker()

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        self.worker.run_due()
        for _ in range(20):
            now = self.office.api.clock.now()
            if self.office.dispatcher.tick(now) != now:
                return


class Alone(InProcess):
    """Hands requests to the application on the loop that it was started on."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.application = api.application

    def send(self, request: Request, url: str) -> Response:
        return self.api.runner.run(self._send(request, url))


class Sitting:
    """An application, its deliveries and the suite's view of both."""

    def __init__(self, api: Api) -> None:
        self.office = Office(api)
        targets = Targets(resolve=api._resolve, allowed_hosts=frozenset({HOST}))
        self.office.dispatcher = self.office.make_dispatcher(Sender(targets, seconds=PATIENCE))
        keys = [
            {"full": {"client_id": key.client_id, "client_secret": key.secret, "multiplier": 1}, "name": name}
            for name, key in (("One", api.home.both), ("Two", api.other.both))
        ]
        facts = {"trusts_forwarded_for": True, "webhook_host": HOST}
        self.target = Target(
            api.contract,
            f"{PUBLIC_URL}{api.contract.base_path}",
            Credentials.parse({"server": facts, "organisations": keys}),
            transport=Alone(api),
            clock=WorkingClock(self.office),
            wait_seconds=WAIT,
        )

    def verdict(self, check: str) -> tuple[Verdict, str]:
        """Run one check; return what came of it and what it said."""
        (found,) = select_checks(all_checks(), [check])
        result, _ = run_check(found, self.target, Plan([found], quick=True), watcher_of_nothing())
        return result.verdict, "; ".join([result.reason, *(each.explanation for each in result.failures)])

    def close(self) -> None:
        self.target.close()
        self.office.close()


@pytest.fixture(scope="module")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "empty.db"
    Database.open(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="module")
def make_api(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Api]]:
    folder = tmp_path_factory.mktemp("sittings")
    yield from applications(Contract.load(CONTRACT), empty_database, folder)


def sitting(make_api: Callable[..., Api]) -> Sitting:
    return Sitting(make_api(webhook_allowed_hosts=(HOST,), trusted_proxies=("127.0.0.1/32",)))


@pytest.fixture(scope="module")
def honest(make_api: Callable[..., Api]) -> Iterator[Sitting]:
    made = sitting(make_api)
    yield made
    made.close()


@pytest.mark.parametrize("check", WEBHOOKS)
def test_the_product_keeps_what_it_promises_of_webhooks(honest: Sitting, check: str) -> None:
    verdict, said = honest.verdict(check)
    assert verdict is Verdict.PASS, said


def test_three_days_of_retries_are_judged(honest: Sitting) -> None:
    before = honest.target.clock.now()
    assert honest.verdict("WH-31") == (Verdict.PASS, "")
    assert honest.target.clock.now() - before > timedelta(days=3).total_seconds()


Patch = Callable[[pytest.MonkeyPatch], None]


def delays(change: Callable[[tuple[timedelta, ...]], tuple[timedelta, ...]]) -> Patch:
    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        changed = change(schedule.DELAYS)
        monkeypatch.setattr(schedule, "DELAYS", changed)
        monkeypatch.setattr(schedule, "ATTEMPTS", len(changed))

    return patch


def replaced(owner: Any, name: str, value: Any) -> Patch:
    return lambda monkeypatch: monkeypatch.setattr(owner, name, value)


DEFECTS: list[tuple[str, Patch, str]] = [
    ("nine attempts", delays(lambda given: given[:-1]), "WH-31"),
    ("eleven attempts", delays(lambda given: (*given, given[-1])), "WH-31"),
    (
        "half an hour is twenty minutes",
        delays(lambda given: tuple(timedelta(minutes=20) if each == given[3] else each for each in given)),
        "WH-31",
    ),
    ("jitter of half", replaced(schedule, "_JITTER", 0.5), "WH-31"),
    ("never disabled", replaced(attempt, "disable_webhook", lambda *_: False), "WH-31"),
    ("gone is not disabled", replaced(attempt, "disable_webhook", lambda *_: False), "WH-28"),
    ("Retry-After not read", replaced(attempt, "parse_retry_after", lambda *_: None), "WH-24"),
    ("no rules for targets", replaced(Targets, "exempts", lambda *_: True), "WH-42"),
    ("no rules for disguises", replaced(Targets, "exempts", lambda *_: True), "WH-43"),
    ("no rule for schemes", replaced(Targets, "exempts", lambda *_: True), "WH-44"),
    ("no rules for replacing", replaced(Targets, "exempts", lambda *_: True), "WH-45"),
]


@pytest.mark.parametrize(
    ("patch", "check"), [each[1:] for each in DEFECTS], ids=[f"{name} {check}" for name, _, check in DEFECTS]
)
def test_an_application_that_errs_fails_the_check_named_for_it(
    make_api: Callable[..., Api], monkeypatch: pytest.MonkeyPatch, patch: Patch, check: str
) -> None:
    patch(monkeypatch)
    faulty = sitting(make_api)
    try:
        verdict, said = faulty.verdict(check)
    finally:
        faulty.close()
    assert verdict is Verdict.FAIL, said


def test_a_contract_without_webhooks_has_nothing_to_judge(tmp_path: Path) -> None:
    contract = Contract.load(write_document(tmp_path))
    target = Target(contract, "http://127.0.0.1:9/api", Credentials.parse({}))
    with pytest.raises(Skipped, match="registers a webhook"):
        Subscriptions.of(target)
    target.close()
