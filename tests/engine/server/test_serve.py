"""Over real sockets: starting, stopping, TLS, ports in use, requests in flight."""

import asyncio
import contextlib
import dataclasses
import datetime
import shutil
import socket
import ssl
import subprocess
import threading
import time
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from contractfirst.server.serve import run
from tests.engine.server.harness import Running, writer
from tests.engine.server.sockets import LiveServer, exchange, free_port, serve_library, start_server


def test_sigterm_finishes_what_is_in_flight_and_exits_0() -> None:
    with serve_library() as server:
        answers: list[httpx.Response] = []
        urls = [
            lambda: httpx.get(f"{server.url}/shelf/v1/slow?seconds=1", timeout=10),
            lambda: httpx.post(
                f"{server.url}/shelf/v1/books",
                headers={**writer, "X-Fault": "delay=1000"},
                json={"title": "It"},
                timeout=10,
            ),
        ]
        threads = [threading.Thread(target=lambda ask=ask: answers.append(ask())) for ask in urls]
        for thread in threads:
            thread.start()
        time.sleep(0.4)
        assert server.stop() == 0
        for thread in threads:
            thread.join()
        assert sorted(answer.status_code for answer in answers) == [200, 201]
        assert server.process.stdout is not None
        assert server.process.stdout.read() == "stopped\n"


def test_idle_connections_do_not_hold_up_the_end() -> None:
    with serve_library() as server, socket.create_connection(("127.0.0.1", server.port)) as idle:
        idle.sendall(b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
        assert idle.recv(1000).startswith(b"HTTP/1.1 200 ")
        started = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - started < 5


def test_requests_that_never_end_are_given_up_after_the_grace_period() -> None:
    with serve_library("shutdown_seconds=1") as server:
        thread = threading.Thread(target=_ask_and_be_dropped, args=(server,))
        thread.start()
        time.sleep(0.4)
        started = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - started < 4
        thread.join()
        assert server.process.stdout is not None
        assert server.process.stdout.read() == "stopped\n"


def _ask_and_be_dropped(server: LiveServer) -> None:
    exchange(server.port, b"GET /shelf/v1/slow?seconds=5 HTTP/1.1\r\nHost: a\r\n\r\n", timeout=10)


def test_port_in_use_is_one_clear_line_and_exit_1(live: LiveServer, tmp_path: Path) -> None:
    errors = tmp_path / "errors"
    process = start_server(live.port, errors=errors)
    assert process.wait(timeout=15) == 1
    assert errors.read_text().splitlines()[-1] == f"error: 127.0.0.1 port {live.port} is in use"
    assert "Traceback" not in errors.read_text()
    assert process.stdout is not None
    process.stdout.close()


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate_file, key_file = folder / "certificate.pem", folder / "key.pem"
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate_file, key_file


def test_with_a_certificate_only_tls_1_3_is_spoken(tmp_path: Path) -> None:
    certificate, key = _certificate(tmp_path)
    with serve_library(f"tls_certificate={certificate}", f"tls_key={key}") as server:
        context = ssl.create_default_context(cafile=str(certificate))
        with (
            socket.create_connection(("127.0.0.1", server.port)) as plain,
            context.wrap_socket(plain, server_hostname="localhost") as secure,
        ):
            assert secure.version() == "TLSv1.3"
            secure.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert secure.recv(1000).startswith(b"HTTP/1.1 200 ")
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        with socket.create_connection(("127.0.0.1", server.port)) as plain, pytest.raises(ssl.SSLError):
            context.wrap_socket(plain, server_hostname="localhost")


def test_keep_alive_serves_many_requests_on_one_connection(live: LiveServer) -> None:
    with httpx.Client(base_url=live.url) as client:
        for _ in range(20):
            assert client.get("/shelf/v1/odd/well").status_code == 200


def test_percent_encoding_arrives_raw(live: LiveServer) -> None:
    answer = exchange(
        live.port,
        b"GET /shelf/v1/books/%2e%2e%2fhealth HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer reader\r\n"
        b"Connection: close\r\n\r\n",
    )
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b'"parameter":"book_id"' in answer


def test_idle_connections_do_not_keep_others_out(live: LiveServer) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(300):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", live.port), timeout=5))
            connection.sendall(b"HEAD /health HTTP/1.1\r\nHost: a\r\n\r\n")
            assert connection.recv(1000).startswith(b"HTTP/1.1 200 ")


def test_http_2_is_spoken_too(live: LiveServer) -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("there is no curl to speak HTTP/2")
    answer = subprocess.run(
        [curl, "-sS", "-i", "--http2-prior-knowledge", "-H", "Authorization: Bearer writer",
         "--json", '{"title": "It"}', f"{live.url}/shelf/v1/books"],
        capture_output=True, check=True, timeout=10,
    )  # fmt: skip
    assert answer.stdout.startswith(b"HTTP/2 201 ")


def test_head_that_is_too_large_is_refused(live: LiveServer) -> None:
    answer = exchange(
        live.port,
        b"GET /shelf/v1/slow HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Padding: "
        + b"x" * 200_000
        + b"\r\n\r\n",
    )
    assert answer.startswith((b"HTTP/1.1 431 ", b"HTTP/1.1 400 "))


def test_backend_that_does_not_start_is_one_clear_line_and_exit_1(
    library: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    async def broken() -> None:
        raise RuntimeError("no disk")

    library.backend.start = broken  # type: ignore[method-assign]  # that is the fault
    settings = dataclasses.replace(library.settings, port=free_port())
    assert run(library.application, settings) == 1
    assert capsys.readouterr().err == "error: the backend did not start: no disk\n"


def test_backend_that_does_not_start_is_reported_by_the_lifespan(library: Running) -> None:
    async def broken() -> None:
        raise RuntimeError("no disk")

    library.backend.start = broken  # type: ignore[method-assign]  # that is the fault
    sent: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        return {"type": "lifespan.startup"}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    asyncio.run(library.application({"type": "lifespan"}, receive, send))
    assert sent == [{"type": "lifespan.startup.failed", "message": "startup failed: no disk"}]
    assert not library.application.server_lifespan.started
