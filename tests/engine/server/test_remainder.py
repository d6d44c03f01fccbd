"""Bodies that the answer does not need: the answer arrives, and the connection's next request too."""

import socket
import time
from collections.abc import Iterator

import pytest

from contractfirst.server.stages.remainder import MOST_BYTES
from tests.engine.server.sockets import LiveServer, exchange, serve_library

NEXT = b"GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"


@pytest.fixture(scope="module")
def live() -> Iterator[LiveServer]:
    with serve_library() as server:
        yield server


def post(framing: str, *headers: str) -> bytes:
    lines = ["POST /shelf/v1/books HTTP/1.1", "Host: a", "Content-Type: application/json", framing, *headers]
    return "\r\n".join([*lines, "", ""]).encode()


def in_two_parts(port: int, head: bytes, rest: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(head)
        time.sleep(0.1)
        connection.sendall(rest)
        received = b""
        while part := connection.recv(65536):
            received += part
        return received


def test_a_body_that_comes_after_its_refusal_does_not_break_the_connection(live: LiveServer) -> None:
    answers = in_two_parts(live.port, post("Content-Length: 2"), b"{}" + NEXT)
    assert answers.startswith(b"HTTP/1.1 401 ")
    assert b"HTTP/1.1 200 " in answers


def test_a_chunked_body_that_is_refused_does_not_break_the_connection(live: LiveServer) -> None:
    answers = in_two_parts(live.port, post("Transfer-Encoding: chunked"), b"2\r\n{}\r\n0\r\n\r\n" + NEXT)
    assert answers.startswith(b"HTTP/1.1 401 ")
    assert b"HTTP/1.1 200 " in answers


def test_a_body_that_is_too_large_is_told_so_and_the_connection_lives(live: LiveServer) -> None:
    size = 2_000_000
    head = post(f"Content-Length: {size}", "Authorization: Bearer writer")
    answers = in_two_parts(live.port, head, b" " * size + NEXT)
    assert answers.startswith(b"HTTP/1.1 413 ")
    assert b"HTTP/1.1 200 " in answers


def test_the_connection_is_said_to_end_where_the_body_is_not_worth_its_reading(live: LiveServer) -> None:
    head = post(f"Content-Length: {MOST_BYTES + 1}", "Authorization: Bearer writer")
    answer = exchange(live.port, head).lower()
    assert answer.startswith(b"http/1.1 413 ")
    assert b"\r\nconnection: close\r\n" in answer


def test_a_caller_that_asks_before_it_sends_gets_the_refusal_alone(live: LiveServer) -> None:
    head = post("Content-Length: 2000000", "Authorization: Bearer writer", "Expect: 100-continue")
    answer = exchange(live.port, head).lower()
    assert answer.startswith(b"http/1.1 413 ")
    assert b"\r\nconnection: close\r\n" in answer
    assert b"100 continue" not in answer


def test_a_body_that_is_needed_is_asked_for(live: LiveServer) -> None:
    body = b'{"title": "It"}'
    head = post(f"Content-Length: {len(body)}", "Authorization: Bearer writer", "Expect: 100-continue")
    answers = in_two_parts(live.port, head, body + NEXT)
    assert answers.startswith(b"HTTP/1.1 100 ")
    assert b"HTTP/1.1 201 " in answers


def test_a_caller_that_stops_half_way_still_gets_the_refusal(live: LiveServer) -> None:
    answer = exchange(live.port, post("Content-Length: 2") + b"{").lower()
    assert answer.startswith(b"http/1.1 401 ")
    assert b"\r\nconnection: close\r\n" in answer


@pytest.mark.parametrize(("headers", "status"), [((), 401), (("Authorization: Bearer writer",), 400)])
def test_malformed_chunks_are_the_callers_fault(
    live: LiveServer, headers: tuple[str, ...], status: int
) -> None:
    answer = exchange(live.port, post("Transfer-Encoding: chunked", *headers) + b"zz\r\n{}\r\n").lower()
    assert answer.startswith(f"http/1.1 {status} ".encode())
    assert b"application/problem+json" in answer
    assert b"\r\nx-request-id: " in answer
    assert b"\r\nconnection: close\r\n" in answer


def test_a_caller_that_leaves_amid_chunks_harms_nobody(live: LiveServer) -> None:
    with socket.create_connection(("127.0.0.1", live.port), timeout=5) as connection:
        connection.sendall(post("Transfer-Encoding: chunked", "Authorization: Bearer writer") + b"2\r\n{")
    assert exchange(live.port, NEXT).startswith(b"HTTP/1.1 200 ")
    assert "Traceback" not in live.errors.read_text()
