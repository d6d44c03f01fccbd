"""What a run of the fuzzer is worth that did not come to its end: nothing passes because of it."""

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from contractfirst.contract import Contract
from contractfirst_conformance import fuzzing
from contractfirst_conformance.check import Result, all_checks, select_checks
from contractfirst_conformance.client import ApiClient
from contractfirst_conformance.credentials import CALLER, Credentials
from contractfirst_conformance.exchange import Exchange, HttpRequest, HttpResponse
from contractfirst_conformance.failure import CheckStatus
from contractfirst_conformance.fuzz_budget import FuzzBudget
from contractfirst_conformance.runner import RunPlan, run_check
from contractfirst_conformance.server_under_test import ServerUnderTest
from contractfirst_conformance.terminal import QuietListener
from tests.conformance.stub import SECRET, stub_server, write_document

BUDGET = FuzzBudget(cases=2, phases=("fuzzing",))
KEY = {"client_id": "one", "client_secret": SECRET}


def checked(tmp_path: Path, url: str, *checks: str, certificates: Path | None = None) -> list[Result]:
    credentials = Credentials.parse({"organisations": [{"full": KEY}]})
    chosen = select_checks(all_checks(), checks)
    plan = RunPlan(chosen, fuzz=BUDGET)
    contract = Contract.load(write_document(tmp_path))
    with closing(ApiClient(contract, url, credentials, certificates=certificates)) as client:
        server = ServerUnderTest.of(client)
        return [run_check(each, server, plan, QuietListener())[0] for each in chosen]


def test_requests_without_an_answer_are_found(tmp_path: Path) -> None:
    # Three for the token and the things, then a few of the fuzzer's.
    with stub_server(stop_after=8) as stub:
        first, second = checked(tmp_path, stub.url, "FUZZ-01", "FUZZ-02")
    assert first.status is CheckStatus.FAIL
    assert "no_response" in {failure.subject for failure in first.failures}
    assert second.status is CheckStatus.ERROR


def test_a_server_that_never_answers_the_fuzzer_is_an_error(tmp_path: Path) -> None:
    with stub_server(stop_after=3) as stub:
        first, second = checked(tmp_path, stub.url, "FUZZ-01", "FUZZ-02")
    assert (first.status, second.status) == (CheckStatus.ERROR, CheckStatus.ERROR)
    assert "got no answer at all" in first.reason


def test_the_fuzzer_trusts_the_same_certificates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []

    def noted(command: list[str], **_: object) -> None:
        commands.append(command)
        raise OSError("not started")

    monkeypatch.setattr("contractfirst_conformance.fuzzing.subprocess.Popen", noted)
    with stub_server() as stub:
        checked(tmp_path, stub.url, "FUZZ-01", certificates=tmp_path / "ca.pem")
    (command,) = commands
    assert command[command.index("--tls-verify") + 1] == str(tmp_path / "ca.pem")


def test_a_fuzzer_that_breaks_off_is_not_believed_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError("no room left")

    monkeypatch.setattr(fuzzing, "_start", broken)
    with stub_server() as stub:
        first, second = checked(tmp_path, stub.url, "FUZZ-01", "FUZZ-02")
    assert (first.status, second.status) == (CheckStatus.ERROR, CheckStatus.ERROR)
    assert "no room left" in second.reason


@pytest.mark.parametrize(("client_id", "own"), [("1", ["1"]), ("one", [])])
def test_the_suite_leaves_its_own_keys_alone(tmp_path: Path, client_id: str, own: list[str]) -> None:
    credentials = Credentials.parse({"organisations": [{"full": {**KEY, "client_id": client_id}}]})
    contract = Contract.load(write_document(tmp_path))
    with stub_server() as stub, closing(ApiClient(contract, stub.url, credentials)) as client:
        factory = ServerUnderTest.of(client).factory
        assert factory.own_keys(by=CALLER) == own
        assert factory.listed("thing_id", by=CALLER) == ([] if own else ["1"])


_STATEFUL = """
openapi: 3.1.0
info: {title: Notes, version: '1'}
servers: [{url: 'https://notes.example/api'}]
x-problem-codes:
  window_exceeded: {status: 400, meaning: Too long ago., remedy: Read everything.}
security: [{oauth2: []}]
paths:
  /notes:
    get:
      operationId: listNotes
      responses: {'200': {description: All.}}
  /token:
    post:
      operationId: createToken
      security: [{}, {basic: []}]
      responses: {'200': {description: Yes.}}
  /me:
    get:
      operationId: getMe
      security: [{}, {oauth2: []}]
      responses: {'200': {description: Yes.}}
components:
  securitySchemes:
    basic: {type: http, scheme: basic}
    oauth2:
      type: oauth2
      flows: {clientCredentials: {tokenUrl: 'https://notes.example/api/token', scopes: {}}}
"""


@pytest.fixture
def notes(tmp_path: Path) -> Contract:
    document = tmp_path / "notes.yaml"
    document.write_text(_STATEFUL, "utf-8")
    return Contract.load(document)


def test_access_tokens_are_fuzzed_only_where_they_are_accepted(notes: Contract) -> None:
    """RFC 6749 section 2.3: a client authenticates in one way only."""
    assert fuzzing._identified(notes) == ["listNotes", "getMe"]


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [(400, "window_exceeded", True), (400, "invalid_request", False), (409, "window_exceeded", False)],
)
def test_only_a_documented_code_explains_a_400_to_valid_data(
    notes: Contract, status: int, code: str, expected: bool
) -> None:
    request = HttpRequest("GET", "/notes", operation=notes.operations["listNotes"])
    headers = (("Content-Type", "application/problem+json"),)
    response = HttpResponse(status, headers, json.dumps({"code": code}).encode())
    assert fuzzing._depends_on_state(Exchange(1, "", request, response, "", 0.0, 0.0), notes) is expected


def test_a_client_that_authenticates_twice_may_be_refused() -> None:
    """RFC 6749 section 2.3: a client authenticates in one way only."""
    request = HttpRequest("POST", "/token").with_body(b"client_secret=s", "application/x-www-form-urlencoded")
    assert not fuzzing._authenticates_twice(request)
    assert fuzzing._authenticates_twice(request.with_header("Authorization", "Basic YTpi"))


@pytest.mark.parametrize(("body", "expected"), [(b"a=1&a=2", True), (b"a=1&b=1", False), (b"a=&a", True)])
def test_a_form_that_repeats_an_oauth_parameter_may_be_refused(
    notes: Contract, body: bytes, expected: bool
) -> None:
    """RFC 6749 section 3.2: parameters are sent once only."""
    form = HttpRequest("POST", "/notes", operation=notes.operations["listNotes"])
    form = form.with_body(body, "application/x-www-form-urlencoded")
    assert not fuzzing._repeats_a_parameter(form)
    oauth = replace(notes.operations["listNotes"], problem_format="rfc6749")
    assert fuzzing._repeats_a_parameter(replace(form, operation=oauth)) is expected
