"""Bodies that break parsers are answered with 400 or 415, never with 500."""

import gzip

import pytest

from tests.engine.server.harness import Running, writer

JSON = {**writer, "Content-Type": "application/json"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"title": NaN}',
        b'{"title": Infinity}',
        b'{"title": "a"} x',
        b'{"title": "\\ud800"}',
        b'{"title": "a", "pages": ' + b"9" * 5000 + b"}",
        b"[" * 1000 + b"]" * 1000,
        b'{"a":' * 1000 + b"1" + b"}" * 1000,
        b"[" * 500_000,
        '{"title": "a"}'.encode("utf-16"),
        '{"title": "a"}'.encode("utf-32"),
        b'\xff{"title": "a"}',
        b"null",
        b'"title"',
    ],
    ids=lambda body: repr(body[:24]),
)
def test_broken_json_is_a_400(library: Running, body: bytes) -> None:
    response = library.ask("POST", "/books", headers=JSON, content=body)
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["errors"]


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "text/plain",
        "application/xml",
        "application/json; charset=utf-16",
        "application/json; charset=iso-8859-1",
        "application",
        "application/jsonx",
    ],
)
def test_body_of_another_type_is_a_415(library: Running, content_type: str | None) -> None:
    headers = dict(writer) if content_type is None else {**writer, "Content-Type": content_type}
    response = library.ask("POST", "/books", headers=headers, content=b'{"title": "a"}')
    assert response.status_code == 415


@pytest.mark.parametrize(
    "content_type", ["application/json", "APPLICATION/JSON", "application/json; charset=UTF-8"]
)
def test_body_of_the_right_type_is_taken(library: Running, content_type: str) -> None:
    headers = {**writer, "Content-Type": content_type}
    assert library.ask("POST", "/books", headers=headers, content=b'{"title": "a"}').status_code == 201


def test_content_coding_is_a_415(library: Running) -> None:
    headers = {**JSON, "Content-Encoding": "gzip"}
    response = library.ask("POST", "/books", headers=headers, content=gzip.compress(b'{"title": "a"}'))
    assert response.status_code == 415
    assert response.headers["Accept-Encoding"] == "identity"


def test_doubled_content_type_is_a_415(library: Running) -> None:
    headers = [*writer.items(), ("Content-Type", "application/json"), ("Content-Type", "text/plain")]
    assert library.ask("POST", "/books", headers=headers, content=b'{"title": "a"}').status_code == 415


@pytest.mark.parametrize(
    "query",
    ["limit=1_000", "limit=%D9%A3", "limit=%00", "limit=1&limit=2", "limit=", "limit=1.5", "limit=0x10"],
)
def test_hostile_parameters_are_refused(library: Running, query: str) -> None:
    response = library.ask("GET", f"/books?{query}", headers=writer)
    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == ["limit"]


def test_all_violations_of_parameters_and_body_are_listed_at_once(library: Running) -> None:
    headers = {**JSON, "Idempotency-Key": "spaces are not allowed"}
    response = library.ask("POST", "/books?extra=1", headers=headers, content=b'{"pages": 0, "weight": 1}')
    assert response.status_code == 400
    places = {error.get("pointer", error.get("parameter")) for error in response.json()["errors"]}
    assert {"extra", "Idempotency-Key", "/pages"} <= places
    assert len(response.json()["errors"]) >= 5
