"""The outcome of a run, and its reports whatever happens."""

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from contractfirst_conformance.credentials import Credentials
from contractfirst_conformance.errors import UsageError
from contractfirst_conformance.outcome import ExitCode
from contractfirst_conformance.report import FILES
from contractfirst_conformance.session import RunOptions, run_suite
from tests.conformance.stub import KEYED_DOCUMENT, SECRET, TOKEN, stub_server, write_document

CREDENTIALS = Credentials.parse(
    {"organisations": [{"name": "One", "full": {"client_id": "one", "client_secret": SECRET}}]}
)
LOOKING_BACK = ("matrix", "responses", "ERR-01", "ERR-03")


def run_stub(tmp_path: Path, url: str, **wish: object) -> tuple[ExitCode, str, dict[str, str]]:
    """Return the exit code, the output, and the status of each check."""
    output = io.StringIO()
    given = {
        "document": write_document(tmp_path),
        "credentials": CREDENTIALS,
        "select": LOOKING_BACK,
        "report_directory": tmp_path / "report",
        **wish,
    }
    code = run_suite(RunOptions(url=url, **given), Console(file=output, width=200))  # type: ignore[arg-type]  # by the test
    report = json.loads((tmp_path / "report" / "report.json").read_text())
    return code, output.getvalue(), {each["check"]: each["verdict"] for each in report["results"]}


def test_a_correct_server_passes(tmp_path: Path) -> None:
    with stub_server() as stub:
        code, printed, check_statuses = run_stub(tmp_path, stub.url)
    assert code is ExitCode.PASSED, printed
    assert set(check_statuses.values()) == {"pass"}
    assert sorted(path.name for path in (tmp_path / "report").iterdir()) == sorted(FILES)


@pytest.mark.parametrize(
    ("broken", "check"),
    [("body", "RESP-04"), ("undocumented", "RESP-01"), ("status", "ERR-01"), ("echo", "ERR-03")],
)
def test_a_defect_fails_the_check_named_for_it_and_shows_how(tmp_path: Path, broken: str, check: str) -> None:
    with stub_server(broken) as stub:
        code, printed, check_statuses = run_stub(tmp_path, stub.url)
    assert code is ExitCode.FAILED
    assert check_statuses[check] == "fail"
    assert "curl -sS -i" in printed
    summary = (tmp_path / "report" / "summary.md").read_text()
    assert summary.startswith("## Things: The contract is broken.")
    assert f"- **{check}** " in summary


@pytest.mark.parametrize("broken", ["", "echo"])
def test_no_report_holds_a_secret(tmp_path: Path, broken: str) -> None:
    with stub_server(broken) as stub:
        _, printed, _ = run_stub(tmp_path, stub.url)
    for text in (printed, *(path.read_text() for path in (tmp_path / "report").iterdir())):
        assert TOKEN not in text
        assert SECRET not in text


def test_what_is_waived_or_known_from_before_does_not_fail(tmp_path: Path) -> None:
    waivers = tmp_path / "waivers.toml"
    waivers.write_text(
        '[[waivers]]\ncheck = "RESP-*"\nreason = "Mended in the next release."\nuntil = 2999-01-01\n'
    )
    with stub_server("body") as stub:
        assert run_stub(tmp_path, stub.url)[0] is ExitCode.FAILED
        (tmp_path / "report" / "report.json").rename(tmp_path / "earlier.json")
        code, _, check_statuses = run_stub(tmp_path, stub.url, baseline=tmp_path / "earlier.json")
        assert (code, check_statuses["RESP-04"]) == (ExitCode.PASSED, "waived")
        code, _, check_statuses = run_stub(tmp_path, stub.url, waivers=[waivers])
        assert (code, check_statuses["RESP-04"]) == (ExitCode.PASSED, "waived")
        waivers.write_text(waivers.read_text().replace("2999", "1999"))
        assert run_stub(tmp_path, stub.url, waivers=[waivers])[0] is ExitCode.FAILED


def test_a_server_that_does_not_listen_cannot_be_tested(tmp_path: Path) -> None:
    code, printed, check_statuses = run_stub(tmp_path, "http://127.0.0.1:1/api")
    assert code is ExitCode.INCOMPLETE
    assert "Ended early: http://127.0.0.1:1/api cannot be tested: no connection" in printed
    assert check_statuses == {}


