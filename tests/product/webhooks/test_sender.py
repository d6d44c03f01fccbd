"""The sender: one request to the checked address, and a bounded wait for its status."""

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from brainstormmsp.webhooks import DeliveryResponse, NameResolutionError, Sender, Targets
from tests.product.webhooks.receiver import Receiver, Reply

BODY = b'{"type":"client.created"}'


HERE = Targets(allow_private=True)


def post(url: str, targets: Targets = HERE, **arguments: object) -> DeliveryResponse:
    sender = Sender(targets, **arguments)  # type: ignore[arg-type]  # as the test has them
    return asyncio.run(sender.post(url, {"webhook-id": "1", "content-type": "application/json"}, BODY))


class Resolver:
    """Answers with one list after another."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, int]] = []

    async def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append((host, port))
        if not self.answers:
            raise NameResolutionError(host)
        return self.answers.pop(0)


@contextmanager
def raw_server(reply: bytes, hold: float = 0.0) -> Iterator[int]:
    """Answer one connection with these bytes, whatever they are, and close it after ``hold`` seconds."""
    listening = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def answer() -> None:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        with connection:
            received = b""
            while not received.endswith(BODY):
                received += connection.recv(65536)
            connection.sendall(reply)
            stop.wait(hold)

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        stop.set()
        listening.close()
        thread.join(5)


def test_the_request_arrives_whole(endpoint: Receiver) -> None:
    answer = post(endpoint.url)
    assert answer == DeliveryResponse(204)
    assert answer.succeeded
    (received,) = endpoint.requests
    assert (received.method, received.path, received.body) == ("POST", "/hook?from=brainstormmsp", BODY)
    assert received.headers["host"] == f"127.0.0.1:{endpoint.port}"
    assert received.headers["webhook-id"] == "1"
    assert received.headers["content-length"] == str(len(BODY))
    assert "accept-encoding" not in received.headers


@pytest.mark.parametrize(
    ("suffix", "path"), [("", "/"), ("/", "/"), ("?a=%2F", "/?a=%2F"), ("/a%20b", "/a%20b")]
)
def test_the_path_arrives_as_it_was_written(endpoint: Receiver, suffix: str, path: str) -> None:
    post(f"http://127.0.0.1:{endpoint.port}{suffix}")
    assert endpoint.requests[0].path == path


@pytest.mark.parametrize("status", [200, 201, 299])
def test_2xx_succeeds(endpoint: Receiver, status: int) -> None:
    endpoint.reply = Reply(status, b"ok")
    assert post(endpoint.url).succeeded


@pytest.mark.parametrize("status", [301, 302, 307, 308, 400, 404, 410, 500, 503])
def test_nothing_else_does_and_redirects_are_not_followed(
    endpoint: Receiver, other_endpoint: Receiver, status: int
) -> None:
    endpoint.reply = Reply(status, b"no", {"Location": other_endpoint.url, "Retry-After": "7"})
    assert post(endpoint.url) == DeliveryResponse(status, None, "7", b"no")
    assert len(endpoint.requests) == 1
    assert other_endpoint.requests == []


def test_a_private_address_is_refused_when_connecting(endpoint: Receiver) -> None:
    url = f"https://hooks.example:{endpoint.port}/"
    assert post(url, Targets(resolve=Resolver(["127.0.0.1"]))) == DeliveryResponse(error="private_address")
    assert post(url, Targets(resolve=Resolver(["93.184.215.14", "10.0.0.1"]))) == DeliveryResponse(
        error="private_address"
    )
    assert post(f"https://127.0.0.1:{endpoint.port}/", Targets()) == DeliveryResponse(error="private_address")
    assert endpoint.connections == 0


def test_a_name_that_changes_its_mind_changes_nothing(endpoint: Receiver) -> None:
    """DNS rebinding: the checked address is connected to, and the name is not resolved again."""
    resolver = Resolver(["127.0.0.1"], ["192.0.2.1"])
    answer = post(f"http://hooks.example:{endpoint.port}/", Targets(allow_private=True, resolve=resolver))
    assert answer.succeeded
    assert resolver.asked == [("hooks.example", endpoint.port)]
    assert endpoint.requests[0].headers["host"] == f"hooks.example:{endpoint.port}"


def test_the_next_address_is_tried_when_one_does_not_answer(endpoint: Receiver) -> None:
    targets = Targets(allow_private=True, resolve=Resolver(["127.0.0.77", "127.0.0.1"]))
    assert post(f"http://hooks.example:{endpoint.port}/", targets).succeeded


def test_http_is_refused_without_the_setting(endpoint: Receiver) -> None:
    assert post(endpoint.url, Targets()) == DeliveryResponse(error="tls_failed")
    assert endpoint.connections == 0


def test_http_reaches_an_allowed_host_and_no_other(endpoint: Receiver) -> None:
    targets = Targets(allowed_hosts=frozenset({f"127.0.0.1:{endpoint.port}"}))
    assert post(endpoint.url, targets).succeeded
    assert post("http://127.0.0.1:9/", targets) == DeliveryResponse(error="tls_failed")
    assert post(f"https://127.0.0.2:{endpoint.port}/", targets) == DeliveryResponse(error="private_address")


def test_a_name_without_addresses_is_said_to_be_one() -> None:
    assert post("https://hooks.example/", Targets(resolve=Resolver())) == DeliveryResponse(
        error="name_not_resolved"
    )


def test_a_closed_port_is_a_failed_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    assert post(f"http://127.0.0.1:{port}/") == DeliveryResponse(error="connection_failed")


def test_tls_is_verified(tls_endpoint: Receiver, certificate: Path) -> None:
    def through(host: str, context: ssl.SSLContext | None) -> DeliveryResponse:
        targets = Targets(allow_private=True, resolve=Resolver(["127.0.0.1"]))
        return post(f"https://{host}:{tls_endpoint.port}/", targets, ssl_context=context)

    trusting = ssl.create_default_context(cafile=str(certificate))
    assert through("hooks.example", trusting).succeeded
    assert through("other.example", trusting) == DeliveryResponse(error="tls_failed")
    assert through("hooks.example", None) == DeliveryResponse(error="tls_failed")
    assert len(tls_endpoint.requests) == 1


def test_an_endpoint_that_speaks_no_tls_fails_tls(endpoint: Receiver) -> None:
    assert post(f"https://127.0.0.1:{endpoint.port}/") == DeliveryResponse(error="tls_failed")


def test_an_endpoint_that_never_answers_is_waited_for_so_long_and_no_longer(endpoint: Receiver) -> None:
    released = threading.Event()
    endpoint.reply = Reply(after=released)
    started = time.monotonic()
    assert post(endpoint.url, seconds=0.3) == DeliveryResponse(error="timed_out")
    assert time.monotonic() - started < 3
    released.set()


def test_headers_that_trickle_do_not_prolong_the_wait() -> None:
    with raw_server(b"HTTP/1.1 200 OK\r\nX-Slow: ", hold=10) as port:
        assert post(f"http://127.0.0.1:{port}/", seconds=0.3) == DeliveryResponse(error="timed_out")


def test_a_body_that_never_ends_is_not_waited_for_once_the_status_is_there() -> None:
    with raw_server(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbeginning", hold=10) as port:
        assert post(f"http://127.0.0.1:{port}/", seconds=0.3) == DeliveryResponse(
            200, None, None, b"beginning"
        )


def test_a_body_without_measure_is_read_to_a_bound(endpoint: Receiver) -> None:
    endpoint.reply = Reply(500, b"x" * 1_000_000)
    assert len(post(endpoint.url).beginning) == 8192


@pytest.mark.parametrize(
    "reply", [b"", b"SSH-2.0-OpenSSH_9.6\r\n", b"HTTP/1.1 2000 OK\r\n\r\n", b"\x00" * 64]
)
def test_what_is_no_http_is_a_protocol_error(reply: bytes) -> None:
    with raw_server(reply) as port:
        assert post(f"http://127.0.0.1:{port}/") == DeliveryResponse(error="protocol_error")


def test_headers_without_end_are_a_protocol_error() -> None:
    with raw_server(b"HTTP/1.1 200 OK\r\n" + b"X-A: " + b"a" * 300_000) as port:
        assert post(f"http://127.0.0.1:{port}/").status_code is None
