"""What a mock answers: examples, then values made from schemas, and what ``Prefer`` chooses."""

import pytest

from contractfirst.contract.direction import Direction
from contractfirst.mock.preferences import Preferences, read_preferences
from tests.engine.mock.mocked import Mocked, mock


@pytest.fixture(scope="module")
def shop() -> Mocked:
    return mock()


def test_first_valid_example_is_the_answer(shop: Mocked) -> None:
    response = shop.ask("GET", "/boxes/1")
    assert response.status_code == 200
    assert response.json() == {"id": 7, "colour": "red", "made_at": "2026-01-01T00:00:00Z"}


def test_preferred_example_is_the_answer(shop: Mocked) -> None:
    assert shop.prefer("/boxes/1", "example=large").json()["note"] == "For a piano."


def test_preferred_example_against_the_schema_is_never_sent(shop: Mocked) -> None:
    assert shop.prefer("/boxes/1", "example=broken").status_code == 500


def test_example_that_nobody_wrote_is_told_to_be_missing(shop: Mocked) -> None:
    response = shop.prefer("/boxes/1", "example=medium")
    assert (response.status_code, response.json()["code"]) == (501, "not_implemented")


@pytest.mark.parametrize("code", [404, 503, 200])
def test_preferred_status_is_sent_and_named_by_the_problem(shop: Mocked, code: int) -> None:
    response = shop.prefer("/boxes/1", f"code={code}")
    assert response.status_code == code
    if code >= 400:
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.json()["status"] == code


def test_status_that_is_not_documented_is_told_to_be_missing(shop: Mocked) -> None:
    response = shop.prefer("/boxes/1", "code=418")
    assert response.status_code == 501
    assert "418" in response.json()["detail"]


def test_dynamic_answers_differ_and_are_valid(shop: Mocked) -> None:
    operation = shop.contract.operations["getBox"]
    place = operation.responses["200"].place.child("content", "application/json", "schema")
    schema = shop.contract.schemas.compile(place, Direction.RESPONSE)
    answers = [shop.prefer("/boxes/1", "dynamic=true").json() for _ in range(20)]
    assert all(schema.is_valid(answer) for answer in answers)
    assert len({answer["id"] for answer in answers}) > 1


def test_caller_chooses_the_media_type(shop: Mocked) -> None:
    headers = {"Authorization": "Bearer t", "Accept": "application/json;q=0.1, application/xml"}
    response = shop.ask("GET", "/boxes/1", headers=headers)
    assert response.headers["Content-Type"] == "application/xml"
    assert response.text.startswith("<?xml")
    assert "<colour>red</colour>" in response.text


def test_operation_without_a_name_and_a_status_is_answered(shop: Mocked) -> None:
    response = shop.ask("GET", "/open", headers={})
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/plain"
    assert len(response.text) >= 3


def test_schema_that_admits_nothing_is_named(shop: Mocked) -> None:
    response = shop.ask("GET", "/impossible")
    assert response.status_code == 501
    assert "types exclude each other" in response.json()["detail"]


def test_invalid_requests_are_refused(shop: Mocked) -> None:
    assert shop.ask("GET", "/boxes/none").status_code == 400
    response = shop.ask("POST", "/boxes", json={"colour": "mauve", "size": 3})
    assert response.status_code == 400
    assert {error["pointer"] for error in response.json()["errors"]} == {"/colour", "/size"}
    assert shop.ask("GET", "/nowhere").status_code == 404


def test_same_seed_gives_the_same_answers_whatever_is_asked_first() -> None:
    one, other = mock(seed=3), mock(seed=3)
    other.ask("GET", "/boxes/1/labels")
    other.prefer("/boxes/1", "dynamic=true")
    paths = ["/open", "/boxes/1/labels", "/boxes/1/labels/L-000001"]
    texts = [one.ask("GET", path).text for path in paths]
    assert texts == [other.ask("GET", path).text for path in paths]
    different = mock(seed=4)
    assert texts != [different.ask("GET", path).text for path in paths]


def test_repeated_key_gives_the_first_answer_again(shop: Mocked) -> None:
    headers = {"Authorization": "Bearer t", "Idempotency-Key": "once"}
    first = shop.ask("POST", "/boxes", headers=headers, json={"colour": "red"})
    again = shop.ask("POST", "/boxes", headers=headers, json={"colour": "red"})
    assert again.content == first.content
    assert again.headers["Idempotency-Replayed"] == "true"
    assert shop.ask("POST", "/boxes", headers=headers, json={"colour": "blue"}).status_code == 422


@pytest.mark.parametrize(
    ("field", "read"),
    [
        ("code=404", Preferences(code=404)),
        ('example="two words", dynamic=false', Preferences(example="two words")),
        ("respond-async, code=201; dynamic", Preferences(code=201, dynamic=True)),
        ("code=abc, ,;=", Preferences()),
        ("Dynamic = true", Preferences(dynamic=True)),
    ],
)
def test_preferences_are_read_as_rfc_7240_has_them(field: str, read: Preferences) -> None:
    assert read_preferences(field) == read
