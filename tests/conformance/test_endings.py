"""How a run ends when it does not come to its end, and what is wrong usage before it begins."""

import io
import json
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.console import Console

from contractfirst.contract import Contract
from contractfirst_conformance.check import Check, Result
from contractfirst_conformance.client import ApiClient
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Credentials
from contractfirst_conformance.errors import CannotCheck, UsageError
from contractfirst_conformance.exchange import Exchange, HttpRequest, HttpResponse
from contractfirst_conformance.failure import CheckStatus, Failure
from contractfirst_conformance.family import Family
from contractfirst_conformance.outcome import Outcome
from contractfirst_conformance.report.junit import junit
from contractfirst_conformance.report.machine import machine
from contractfirst_conformance.report.picture import picture
from contractfirst_conformance.resources import ResourcePool
from contractfirst_conformance.runner import RunPlan, run_check
from contractfirst_conformance.server_under_test import ServerUnderTest
from contractfirst_conformance.session import RunOptions, preflight_error, run_suite
from contractfirst_conformance.terminal import QuietListener
from contractfirst_conformance.transport import TransportFailure
from contractfirst_conformance.waivers import Waiver, Waivers, read_waivers
from tests.conformance.scripted import answer, scripted
from tests.conformance.stub import DOCUMENT, SECRET, stub_server, write_document

ALWAYS = Waiver("*", "*", "*", "Known.", date(2999, 1, 1))
LEAK = "a-token-in-a-query"


def check_of(judge: object) -> Check:
    return Check("TST-01", "tests", "A promise", "here", "A page.", judge)  # type: ignore[arg-type]


def checked(directory: Path, judge: object, waivers: list[Waiver]) -> Result:
    server, _ = scripted(directory, lambda query: answer(200, {}))
    plan = RunPlan([], waivers=Waivers(waivers, (), date(2026, 1, 1)))
    return run_check(check_of(judge), server, plan, QuietListener())[0]


def breaks_off(context: CheckContext) -> None:
    context.expect(False, "A promise is broken.", subject="one")
    raise RuntimeError


def cannot_go_on(context: CheckContext) -> None:
    context.expect(False, "A promise is broken.", subject="one")
    raise CannotCheck("there is nothing")


@pytest.mark.parametrize("judge", [breaks_off, cannot_go_on])
def test_a_check_that_broke_off_is_an_error_when_its_failures_are_waived(
    tmp_path: Path, judge: object
) -> None:
    result = checked(tmp_path, judge, [ALWAYS])
    assert (result.status, result.failures, len(result.waived)) == (CheckStatus.ERROR, (), 1)
    assert checked(tmp_path, judge, []).status is CheckStatus.FAIL


class Dead:
    """A server that answers nothing; told as the transport tells it, with what was asked."""

    def send(self, request: HttpRequest, url: str) -> HttpResponse:
        raise TransportFailure(f"no connection to {url}")

    def close(self) -> None:
        """There is nothing to close."""


def dead(directory: Path) -> ServerUnderTest:
    contract = Contract.load(write_document(directory))
    return ServerUnderTest.of(ApiClient(contract, "https://things.example/api", transport=Dead()))


def test_a_server_that_falls_silent_for_good_ends_the_check_and_not_the_run(tmp_path: Path) -> None:
    server = dead(tmp_path)
    server.client.silent = 3  # the check's request is the fourth silence, the look after it the fifth

    def asks(context: CheckContext) -> None:
        context.client.send(HttpRequest("GET", "/things", f"access_token={LEAK}"), by=None)

    result, gone = run_check(check_of(asks), server, RunPlan([]), QuietListener())
    assert result.status is CheckStatus.ERROR
    assert gone.startswith("the server stopped answering")
    assert LEAK not in gone
    assert not server.client.answers()


def test_a_preflight_error_holds_no_secret(tmp_path: Path) -> None:
    server = dead(tmp_path)
    server.client.redactor.learn("things.example")
    assert "things.example" not in preflight_error(server)


@pytest.mark.parametrize(
    ("url", "reported"),
    [
        ("https://user:pw@host/api", "--credentials"),
        ("http://[::1", "no valid host"),
        ("http://host:port/api", "no valid host"),
        ("http:///api", "with a host"),
        ("ftp://host/api", "http or https"),
    ],
)
def test_a_url_that_no_run_can_use_is_wrong_usage(tmp_path: Path, url: str, reported: str) -> None:
    with pytest.raises(UsageError, match=reported) as caught:
        run_suite(RunOptions(url=url, document=write_document(tmp_path)), Console(file=io.StringIO()))
    assert "pw" not in str(caught.value)


def test_a_waiver_ends_with_a_day_and_not_with_a_time(tmp_path: Path) -> None:
    file = tmp_path / "waivers.toml"
    file.write_text('[[waivers]]\ncheck = "A"\nreason = "x"\nuntil = 2027-01-31T00:00:00Z\n')
    with pytest.raises(UsageError, match="without a time"):
        read_waivers(file)


