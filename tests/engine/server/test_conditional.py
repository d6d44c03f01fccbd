"""ETag, If-None-Match and If-Match."""

import pytest

from tests.engine.server.harness import Running, reader, writer

BOOK = "/books/00000000-0000-7000-8000-000000000000"


@pytest.fixture
def tag(library: Running) -> str:
    created = library.ask("POST", "/books", headers=writer, json={"title": "It"})
    assert created.status_code == 201
    etag: str = created.headers["ETag"]
    return etag


def test_etag_is_strong_and_the_same_from_create_and_detail(library: Running, tag: str) -> None:
    assert tag.startswith('"')
    assert library.ask("GET", BOOK, headers=reader).headers["ETag"] == tag


@pytest.mark.parametrize("template", ["{}", "W/{}", '"other", {}', '"other" , W/{} , "third"', "*", " * "])
def test_known_representation_is_a_304(library: Running, tag: str, template: str) -> None:
    headers = {**reader, "If-None-Match": template.format(tag)}
    response = library.ask("GET", BOOK, headers=headers)
    assert response.status_code == 304
    assert response.content == b""
    assert response.headers["ETag"] == tag
    assert "RateLimit" in response.headers
    assert "Content-Type" not in response.headers
    assert library.ask("HEAD", BOOK, headers=headers).status_code == 304


@pytest.mark.parametrize("value", ['"other"', 'W/"other"', "nonsense", '""'])
def test_unknown_representation_is_sent(library: Running, tag: str, value: str) -> None:
    response = library.ask("GET", BOOK, headers={**reader, "If-None-Match": value})
    assert response.status_code == 200
    assert response.headers["ETag"] == tag


def test_tags_in_several_header_lines_are_one_list(library: Running, tag: str) -> None:
    headers = [*reader.items(), ("If-None-Match", '"other"'), ("If-None-Match", tag)]
    assert library.ask("GET", BOOK, headers=headers).status_code == 304


def test_absent_resource_is_a_404_even_under_a_star(library: Running) -> None:
    assert library.ask("GET", BOOK, headers={**reader, "If-None-Match": "*"}).status_code == 404


def test_operation_that_documents_no_304_sends_none(library: Running) -> None:
    assert library.ask("GET", "/books", headers={**reader, "If-None-Match": "*"}).status_code == 200


def test_if_match_guards_a_change(library: Running, tag: str) -> None:
    body = {"title": "Changed"}
    stale = library.ask("PUT", BOOK, headers={**writer, "If-Match": '"stale"'}, json=body)
    assert stale.status_code == 412
    fresh = library.ask("PUT", BOOK, headers={**writer, "If-Match": tag}, json=body)
    assert fresh.status_code == 200
    assert fresh.headers["ETag"] != tag
