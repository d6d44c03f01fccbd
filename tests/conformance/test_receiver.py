"""The webhook receiver records what arrives, sends its replies, and verifies signatures."""

import hashlib
import hmac
import threading
import time
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import closing
from email.message import Message
from io import BytesIO

import httpx
import pytest

from contractfirst_conformance.clock import RealClock
from contractfirst_conformance.receiver import (
    Arrival,
    EndpointReply,
    RecordingReceiver,
    key_of_secret,
    read_body,
    signature_of,
)

SECRET = "whsec_" + b64encode(bytes(range(32))).decode()


@pytest.fixture
def receiver() -> Iterator[RecordingReceiver]:
    listening = RecordingReceiver("127.0.0.1", RealClock())
    yield listening
    listening.close()


def send(url: str, method: str = "POST", **arguments: object) -> httpx.Response:
    return httpx.request(method, url, trust_env=False, **arguments)  # type: ignore[arg-type]  # as it takes them


def arrival(secret: str = SECRET, **headers: str) -> Arrival:
    given = {"webhook-id": "a", "webhook-timestamp": "1700000000", **headers}
    body = b'{"type": "thing.created", "data": {"id": "1"}}'
    given.setdefault("webhook-signature", signature_of(secret, "a", "1700000000", body))
    return Arrival("POST", "http://a/", tuple(given.items()), body, 0.0, 204)


def test_everything_that_arrives_is_remembered(receiver: RecordingReceiver) -> None:
    endpoint = receiver.endpoint()
    before = time.time()
    assert send(endpoint.url, content=b'{"type": "a"}', headers={"Webhook-Id": "x"}).status_code == 204
    assert send(endpoint.url, "GET").status_code == 204
    first, second = endpoint.arrivals
    assert (first.method, first.id, first.body, first.answered) == ("POST", "x", b'{"type": "a"}', 204)
    assert before <= first.at <= second.at <= time.time()
    assert second.method == "GET"
    assert endpoint.events("a") == [first]


def test_a_body_may_come_in_chunks(receiver: RecordingReceiver) -> None:
    endpoint = receiver.endpoint()

    def chunks() -> Iterator[bytes]:
        yield b'{"type": '
        yield b'"thing.created"}'

    with httpx.Client(trust_env=False) as client:
        assert client.post(endpoint.url, content=chunks()).status_code == 204
    assert endpoint.arrivals[0].body == b'{"type": "thing.created"}'


@pytest.mark.parametrize("octets", [b"", b"zz\r\nabc", b"-1\r\n", b"5\r\nab"])
def test_what_is_no_chunk_ends_the_body(octets: bytes) -> None:
    headers = Message()
    headers["Transfer-Encoding"] = "chunked"
    assert read_body(headers, BytesIO(octets)) in (b"", b"ab")


def test_answers_are_given_in_turn_and_the_last_for_ever(receiver: RecordingReceiver) -> None:
    endpoint = receiver.endpoint(EndpointReply(503, [("Retry-After", "7")]), EndpointReply(410))
    answers = [send(endpoint.url) for _ in range(3)]
    assert [each.status_code for each in answers] == [503, 410, 410]
    assert answers[0].headers["retry-after"] == "7"
    assert [each.answered for each in endpoint.arrivals] == [503, 410, 410]


def test_endpoints_know_nothing_of_each_other_and_strange_paths_are_not_found(
    receiver: RecordingReceiver,
) -> None:
    one, other = receiver.endpoint(EndpointReply(500)), receiver.endpoint()
    assert send(one.url).status_code == 500
    assert send(f"{receiver.origin}/strange").status_code == 404
    assert other.arrivals == []


def test_no_answer_is_a_closed_connection(receiver: RecordingReceiver) -> None:
    endpoint = receiver.endpoint(EndpointReply(0))
    with pytest.raises(httpx.RemoteProtocolError):
        send(endpoint.url)
    (seen,) = endpoint.arrivals
    assert seen.exchange.response is None


def test_an_answer_is_held_back_until_it_is_let_go(receiver: RecordingReceiver) -> None:
    slow = EndpointReply(204, hold_seconds=20)
    endpoint, other = receiver.endpoint(slow), receiver.endpoint()
    answered = threading.Event()

    def wait() -> None:
        send(endpoint.url)
        answered.set()

    waiting = threading.Thread(target=wait)
    waiting.start()
    assert receiver.wait(lambda: bool(endpoint.arrivals), 5)
    assert send(other.url).status_code == 204
    assert not answered.is_set()
    slow.released.set()
    waiting.join(5)
    assert answered.is_set()


def test_waiting_ends_when_the_time_is_over(receiver: RecordingReceiver) -> None:
    started = time.monotonic()
    assert not receiver.wait(lambda: False, 0.1)
    assert 0.1 <= time.monotonic() - started < 2


def test_a_signature_is_that_of_the_standard() -> None:
    body = b'{"test": 2432232314}'
    identifier, stamp = "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330"
    key = b64decode(SECRET.removeprefix("whsec_"))
    signed = hmac.digest(key, f"{identifier}.{stamp}.".encode() + body, hashlib.sha256)
    assert signature_of(SECRET, identifier, stamp, body) == f"v1,{b64encode(signed).decode()}"
    assert signature_of("secret", identifier, stamp, body) == ""


def test_one_right_signature_of_several_is_enough_and_a_wrong_one_is_not() -> None:
    right = arrival().header("webhook-signature")
    assert arrival().signed_with(SECRET)
    assert arrival(**{"webhook-signature": f"v1,{'A' * 43}= {right}"}).signed_with(SECRET)
    assert not arrival(**{"webhook-signature": f"v1,{'A' * 43}="}).signed_with(SECRET)
    assert not arrival(**{"webhook-signature": ""}).signed_with(SECRET)
    assert not arrival(**{"webhook-id": "b"}).signed_with(SECRET)
    assert not arrival().signed_with("whsec_" + b64encode(bytes(32)).decode())
    assert not arrival().signed_with("")


def test_a_doubled_header_is_none() -> None:
    doubled = Arrival("POST", "http://a/", (("Webhook-Id", "a"), ("webhook-id", "b")), b"", 0.0, 204)
    assert doubled.header("webhook-id") is None
    assert doubled.fields == {}


@pytest.mark.parametrize("secret", ["", "whsec_*", "AAAA", "whsec_AAA"])
def test_what_is_no_secret_has_no_key(secret: str) -> None:
    assert key_of_secret(secret) is None


def test_a_receiver_for_ignored_messages_accepts_every_path() -> None:
    """The bodies that register webhooks vary the path of their URL, and deliveries must still succeed."""
    with closing(RecordingReceiver("127.0.0.1", RealClock(), unknown=204)) as receiver:
        assert httpx.post(f"{receiver.origin}/conformance-varied", json={}).status_code == 204
    with closing(RecordingReceiver("127.0.0.1", RealClock())) as receiver:
        assert httpx.post(f"{receiver.origin}/unknown", json={}).status_code == 404