@pytest.mark.parametrize("subject", ["https://[::1]/events", "what?", "a[b", "GET /things?limit=1"])
def test_a_subject_can_be_copied_into_a_waiver(subject: str) -> None:
    failure = Failure("A-01", "It is broken.", "getThing", subject)
    assert Waiver("A-*", "*", subject, "x", date(2999, 1, 1)).covers(failure)
    other = Failure("A-01", "It is broken.", "getThing", f"{subject} else")
    assert not Waiver("A-*", "*", subject, "x", date(2999, 1, 1)).covers(other)


@pytest.mark.parametrize(
    ("key", "server", "reported"),
    [
        ({"client_id": "a", "client_secret": 12345}, {}, "client_secret must be a text"),
        ({"token": 1}, {}, "token must be a text"),
        ({"token": "t", "multiplier": "x"}, {}, "multiplier must be a number"),
        ({"token": "t", "multiplier": True}, {}, "multiplier must be a number"),
        ({"token": "t"}, {"signing_key": 1}, "signing_key must be a text"),
        ({"token": "t"}, {"trusts_forwarded_for": "false"}, "trusts_forwarded_for must be true or false"),
    ],
)
def test_a_credential_of_the_wrong_type_is_wrong_usage(
    key: dict[str, object], server: dict[str, object], reported: str
) -> None:
    with pytest.raises(UsageError, match=reported):
        Credentials.parse({"server": server, "organisations": [{"full": key}]})


def test_a_token_is_requested_by_form_where_the_contract_has_no_json(tmp_path: Path) -> None:
    text = DOCUMENT.replace(
        "content: {application/json: {schema: {type: object}}}\n      resp",
        "content: {application/x-www-form-urlencoded: {schema: {type: object}}}\n      resp",
    )
    credentials = Credentials.parse(
        {"organisations": [{"full": {"client_id": "a b", "client_secret": "s&"}}]}
    )
    server = ServerUnderTest.of(
        ApiClient(
            Contract.load(write_document(tmp_path, text)), "https://x/api", credentials, transport=Dead()
        )
    )
    assert server.client.caller is not None
    for request in (
        server.client.token_client.request(server.client.caller),
        server.factory.request(server.client.operation("createToken"), by=CALLER),
    ):
        assert request.header("content-type") == "application/x-www-form-urlencoded"
        assert request.body == b"client_id=a+b&client_secret=s%26&grant_type=client_credentials"


@pytest.mark.parametrize(
    ("location", "sent"),
    [
        ("https://things.example/api/jobs/1?x=2", "/jobs/1?x=2"),
        ("/api/jobs/1", "/jobs/1"),
        ("https://things.example/jobs/1", "/jobs/1"),
    ],
)
def test_a_location_is_followed_below_the_base_path(tmp_path: Path, location: str, sent: str) -> None:
    server, _ = scripted(tmp_path, lambda query: answer(200, {"status": "completed"}))
    response = HttpResponse(202, (("Location", location),), b"")
    began = Exchange(1, "", HttpRequest("POST", "/jobs"), response, "", 0.0, 0.0, "", "")
    assert server.factory.settled(began, by=None).request.target == sent


def test_a_list_whose_items_have_no_id_cannot_be_checked(tmp_path: Path) -> None:
    server, _ = scripted(tmp_path, lambda query: answer(200, {"data": [{"name": "one"}]}))
    listing = server.client.operation("listThings")
    family = Family("/things", "/things/{thing_id}", "thing_id", list=listing)
    with pytest.raises(CannotCheck, match="have no id"):
        ResourcePool(server.client, server.factory, [listing]).below(family, listing, None, {})


def test_reports_count_an_interrupted_run_and_have_no_notes() -> None:
    outcome = Outcome("ResourcePool", "https://x", "things.yaml", 1, 0.0, aborted="gone")
    root = ElementTree.fromstring(junit(outcome))
    assert (root.get("tests"), root.get("errors")) == ("1", "1")
    assert "notes" not in json.loads(machine(outcome))
    assert "No operation was tried." in picture(outcome)


def test_sigterm_ends_a_run_with_its_report(tmp_path: Path) -> None:
    keys = {"organisations": [{"name": "One", "full": {"client_id": "one", "client_secret": SECRET}}]}
    (tmp_path / "keys.json").write_text(json.dumps(keys))
    words = ["--document", str(write_document(tmp_path)), "--credentials", str(tmp_path / "keys.json")]
    words += ["--report-dir", str(tmp_path / "report"), "--select", "errors", "--select", "authentication"]
    with stub_server("slow") as stub:
        command = [sys.executable, "-m", "brainstormmsp", "conform", "--url", stub.url, *words]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        try:
            until = time.monotonic() + 60
            while stub.answered < 6 and time.monotonic() < until:
                time.sleep(0.02)
            process.send_signal(signal.SIGTERM)
            printed, _ = process.communicate(timeout=60)
        finally:
            process.kill()
            process.wait()
    report = json.loads((tmp_path / "report" / "report.json").read_text())
    assert report["aborted"] == "the run was interrupted", printed
    assert process.returncode == report["exit_code"]
    assert process.returncode in (1, 2)
