"""Planted defects: a sample is killed, each by the check named for it, and nothing fails without them."""

from pathlib import Path

import pytest

from brainstormmsp.command_line.conformance_server import conformance_server
from contractfirst.contract import Contract
from contractfirst_conformance.check import all_checks, select_checks
from contractfirst_conformance.client import ApiClient
from contractfirst_conformance.credentials import Credentials
from contractfirst_conformance.errors import UsageError
from contractfirst_conformance.exchange import HttpRequest, HttpResponse
from contractfirst_conformance.failure import CheckStatus
from contractfirst_conformance.runner import RunPlan, run
from contractfirst_conformance.server_under_test import ServerUnderTest
from contractfirst_conformance.transport import HttpTransport
from defects.campaign import Line
from defects.defect import Defect, InterceptedRequest, all_defects
from defects.execution import Kill, Silent, run_defect
from defects.kill_matrix import PROVEN_IN_PROCESS, KillMatrix
from defects.proxy import served_defect
from defects.schemathesis_comparison import SchemathesisResult, read_schemathesis_results

CONTRACT = Path("openapi/brainstormmsp.yaml")
# One of each area of which a check takes seconds, which those of the matrix and of webhooks do not; `make
# defects` plants them all.
SAMPLE = {
    "body_always_says_400",
    "media_type_is_said_twice",
    "nothing_is_ever_left",
    "put_merges",
    "reads_across",
    "speaks_tls_1_2_too",
    "tag_never_changes",
    "token_in_the_query",
    "undocumented_member",
    "unknown_parameter_ignored",
}


def test_every_defect_names_a_check_and_no_two_share_a_name() -> None:
    known = {check.id for check in all_checks()}
    defects = all_defects()
    assert len({each.name for each in defects}) == len(defects)
    for each in defects:
        assert {each.check, *each.beside} <= known, each.name
        assert each.check not in each.beside, each.name


def test_every_check_has_a_defect_that_it_must_kill() -> None:
    killing = {each.check for each in all_defects()}
    assert {check.id for check in all_checks()} - killing == PROVEN_IN_PROCESS


def test_every_area_has_eight_defects() -> None:
    counts: dict[str, int] = {}
    for each in all_defects():
        counts[each.area] = counts.get(each.area, 0) + 1
    assert counts.keys() == {check.area for check in all_checks()}
    assert min(counts.values()) >= 8, counts


def test_a_sample_is_killed_by_the_checks_named_for_it(tmp_path: Path) -> None:
    with conformance_server(tmp_path, CONTRACT, probes=8) as local:
        credentials = Credentials.parse(local.credentials)
        server = ServerUnderTest.of(ApiClient(Contract.load(CONTRACT), local.url, credentials))
        chosen = [each for each in all_defects() if each.name in SAMPLE]
        kills = [run_defect(each, server) for each in chosen]
        # What fuzzes takes a minute without a defect's small budget: that is for `make defects`.
        checks = [each.check for each in chosen if each.area != "fuzzing"]
        correct = run(server, RunPlan(select_checks(all_checks(), checks)), Silent())
        server.client.close()
    assert {each.name for each in chosen} == SAMPLE
    assert [each.planted.name for each in kills if not each.killed] == []
    assert [each.check.id for each in correct.results if each.status is CheckStatus.FAIL] == []


class Upstream:
    """A transport that answers by itself and remembers what it was sent."""

    def __init__(self, answer: HttpResponse) -> None:
        self.answer = answer
        self.sent: list[tuple[HttpRequest, str]] = []

    def send(self, request: HttpRequest, url: str) -> HttpResponse:
        self.sent.append((request, url))
        return self.answer

    def close(self) -> None:
        """Nothing is open."""


def planted(act: "object" = InterceptedRequest.forward) -> Defect:
    return Defect("planted", "laws", "It is passed on.", "LAW-01", (), act)  # type: ignore[arg-type]  # it is one


