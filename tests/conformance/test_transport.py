"""The checks of TLS, against servers that speak the right and the wrong versions."""

import datetime
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from brainstormmsp.contract import Contract
from conformance.check import Verdict, all_checks, select_checks
from conformance.runner import Plan, run_check
from conformance.target import Target
from conformance.transport import HttpTransport
from tests.conformance.product import watcher_of_nothing
from tests.conformance.stub import write_document

ANSWER = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
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
    encoding = serialization.Encoding.PEM
    secret = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    path.write_bytes(secret + signed.public_bytes(encoding))
    return path


@contextmanager
def secure_server(
    certificate: Path,
    oldest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3,
    newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3,
    *,
    clear: bool = False,
    one_at_a_time: bool = False,
) -> Iterator[str]:
    """Answer 404 over TLS; ``clear`` answers HTTP too, ``one_at_a_time`` waits for handshakes."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.maximum_version, context.minimum_version = newest, oldest
    listener = socket.create_server(("127.0.0.1", 0))

    def answer(plain: socket.socket) -> None:
        try:
            plain.settimeout(3)
            if clear and plain.recv(1, socket.MSG_PEEK) != b"\x16":
                plain.recv(4096)
                plain.sendall(ANSWER)
                return
            with context.wrap_socket(plain, server_side=True) as secure:
                secure.recv(4096)
                secure.sendall(ANSWER)
        except OSError:
            return
        finally:
            plain.close()

    def serve() -> None:
        while True:
            try:
                plain, _ = listener.accept()
            except OSError:
                return
            worker = threading.Thread(target=answer, args=(plain,), daemon=True)
            worker.start()
            if one_at_a_time:
                worker.join()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"https://localhost:{listener.getsockname()[1]}/api"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def verdicts(tmp_path: Path, url: str, certificate: Path) -> dict[str, Verdict]:
    context = ssl.create_default_context(cafile=str(certificate))
    contract = Contract.load(write_document(tmp_path))
    target = Target(contract, url, transport=HttpTransport(5, context))
    checks = select_checks(all_checks(), ["transport"])
    plan = Plan(checks)
    found = {each.id: run_check(each, target, plan, watcher_of_nothing())[0].verdict for each in checks}
    target.close()
    return found


def test_a_server_of_tls_1_3_alone_passes(tmp_path: Path, certificate: Path) -> None:
    with secure_server(certificate) as url:
        assert set(verdicts(tmp_path, url, certificate).values()) == {Verdict.PASS}


@pytest.mark.parametrize(
    ("defect", "check"),
    [
        ({"newest": ssl.TLSVersion.TLSv1_2, "oldest": ssl.TLSVersion.TLSv1_2}, "TLS-01"),
        ({"oldest": ssl.TLSVersion.TLSv1_2}, "TLS-02"),
        ({"clear": True}, "TLS-03"),
        ({"one_at_a_time": True}, "TLS-04"),
    ],
)
def test_a_wrong_server_fails_the_check_named_for_it(
    tmp_path: Path, certificate: Path, defect: dict[str, object], check: str
) -> None:
    with secure_server(certificate, **defect) as url:  # type: ignore[arg-type]  # one of its arguments
        assert verdicts(tmp_path, url, certificate)[check] is Verdict.FAIL


def test_without_https_there_is_nothing_to_judge(tmp_path: Path, certificate: Path) -> None:
    found = verdicts(tmp_path, "http://127.0.0.1:9/api", certificate)
    assert set(found.values()) == {Verdict.SKIP}
