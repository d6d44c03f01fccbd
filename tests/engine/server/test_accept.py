"""Malformed HTTP is refused, and every well-formed spelling of a body is taken."""

import asyncio
from typing import Any

import pytest

from tests.engine.server.harness import Running, writer
from tests.engine.server.sockets import LiveServer, exchange

PLAIN = [(b"host", b"library.example")]


def ask_raw(running: Running, headers: list[tuple[bytes, bytes]], *, http_version: str = "1.1") -> int:
    """Send headers that no client library would send."""
    scope = {
        "type": "http",
        "http_version": http_version,
        "method": "GET",
        "path": "/shelf/v1/slow",
        "raw_path": b"/shelf/v1/slow",
        "query_string": b"",
        "headers": headers,
        "client": ("192.0.2.1", 1),
        "scheme": "http",
    }
    sent: list[Any] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(running.application(scope, receive, send))
    status: int = sent[0]["status"]
    return status


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [(b"host", b"")],
        [(b"host", b"a"), (b"host", b"a")],
        [(b"host", b"a/b")],
        [(b"host", b"a b")],
        [*PLAIN, (b"content-length", b"3"), (b"content-length", b"3")],
        [*PLAIN, (b"content-length", b"-3")],
        [*PLAIN, (b"content-length", b"+3")],
        [*PLAIN, (b"content-length", b"3, 3")],
        [*PLAIN, (b"content-length", "٣".encode())],
        [*PLAIN, (b"content-length", b"3"), (b"transfer-encoding", b"chunked")],
        [*PLAIN, (b"transfer-encoding", b"gzip, chunked")],
        [*PLAIN, (b"transfer-encoding", b"chunked"), (b"transfer-encoding", b"chunked")],
    ],
)
def test_malformed_framing_is_a_400(library: Running, headers: list[tuple[bytes, bytes]]) -> None:
    assert ask_raw(library, headers) == 400


@pytest.mark.parametrize("host", [b"a", b"a:80", b"[::1]:80", b"192.0.2.1", b"a.example."])
def test_well_formed_hosts_are_taken(library: Running, host: bytes) -> None:
    assert ask_raw(library, [(b"host", host)]) == 200


def test_http_1_0_and_2_need_no_host_header(library: Running) -> None:
    assert ask_raw(library, [], http_version="1.0") == 200
    assert ask_raw(library, [], http_version="2") == 200


@pytest.mark.parametrize(
    "head",
    [
        b"GET /shelf/v1/slow HTTP/1.1\r\n",
        b"GET /shelf/v1/slow HTTP/1.1\r\nHost: a\r\nHost: a\r\n",
        b"POST /shelf/v1/books HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
        b"POST /shelf/v1/books HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n",
        b"GARBAGE\r\n",
    ],
)
def test_malformed_requests_are_400_over_a_socket(live: LiveServer, head: bytes) -> None:
    assert exchange(live.port, head + b"Connection: close\r\n\r\n").startswith(b"HTTP/1.1 400 ")


def test_length_and_coding_together_smuggle_nothing(live: LiveServer) -> None:
    """The coding decides (RFC 9112 section 6.3), so what follows the last chunk is no body of ours."""
    request = (
        b"POST /shelf/v1/books HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer writer\r\n"
        b"Content-Type: application/json\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n"
        b"Connection: close\r\n\r\n0\r\n\r\n"
        b"GET /shelf/v1/slow HTTP/1.1\r\nHost: a\r\n\r\n"
    )
    answer = exchange(live.port, request)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1 ") == 1


def test_length_beyond_the_limit_is_refused_before_the_body_comes(live: LiveServer) -> None:
    request = (
        b"POST /shelf/v1/books HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer writer\r\n"
        b"Content-Type: application/json\r\nContent-Length: 1048577\r\nConnection: close\r\n\r\n"
    )
    assert exchange(live.port, request).startswith(b"HTTP/1.1 413 ")


def test_chunked_body_beyond_the_limit_is_refused_while_it_streams(live: LiveServer) -> None:
    request = (
        b"POST /shelf/v1/books HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer writer\r\n"
        b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    )
    chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    answer = exchange(live.port, request + chunk * 16 + b"1\r\n \r\n")
    assert answer.startswith(b"HTTP/1.1 413 ")


def test_exactly_the_limit_is_taken(library: Running) -> None:
    body = b'{"title": "It"}'
    padded = body + b" " * (1_048_576 - len(body))
    headers = {**writer, "Content-Type": "application/json"}
    assert library.ask("POST", "/books", headers=headers, content=padded).status_code == 201
    assert library.ask("POST", "/books", headers=headers, content=padded + b" ").status_code == 413


def test_body_that_never_comes_is_not_waited_for(library: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contractfirst.server.stages.accept._BODY_SECONDS", 0.05)

    async def never() -> Any:
        yield b'{"title"'
        await asyncio.sleep(3)

    headers = {**writer, "Content-Type": "application/json"}
    response = library.ask("POST", "/books", headers=headers, content=never())
    assert (response.status_code, response.json()["code"]) == (400, "malformed_request")


def test_caller_that_goes_away_half_way_gets_nothing_and_changes_nothing(library: Running) -> None:
    messages = [
        {"type": "http.request", "body": b'{"title"', "more_body": True},
        {"type": "http.disconnect"},
    ]
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "path": "/shelf/v1/books",
        "raw_path": b"/shelf/v1/books",
        "query_string": b"",
        "headers": [*PLAIN, (b"authorization", b"Bearer writer"), (b"content-type", b"application/json")],
        "client": ("192.0.2.1", 1),
    }
    sent: list[Any] = []

    async def receive() -> Any:
        return messages.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(library.application(scope, receive, send))
    assert sent == []
    assert library.backend.shelf == {}
    assert [entry["status"] for entry in library.entries()] == [499]
