"""What the caller is told when something goes wrong, and what it is not."""

import json
import logging
from datetime import UTC, datetime

import pytest

from contractfirst.contract.exchange import EncodedResponse
from contractfirst.contract.problems import BadRequest, Forbidden, Problem, Violation
from contractfirst.server.problem_documents import ProblemDocuments
from contractfirst.server.problem_pages import ProblemPages
from contractfirst.server.request_state import RequestState
from tests.engine.server.harness import Running, reader, writer

MEMBERS = {"type", "title", "status", "detail", "instance", "code", "request_id"}


def test_problem_has_every_member_and_its_type_resolves(library: Running) -> None:
    response = library.ask("GET", "/books/00000000-0000-7000-8000-000000000000?", headers=reader)
    problem = response.json()
    assert set(problem) == MEMBERS
    assert problem == {
        "type": "https://library.example/docs/errors/not_found",
        "title": "Not Found",
        "status": 404,
        "detail": "There is no such book.",
        "instance": "/shelf/v1/books/00000000-0000-7000-8000-000000000000",
        "code": "not_found",
        "request_id": response.headers["X-Request-Id"],
    }
    page = library.ask_outside("GET", problem["type"].removeprefix("https://library.example"))
    assert page.status_code == 200


def test_instance_leaves_the_query_out(library: Running) -> None:
    response = library.ask("GET", "/books?secret=hunter2", headers=reader)
    assert "hunter2" not in response.text
    assert response.json()["instance"] == "/shelf/v1/books"


def test_unexpected_exception_tells_nothing_and_is_logged_under_the_request_id(
    library: Running, caplog: pytest.LogCaptureFixture
) -> None:
    response = library.ask("GET", "/odd/boom", headers={"X-Request-Id": "request-42"})
    assert response.status_code == 500
    problem = response.json()
    assert problem["request_id"] == "request-42"
    assert "hunter2" not in response.text
    assert "RuntimeError" not in response.text
    [record] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert record.__dict__["request_id"] == "request-42"
    assert record.exc_info is not None
    assert record.exc_info[0] is RuntimeError


@pytest.mark.parametrize(
    "how",
    [
        "wrong-body",
        "wrong-header",
        "missing-header",
        "undocumented-status",
        "undocumented-problem",
        "no-response",
    ],
)
def test_response_against_the_contract_is_a_logged_500_and_never_sent(
    library: Running, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    response = library.ask("GET", f"/odd/{how}")
    assert response.status_code == 500
    assert response.json()["code"] == "internal_error"
    assert "X-Count" not in response.headers
    ours = [record.levelno for record in caplog.records if record.name.startswith("contractfirst")]
    assert ours == [logging.ERROR]
    assert "readOddly" in caplog.text


@pytest.mark.parametrize("how", ["wrong-body", "undocumented-status", "boom"])
def test_failed_write_leaves_nothing_behind(library: Running, how: str) -> None:
    assert library.ask("POST", f"/odd/{how}").status_code == 500
    assert library.backend.shelf == {}
    assert library.ask("POST", "/odd/well").status_code == 204
    assert list(library.backend.shelf) == ["well"]


def test_token_endpoint_answers_as_oauth_asks(library: Running) -> None:
    wrong_grant = library.ask("POST", "/tokens", json={"grant_type": "password"})
    assert wrong_grant.status_code == 400
    assert wrong_grant.json()["error"] == "unsupported_grant_type"
    invalid = library.ask("POST", "/tokens", json={})
    assert (invalid.status_code, invalid.json()["error"]) == (400, "invalid_request")
    assert "grant_type" in invalid.json()["error_description"]
    library.clock.advance(60)
    wrong_secret = library.ask("POST", "/tokens", json={"grant_type": "client_credentials"})
    assert (wrong_secret.status_code, wrong_secret.json()["error"]) == (401, "invalid_client")
    assert wrong_secret.headers["WWW-Authenticate"] == 'Basic realm="A library"'
    for response in (wrong_grant, invalid, wrong_secret):
        assert set(response.json()) == {"error", "error_description"}
        assert response.headers["Content-Type"] == "application/json"
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Pragma"] == "no-cache"
        assert "X-Request-Id" in response.headers


def test_token_endpoint_takes_forms(library: Running) -> None:
    form = "grant_type=client_credentials&client_id=a&client_secret=right"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert library.ask("POST", "/tokens", headers=headers, content=form).status_code == 200


def test_token_endpoint_refuses_a_doubled_authorization_header(library: Running) -> None:
    headers = [("Authorization", "Basic eDp5"), ("Authorization", "Basic eDp6")]
    response = library.ask("POST", "/tokens", headers=headers, json={"grant_type": "client_credentials"})
    assert (response.status_code, response.json()["error"]) == (400, "invalid_request")


def test_other_statuses_of_the_token_endpoint_are_problems(library: Running) -> None:
    response = library.ask("POST", "/tokens", content=b"x", headers={"Content-Type": "text/plain"})
    assert response.status_code == 415
    assert response.headers["Content-Type"] == "application/problem+json"


def _encode(problem: Problem) -> EncodedResponse:
    scope = {"method": "GET"}

    async def receive() -> dict[str, object]:
        raise AssertionError("not asked for")

    state = RequestState(scope, receive, 0, datetime(2026, 1, 1, tzinfo=UTC))
    documents = ProblemDocuments("https://a.example", "A", ProblemPages())
    return documents.of(state, problem)


def _render(problem: Problem) -> dict[str, object]:
    document: dict[str, object] = json.loads(_encode(problem).body)
    return document


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (
            Forbidden("Not that."),
            'Bearer realm="A", error="insufficient_scope", error_description="Not that."',
        ),
        (Forbidden("Not from there.", code="address_not_allowed"), 'Bearer realm="A"'),
    ],
)
def test_a_handlers_403_has_a_challenge(problem: Problem, expected: str) -> None:
    """RFC 6750 section 3.1: only a missing scope has an error code there."""
    assert dict(_encode(problem).headers)["WWW-Authenticate"] == expected


def test_a_flood_of_violations_does_not_make_a_flood_of_errors() -> None:
    errors = [Violation("type", "It must be text.", pointer=f"/{index}") for index in range(5000)]
    document = _render(BadRequest("No.", errors=errors))
    assert len(document["errors"]) == 1000  # type: ignore[arg-type]  # it is a list
    assert document["detail"] == "No. 4000 more are omitted."


@pytest.mark.parametrize("presented", ["abcdefgh", "A-b_c.d0", "x" * 128])
def test_well_formed_request_id_is_echoed(library: Running, presented: str) -> None:
    response = library.ask("GET", "/books", headers={**writer, "X-Request-Id": presented})
    assert response.headers["X-Request-Id"] == presented


@pytest.mark.parametrize("presented", ["short", "x" * 129, "with space", "semi;colon", "slash/slash", ""])
def test_other_request_ids_are_replaced_by_a_uuid_v7(library: Running, presented: str) -> None:
    response = library.ask("GET", "/books", headers={**writer, "X-Request-Id": presented})
    chosen = response.headers["X-Request-Id"]
    assert chosen[14] == "7"
    assert chosen[19] in "89ab"
    assert len(chosen) == 36


def test_own_request_ids_sort_by_time_and_differ(library: Running) -> None:
    chosen = []
    for _ in range(5):
        chosen.append(library.ask("GET", "/odd/well").headers["X-Request-Id"])
        library.clock.advance(0.002)
    assert chosen == sorted(chosen)
    assert len(set(chosen)) == 5
