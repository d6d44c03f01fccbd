"""The checks of webhooks against the application in process, and against one that errs.

Waiting turns the clock and lets the deliveries work, so that the three days of retries pass in a moment; what
is sent goes over real sockets to the suite's own receiver.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from brainstormmsp.store import Database
from brainstormmsp.webhooks import Sender, Targets, attempt, schedule
from contractfirst.contract import Contract
from contractfirst_conformance.areas import webhook_event_run, webhook_states
from contractfirst_conformance.areas.webhook_changes import ApiChange, bring_about
from contractfirst_conformance.areas.webhook_retry_scenario import RetryScenario
from contractfirst_conformance.areas.webhook_subscriptions import RegisteredWebhook, Subscriptions
from contractfirst_conformance.check import all_checks, select_checks
from contractfirst_conformance.client import ApiClient
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Credentials
from contractfirst_conformance.errors import Skipped
from contractfirst_conformance.exchange import Exchange, HttpRequest, HttpResponse
from contractfirst_conformance.failure import CheckStatus
from contractfirst_conformance.receiver import Arrival, RecordingReceiver
from contractfirst_conformance.runner import RunPlan, run_check
from contractfirst_conformance.server_under_test import ServerUnderTest
from defects.defect import edited
from tests.conformance.product import InProcess, TurnedClock, quiet_listener
from tests.conformance.stub import write_document
from tests.product.handlers.conftest import applications
from tests.product.handlers.harness import CONTRACT, PUBLIC_URL, Api
from tests.product.webhooks.office import Office

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
    """SetClock requests to the application on the loop that it was started on."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.application = api.application

    def send(self, request: HttpRequest, url: str) -> HttpResponse:
        return self.api.runner.run(self._send(request, url))


class SharedProduct:
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
        self.server = ServerUnderTest.of(
            ApiClient(
                api.contract,
                f"{PUBLIC_URL}{api.contract.base_path}",
                Credentials.parse({"server": facts, "organisations": keys}),
                transport=Alone(api),
                clock=WorkingClock(self.office),
                wait_seconds=WAIT,
            )
        )

    def check_status(self, check: str) -> tuple[CheckStatus, str]:
        """Run one check; return its status, and its explanations or reason."""
        (found,) = select_checks(all_checks(), [check])
        result, _ = run_check(found, self.server, RunPlan([found], quick=True), quiet_listener())
        return result.status, "; ".join([result.reason, *(each.explanation for each in result.failures)])

    def close(self) -> None:
        self.server.client.close()
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


def shared_product(make_api: Callable[..., Api]) -> SharedProduct:
    return SharedProduct(make_api(webhook_allowed_hosts=(HOST,), trusted_proxies=("127.0.0.1/32",)))


@pytest.fixture(scope="module")
def correct(make_api: Callable[..., Api]) -> Iterator[SharedProduct]:
    made = shared_product(make_api)
    yield made
    made.close()


@pytest.mark.parametrize("check", WEBHOOKS)
def test_the_product_passes_the_checks_of_webhooks(correct: SharedProduct, check: str) -> None:
    check_status, said = correct.check_status(check)
    assert check_status is CheckStatus.PASS, said


def test_three_days_of_retries_are_checked(correct: SharedProduct) -> None:
    before = correct.server.client.clock.now()
    assert correct.check_status("WH-31") == (CheckStatus.PASS, "")
    assert correct.server.client.clock.now() - before > timedelta(days=3).total_seconds()


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
    ("three days are one", delays(lambda given: tuple(each / 3 for each in given)), "WH-31"),
    ("the last day is a week", delays(lambda given: (*given[:-1], timedelta(days=7))), "WH-31"),
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
    invalid = shared_product(make_api)
    try:
        check_status, said = invalid.check_status(check)
    finally:
        invalid.close()
    assert check_status is CheckStatus.FAIL, said


def test_another_schedule_of_three_days_is_as_good(
    make_api: Callable[..., Api], monkeypatch: pytest.MonkeyPatch
) -> None:
    delays(lambda given: (given[0], *(timedelta(hours=8) for _ in given[1:])))(monkeypatch)
    other = shared_product(make_api)
    try:
        assert other.check_status("WH-31") == (CheckStatus.PASS, "")
    finally:
        other.close()


