"""Receivers, and the application with its deliveries."""

import datetime
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.product.handlers.conftest import contract, empty_database, make_api
from tests.product.handlers.harness import Api
from tests.product.webhooks.office import Office
from tests.product.webhooks.receiver import Receiver, receiver

__all__ = ["contract", "empty_database", "make_api"]


@pytest.fixture
def endpoint() -> Iterator[Receiver]:
    """An endpoint that answers 204 by default."""
    with receiver() as listening:
        yield listening


@pytest.fixture
def other_endpoint() -> Iterator[Receiver]:
    """Another one."""
    with receiver() as listening:
        yield listening


@pytest.fixture
def office(make_api: Callable[..., Api]) -> Iterator[Office]:
    """The application with its deliveries; webhooks may lead here."""
    working = Office(make_api(webhook_allow_private=True))
    yield working
    working.close()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for hooks.example, signed by itself, and its key, in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "hooks.example")])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("hooks.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "hooks.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def tls_endpoint(certificate: Path) -> Iterator[Receiver]:
    """An endpoint that speaks TLS as hooks.example."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with receiver(context) as listening:
        yield listening