def test_a_served_defect_passes_on_what_came_and_answers_what_it_got() -> None:
    answer = HttpResponse(
        200, (("Content-Type", "text/plain"), ("ETag", '"1"'), ("X-Y", "ä")), "größer".encode()
    )
    upstream = Upstream(answer)
    contract = Contract.load(CONTRACT)
    transport = HttpTransport()
    request = HttpRequest(
        "PUT",
        "/clients/a%20b",
        "x=1&x=%C3%A4",
        (("If-Match", '"\x85"'), ("X-Twice", "1"), ("X-Twice", "2")),
        b"{}",
    )
    with served_defect(planted(), contract, "http://honest/api/v1", Credentials(), upstream) as url:
        came = transport.send(request, f"{url}{request.target}")
        again = transport.send(HttpRequest("GET", "/no-such-path"), f"{url}/no-such-path")
    transport.close()
    assert (came.status, came.body, came.header("etag"), came.header("x-y")) == (200, answer.body, '"1"', "ä")
    assert again.status == 200
    sent, where = upstream.sent[0]
    assert where == "http://honest/api/v1/clients/a%20b?x=1&x=%C3%A4"
    assert (sent.method, sent.query, sent.body) == ("PUT", "x=1&x=%C3%A4", b"{}")
    assert sent.operation is contract.operations["replaceClient"]
    assert sent.path_values == {"client_id": "a b"}
    assert [value for name, value in sent.headers if name == "X-Twice"] == ["1", "2"]
    assert sent.header("if-match") == '"\x85"'
    assert upstream.sent[1][0].operation is None


def test_a_served_defect_refuses_what_is_no_http() -> None:
    upstream = Upstream(HttpResponse(204, (), b""))
    transport = HttpTransport()
    with served_defect(
        planted(), Contract.load(CONTRACT), "http://honest/api/v1", Credentials(), upstream
    ) as url:
        broken = transport.send(HttpRequest("GET", "", raw=b"hello\r\n\r\n"), url)
    assert (broken.status, upstream.sent) == (400, [])


def line(name: str, check: str, killed: bool, schemathesis_result: SchemathesisResult | None = None) -> Line:
    defect = Defect(name, "laws", "A | promise.", check, (), InterceptedRequest.forward)
    return Line(
        Kill(defect, killed, (check, "LAW-02") if killed else (), "", 2.0), frozenset(), schemathesis_result
    )


def test_the_kill_matrix_names_survivors_and_checks_that_kill_nothing() -> None:
    checks = select_checks(all_checks(), ["LAW-01", "LAW-02"])
    lines = [
        line("caught", "LAW-01", True, SchemathesisResult(("status_code_conformance", "GET /things"), 4.0)),
        line("missed", "LAW-02", False, SchemathesisResult(None, 20.0)),
    ]
    kill_matrix = KillMatrix(lines, checks, 20.0)
    assert [each.planted.name for each in kill_matrix.survivors] == ["missed"]
    assert kill_matrix.idle == ["LAW-02"]
    assert "laws 1/2" in " ".join(kill_matrix.text().split())
    assert "| `missed` | A \\| promise. | **survives** LAW-02 |" in kill_matrix.markdown()
    assert '"checks_that_kill_nothing": [\n    "LAW-02"' in kill_matrix.json()


def test_what_schemathesis_found_before_is_known_again(tmp_path: Path) -> None:
    found, missed = (
        SchemathesisResult(("not_a_server_error", "GET /things"), 4.0),
        SchemathesisResult(None, 20.0),
    )
    lines = [line("a", "LAW-01", True, found), line("b", "LAW-02", True, missed), line("c", "LAW-02", True)]
    file = tmp_path / "matrix.json"
    file.write_text(KillMatrix(lines, (), 20.0).json())
    assert read_schemathesis_results(file) == {"a": found, "b": missed}
    file.write_text("{}")
    with pytest.raises(UsageError, match="not a matrix"):
        read_schemathesis_results(file)


def test_a_check_that_fails_without_a_defect_proves_nothing() -> None:
    kill = line("caught", "LAW-01", True).kill
    assert Line(kill, frozenset()).proven
    assert not Line(kill, frozenset({"LAW-01"})).proven
    assert Line(kill, frozenset({"LAW-02"})).also == []
