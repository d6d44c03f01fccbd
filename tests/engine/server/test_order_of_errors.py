"""404 path → 405 → 401 → 429 → 403 → 413 → 415 → 400 → 404 resource → 409 and 412, pair by pair."""

from typing import Any

import pytest

from tests.engine.server.harness import Running, reader, writer

BOOK = "/books/00000000-0000-7000-8000-000000000000"
JSON = {"Content-Type": "application/json"}
LARGE = b'{"title": "a"}' + b" " * 200

# What a PUT needs to fail in each way, and its status.
FAULTS: dict[int, dict[str, Any]] = {
    401: {"token": None},
    429: {"exhausted": True},
    403: {"token": "reader"},
    413: {"content": LARGE},
    415: {"content_type": "text/plain"},
    400: {"query": "?extra=1"},
    404: {"path": BOOK[:-1] + "9"},
    412: {"if_match": '"other"'},
}
ORDER = list(FAULTS)


def put(library: Running, **faults: Any) -> int:
    library.backend.shelf[BOOK.rsplit("/", 1)[1]] = {"id": BOOK.rsplit("/", 1)[1], "title": "It"}
    token = faults.get("token", "writer")
    if faults.get("exhausted"):
        for _ in range(3):
            library.ask("PUT", BOOK, headers={"Authorization": f"Bearer {token or 'writer'}"})
    headers = {"Content-Type": faults.get("content_type", "application/json")}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    if "if_match" in faults:
        headers["If-Match"] = faults["if_match"]
    path = faults.get("path", BOOK) + faults.get("query", "")
    return library.ask(
        "PUT", path, headers=headers, content=faults.get("content", b'{"title": "New"}')
    ).status_code


@pytest.mark.parametrize("status", ORDER)
def test_each_fault_alone_has_its_status(library: Running, status: int) -> None:
    assert put(library, **FAULTS[status]) == status


@pytest.mark.parametrize(
    ("first", "second"),
    [(a, b) for index, a in enumerate(ORDER) for b in ORDER[index + 1 :] if (a, b) != (401, 403)],
)
def test_of_two_faults_the_earlier_is_told(library: Running, first: int, second: int) -> None:
    assert put(library, **{**FAULTS[second], **FAULTS[first]}) == first


def test_all_faults_at_once_fall_one_by_one(library: Running) -> None:
    for status in ORDER:
        remaining = ORDER[ORDER.index(status) :]
        faults: dict[str, Any] = {}
        for each in reversed(remaining):
            faults.update(FAULTS[each])
        if 401 in remaining:
            faults["token"] = None
        library.clock.advance(3600)
        assert put(library, **faults) == status


def test_unknown_path_comes_before_everything(library: Running) -> None:
    assert library.ask("PATCH", "/nowhere", content=LARGE).status_code == 404


def test_wrong_method_comes_before_the_token(library: Running) -> None:
    response = library.ask("PATCH", BOOK, content=LARGE)
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"}


def test_requests_that_fail_after_the_limiter_still_cost_a_token(library: Running) -> None:
    library.ask("PUT", BOOK, headers=writer)
    library.ask("PUT", BOOK, headers=writer)
    assert library.ask("PUT", BOOK, headers=writer).status_code == 429


def test_requests_without_a_valid_token_cost_nothing(library: Running) -> None:
    for _ in range(5):
        library.ask("PUT", BOOK)
    assert library.ask("PUT", BOOK, headers=reader).status_code == 403
