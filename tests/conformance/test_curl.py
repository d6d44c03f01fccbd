"""The line that repeats a request: run by a shell it sends the same bytes, and it contains no secret."""

import os
import shutil
import subprocess
import threading
from base64 import b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contractfirst_conformance.curl import curl_line
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.redaction import Redactor

TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJvbmUifQ.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg"
SECRET = "a-client-secret-of-the-tests-0123456789"
VARIABLES = {"TOKEN": TOKEN, "SECRET": SECRET}
needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl on this machine")

Sent = tuple[str, str, list[tuple[str, str]], bytes]


def line(
    request: HttpRequest, origin: str = "http://127.0.0.1:1", *, identifying: tuple[str, ...] = ()
) -> str:
    exchange = Exchange(1, "", request, None, origin + request.target, 0.0, 0.0)
    return curl_line(exchange, Redactor([TOKEN, SECRET], identifying))


def shell(text: str) -> bytes:
    environment = {**os.environ, **VARIABLES}
    done = subprocess.run(["sh", "-c", text], env=environment, capture_output=True, check=True, timeout=30)
    return done.stdout


@pytest.fixture(scope="module")
def seen() -> Iterator[tuple[str, list[Sent]]]:
    """A server that remembers what arrives: its origin, and the requests."""
    requests: list[Sent] = []

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            requests.append((self.command, self.path, list(self.headers.items()), body))
            self.send_response(204)
            self.end_headers()

        do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = handle_any

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", requests
    server.shutdown()
    thread.join()
    server.server_close()


def repeated(seen: tuple[str, list[Sent]], request: HttpRequest, **named: Any) -> Sent:
    origin, requests = seen
    requests.clear()
    shell(line(request, origin, **named))
    (sent,) = requests
    return sent


def require_same(request: HttpRequest, sent: Sent) -> None:
    method, path, headers, body = sent
    assert (method, path, body) == (request.method, request.target, request.body or b"")
    for name, value in request.headers:
        assert (name.lower(), value) in [(each.lower(), text) for each, text in headers]
    if request.header("content-type") is None:
        assert "content-type" not in {name.lower() for name, _ in headers}


JSON = (("Content-Type", "application/json"),)


@needs_curl
@pytest.mark.parametrize(
    "request_",
    [
        HttpRequest("GET", "/things", "a%5B%5D=c&x=a[b]{c,d}"),
        HttpRequest("HEAD", "/things"),
        HttpRequest("GET", "/%2e%2e/x"),
        HttpRequest("GET", "/a/../b//c"),
        HttpRequest("DELETE", "/things/1", headers=(("Authorization", f"Bearer {TOKEN}"),)),
        HttpRequest("GET", "/things", headers=(("Authorization", f'Bearer "{TOKEN}"'),)),
        HttpRequest("GET", "/things", headers=(("Authorization", f"Bearer {TOKEN} {TOKEN}"),)),
        HttpRequest("GET", "/things", headers=(("Authorization", ""),)),
        HttpRequest("GET", "/things", headers=(("Authorization", "Bearer forged.forged.forged"),)),
        HttpRequest("GET", "/things", f"access_token={TOKEN}"),
        HttpRequest("POST", "/things", body=b"{", headers=()),
        HttpRequest("POST", "/things", body=b"@/etc/passwd", headers=JSON),
        HttpRequest("POST", "/things", body=b'{"a": "it\'s $HOME `x` \\" !"}\n\n', headers=JSON),
        HttpRequest("POST", "/token", body=f'{{"client_secret": "{SECRET}"}}'.encode(), headers=JSON),
        HttpRequest("POST", "/things", body=b"\x00\xff\r\n%s'{", headers=JSON),
        HttpRequest("POST", "/things", body=b" " * 1_048_577, headers=JSON),
        HttpRequest("PUT", "/things/1", body=b"", headers=JSON),
    ],
    ids=lambda request: f"{request.method} {request.target[:20]} {str(request.headers)[:30]}",
)
def test_it_sends_what_was_sent(seen: tuple[str, list[Sent]], request_: HttpRequest) -> None:
    require_same(request_, repeated(seen, request_))


@needs_curl
def test_a_key_in_a_header_of_its_own_is_a_variable(seen: tuple[str, list[Sent]]) -> None:
    request = HttpRequest("GET", "/things", headers=(("X-Api-Key", TOKEN),))
    require_same(request, repeated(seen, request, identifying=("x-api-key",)))
    assert '"X-Api-Key: $TOKEN"' in line(request, identifying=("x-api-key",))


def test_a_long_body_is_cut_with_a_comment() -> None:
    body = str(list(range(5000))).encode()
    reported = line(HttpRequest("POST", "/things", body=body, headers=JSON))
    assert reported.endswith(f"# the body is cut, it has {len(body)} bytes")
    assert "…" not in reported


@given(st.binary(max_size=300).map(lambda octets: octets.replace(b"\x00", b"")) | st.binary(max_size=60))
@settings(max_examples=60, deadline=None)
def test_octets_are_printed_as_they_are(octets: bytes) -> None:
    raw = b"GET / HTTP/1.1\r\nAuthorization: Bearer " + TOKEN.encode() + b"\r\n\r\n" + octets
    reported = line(HttpRequest("GET", "", raw=raw))
    assert TOKEN not in reported
    assert shell(reported.rpartition(" | ")[0]) == raw


@pytest.mark.parametrize(
    "value",
    [
        f"Bearer {TOKEN[:-4]}AAAA",
        f"Bearer {TOKEN[1:]}",
        f"Bearer %65{TOKEN[1:]}",
        f"Bearer {TOKEN.rpartition('.')[0]}.",
        f"Basic {b64encode(f'one:{SECRET}'.encode()).decode()}",
        f"Basic {b64encode(f'one:{SECRET[:-1]}~'.encode()).decode()}",
        f"{TOKEN.swapcase()} {TOKEN[8:40]}",
    ],
)
def test_a_value_derived_from_a_secret_is_not_shown(value: str) -> None:
    reported = line(HttpRequest("GET", "/", headers=(("Authorization", value),)))
    assert "$FORGED" in reported
    for secret in (TOKEN, SECRET):
        assert not any(secret[at : at + 12] in reported for at in range(len(secret) - 11))