def test_wrong_credentials_are_reported_in_a_line(tmp_path: Path) -> None:
    with stub_server("credentials") as stub:
        code, printed, _ = run_stub(tmp_path, stub.url)
    assert code is ExitCode.INCOMPLETE
    assert "Ended early: wrong credentials: the full key of One got no token: 401" in printed


def keyed(
    tmp_path: Path, url: str, secret: str = SECRET, **wish: object
) -> tuple[ExitCode, str, dict[str, str]]:
    """Test an API with a key in a header of its own."""
    credentials = Credentials.parse(
        {"organisations": [{"name": "One", "full": {"headers": {"X-Api-Key": secret}}}]}
    )
    directory = tmp_path / "keyed"
    directory.mkdir()
    document = write_document(directory, KEYED_DOCUMENT)
    return run_stub(tmp_path, url, document=document, credentials=credentials, **wish)


def test_an_api_with_a_key_header_is_tested_with_it(tmp_path: Path) -> None:
    with stub_server() as stub:
        code, printed, check_statuses = keyed(tmp_path, stub.url, select=(*LOOKING_BACK, "authentication"))
    assert code is ExitCode.PASSED, printed
    passed = {check for check, check_status in check_statuses.items() if check_status == "pass"}
    assert passed >= {"AUTH-01", "AUTH-02", "AUTH-08", "RESP-01", "STAT-01"}
    assert check_statuses["AUTH-10"] == "skip"
    assert "is no bearer token: it is sent in X-Api-Key" in printed


def test_an_operation_that_needs_no_key_is_found(tmp_path: Path) -> None:
    with stub_server("open") as stub:
        code, _, check_statuses = keyed(tmp_path, stub.url, select=("AUTH-01",))
    assert (code, check_statuses["AUTH-01"]) == (ExitCode.FAILED, "fail")


def test_the_key_of_a_header_is_not_reported(tmp_path: Path) -> None:
    with stub_server("body") as stub:
        _, printed, check_statuses = keyed(tmp_path, stub.url)
    assert check_statuses["RESP-04"] == "fail"
    assert '-H "X-Api-Key: $TOKEN"' in printed
    for text in (printed, *(path.read_text() for path in (tmp_path / "report").iterdir())):
        assert SECRET not in text


@pytest.mark.parametrize("kind", ["token", "headers"])
def test_a_key_that_is_always_refused_is_wrong_credentials(tmp_path: Path, kind: str) -> None:
    given = {"token": "not-that-one"} if kind == "token" else {"headers": {"X-Api-Key": "not-that-one"}}
    credentials = Credentials.parse({"organisations": [{"name": "One", "full": given}]})
    with stub_server() as stub:
        code, printed, check_statuses = run_stub(tmp_path, stub.url, credentials=credentials)
    assert (code, check_statuses) == (ExitCode.INCOMPLETE, {})
    assert "Ended early: wrong credentials: GET /things answers 401 to the full key of One" in printed


def test_a_response_that_never_ends_times_out(tmp_path: Path) -> None:
    with stub_server("endless") as stub:
        code, printed, _ = run_stub(tmp_path, stub.url, deadline=0.3)
    assert code in (ExitCode.INCOMPLETE, ExitCode.FAILED)
    assert "did not end within" in printed


def test_a_server_that_dies_half_way_leaves_the_report_so_far(tmp_path: Path) -> None:
    with stub_server(stop_after=5) as stub:
        code, printed, check_statuses = run_stub(
            tmp_path, stub.url, select=("errors", "responses"), deadline=2
        )
    assert code in (ExitCode.INCOMPLETE, ExitCode.FAILED)
    assert "Ended early: the server stopped answering" in printed
    assert check_statuses["RESP-04"] == "pass"


def test_an_invalid_document_is_wrong_usage_with_its_position(tmp_path: Path) -> None:
    document = tmp_path / "bad.yaml"
    document.write_text("openapi: 3.0.0\ninfo: {title: x, version: '1'}\npaths: {}\n")
    with pytest.raises(UsageError, match=r"bad\.yaml:1:1: the document is not OpenAPI 3\.1"):
        run_suite(RunOptions(url="http://127.0.0.1:1", document=document), Console(file=io.StringIO()))


@pytest.mark.parametrize("text", ["[[organisations]]\nfull = 1", "x = 1", "not toml"])
def test_a_malformed_credentials_file_is_wrong_usage(tmp_path: Path, text: str) -> None:
    file = tmp_path / "keys.toml"
    file.write_text(text)
    with pytest.raises(UsageError, match=r"keys\.toml"):
        Credentials.load(file)
