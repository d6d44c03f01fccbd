"""What the example promises: it takes what is genuine and nothing else, in twenty lines."""

import inspect
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from brainstormmsp.webhooks import generate_secret
from brainstormmsp.webhooks.signatures import signature

EXAMPLE = Path(__file__).parents[3] / "examples" / "webhook_receiver.py"
SECRET = generate_secret()
BODY = b'{"type":"client.created","timestamp":"2026-11-24T09:30:00.000Z","data":{"id":"7"}}'


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, str(EXAMPLE), str(port)],
        env={**os.environ, "WEBHOOK_SECRET": SECRET},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            break
    yield f"http://127.0.0.1:{port}/"
    process.terminate()
    printed, _ = process.communicate()
    # Two genuine events were sent, one of them twice.
    assert printed.decode().splitlines() == ["2026-11-24T09:30:00.000Z client.created 7"] * 2


def post(url: str, secrets: list[str], message_id: str, *, late: int = 0, body: bytes = BODY) -> int:
    timestamp = int(time.time()) - late
    headers = {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(secrets, message_id, timestamp, BODY),
    }
    return httpx.post(url, headers=headers, content=body).status_code


def test_a_genuine_event_is_taken_and_a_repetition_dropped(url: str) -> None:
    assert post(url, [SECRET], "1") == 204
    assert post(url, [SECRET], "1") == 204


def test_either_signature_of_a_rotation_is_enough(url: str) -> None:
    assert post(url, [generate_secret(), SECRET], "2") == 204


def test_anything_else_is_refused(url: str) -> None:
    assert post(url, [generate_secret()], "3") == 401
    assert post(url, [SECRET], "4", late=301) == 401
    assert post(url, [SECRET], "5", late=-330) == 401
    assert post(url, [SECRET], "6", body=BODY + b" ") == 401
    assert httpx.post(url, content=BODY).status_code == 401


def test_verifying_takes_twenty_lines_at_most() -> None:
    source = EXAMPLE.read_text()
    body = source[source.index("def verify") : source.index("class WebhookReceiver")]
    assert len(inspect.cleandoc(body).splitlines()) <= 20