def test_an_event_of_the_other_organisation_may_reach_its_own_webhook(
    make_api: Callable[..., Api], monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(context: CheckContext, event: str, *, slow: bool) -> ApiChange | None:
        factory, stranger = context.factory, context.client.stranger
        factory.create(context.client.operation("createClient"), by=stranger)
        return bring_about(context, event, slow=slow)

    monkeypatch.setattr(webhook_event_run, "bring_about", busy)
    shared = shared_product(make_api)
    try:
        assert shared.check_status("WH-07")[0] is CheckStatus.PASS
        event_run = webhook_event_run._event_runs[shared.server]
    finally:
        shared.close()
    assert event_run.foreign is not None
    assert event_run.foreign.endpoint.arrivals


class Behind(Alone):
    """Lists deliveries as they were before the last attempt, to the first so many readings of each list."""

    def __init__(self, api: Api, readings: int) -> None:
        super().__init__(api)
        self.left: defaultdict[str, int] = defaultdict(lambda: readings)

    def send(self, request: HttpRequest, url: str) -> HttpResponse:
        response = super().send(request, url)
        if not request.path.endswith("/deliveries") or self.left[request.path] <= 0:
            return response
        self.left[request.path] -= 1
        return edited(response, _before_the_last_attempt)


def _before_the_last_attempt(page: Any) -> Any:
    for item in page["data"]:
        item.update(attempts=item["attempts"][:-1], status="pending", next_attempt_at=item["created_at"])
    return page


@pytest.mark.parametrize(("readings", "check_status"), [(3, CheckStatus.PASS), (1_000, CheckStatus.FAIL)])
def test_a_list_that_is_slightly_behind_is_read_again(
    make_api: Callable[..., Api], readings: int, check_status: CheckStatus
) -> None:
    slow = shared_product(make_api)
    slow.server.client.transport = Behind(slow.office.api, readings)
    try:
        assert slow.check_status("WH-29")[0] is check_status
    finally:
        slow.close()


class SetClock:
    """A clock that stands still between what is waited for."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def now(self) -> float:
        return self.seconds

    monotonic = now

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds


class Deliveries:
    """What a server lists that gives an attempt up at one moment, and whose next one succeeds at another."""

    listing = object()
    family = SimpleNamespace(delete=None)

    def __init__(self, clock: SetClock, given_up: float, succeeded: float) -> None:
        self.clock, self.given_up, self.succeeded = clock, given_up, succeeded

    def deliveries(self, hook: RegisteredWebhook) -> tuple[list[dict[str, Any]], Exchange]:
        now = self.clock.now() - 1_000.0
        attempts: list[dict[str, int]] = [{}] if now >= self.given_up else []
        if now >= self.succeeded:
            attempts.append({"status_code": 204})
        status = "succeeded" if now >= self.succeeded else "pending"
        exchange = Exchange(1, "", HttpRequest("GET", "/"), None, "", self.clock.now(), 0.0)
        return [{"event_id": "1", "status": status, "attempts": attempts}], exchange


NEVER = 1e9
MUTE: dict[str, tuple[float, float, float, float, set[str]]] = {
    "at once": (0, 15, NEVER, 9, set()),
    "an outbox that is polled every two seconds": (2, 17, NEVER, 9, set()),
    "a list that is read late": (0, 15, NEVER, 19, set()),
    "a list that is read after the retry": (0, 15, 21, 25, set()),
    "written down two seconds later": (0, 17.5, NEVER, 9, set()),
    "given up after two seconds": (0, 2, NEVER, 9, {"too early"}),
    "given up 13 s after it came late": (5, 18, NEVER, 18.5, {"too early"}),
    "never given up": (0, NEVER, NEVER, 9, {"too late"}),
    "given up after half a minute": (2, 32, NEVER, 9, {"too late"}),
    "taken for a success": (0, NEVER, 14, 9, {"too late"}),
}


@pytest.mark.parametrize(("arrived", "given_up", "succeeded", "read", "broken"), MUTE.values(), ids=MUTE)
def test_silence_is_timed_from_the_arrival(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arrived: float,
    given_up: float,
    succeeded: float,
    read: float,
    broken: set[str],
) -> None:
    clock = SetClock()
    server = ServerUnderTest.of(
        ApiClient(Contract.load(write_document(tmp_path)), "http://127.0.0.1:9/api", clock=clock)
    )
    subscriptions: Any = Deliveries(clock, given_up, succeeded)
    receiver = RecordingReceiver(HOST, clock)
    scenario = RetryScenario(receiver, subscriptions, "thing.created", receiver.endpoint())
    made = Exchange(1, "", HttpRequest("POST", "/things"), None, "", clock.now(), 0.0)
    hook = scenario.hooks["mute"] = RegisteredWebhook("1", receiver.endpoint(), ("thing.created",), "", made)
    scenario.changes.append(ApiChange("thing.created", made, "7"))
    body = b'{"type": "thing.created", "data": {"id": "7"}}'
    headers = (("webhook-id", "1"),)
    hook.endpoint.add(Arrival("POST", hook.endpoint.url, headers, body, clock.now() + arrived, 204))
    clock.sleep(read)
    scenario.deliveries["mute"] = subscriptions.deliveries(hook)
    monkeypatch.setattr(webhook_states, "retry_scenario_of", lambda context: scenario)
    (found,) = select_checks(all_checks(), ["WH-30"])
    context = CheckContext(found.id, server)
    webhook_states.silence_is_a_failure(context)
    server.client.close()
    assert {each.subject for each in context.failures} == broken


def test_a_contract_without_webhooks_is_skipped(tmp_path: Path) -> None:
    contract = Contract.load(write_document(tmp_path))
    server = ServerUnderTest.of(ApiClient(contract, "http://127.0.0.1:9/api", Credentials.parse({})))
    with pytest.raises(Skipped, match="registers a webhook"):
        Subscriptions.of(server)
    server.client.close()
