"""What is spoken below HTTP: TLS 1.3 and nothing older, a certificate that counts, nothing in the clear."""

import socket
import ssl
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Need
from contractfirst_conformance.errors import CannotCheck
from contractfirst_conformance.server_under_test import ServerUnderTest

_HTTPS = [Need.HTTPS]
_SOURCE = "servers (https); RFC 8446; RFC 9325 section 3.1"
_SECONDS = 10.0
# Half of them say nothing, half of them nonsense.
_HELD = 48
_OLD = {
    "TLS 1.2": ssl.TLSVersion.TLSv1_2,
    "TLS 1.1": ssl.TLSVersion.TLSv1_1,
    "TLS 1.0": ssl.TLSVersion.TLSv1,
}


def _address(server: ServerUnderTest) -> tuple[str, int]:
    parts = urlsplit(server.client.url)
    return parts.hostname or "", parts.port or 443


def _request(server: ServerUnderTest) -> bytes:
    """Return the bytes of a request without effect."""
    parts = urlsplit(server.client.url)
    lines = [f"GET {parts.path}/ HTTP/1.1", f"Host: {parts.netloc}", "Connection: close", "", ""]
    return "\r\n".join(lines).encode("latin-1")


def _context(version: ssl.TLSVersion | None = None) -> ssl.SSLContext:
    """Return a TLS client of one version, or of every usual one, that trusts every server."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    # The old versions are used on purpose: the check is that they are refused.
    context.set_ciphers("ALL:@SECLEVEL=0")
    if version is not None:
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            context.maximum_version = version
            context.minimum_version = version
    return context


@contextmanager
def _connected(server: ServerUnderTest) -> Iterator[socket.socket]:
    """Yield a connection before any handshake.

    Raises:
        CannotCheck: it cannot be had.
    """
    host, port = _address(server)
    try:
        plain = socket.create_connection((host, port), timeout=_SECONDS)
    except OSError as error:
        raise CannotCheck(f"no connection to {host}:{port}: {error}") from error
    with plain:
        yield plain


def _hands_shaken(server: ServerUnderTest, version: ssl.TLSVersion) -> tuple[str, str]:
    """Return the version agreed upon, empty when there was none, and why there was none."""
    host, _ = _address(server)
    with _connected(server) as plain:
        try:
            with _context(version).wrap_socket(plain, server_hostname=host) as secure:
                return secure.version() or "", ""
        except (OSError, ValueError) as error:
            return "", str(error)


def _answer(server: ServerUnderTest) -> tuple[bytes, str]:
    """Send a request over TLS 1.3; return how the response begins, or nothing and the reason."""
    host, _ = _address(server)
    with _connected(server) as plain:
        try:
            with _context(ssl.TLSVersion.TLSv1_3).wrap_socket(plain, server_hostname=host) as secure:
                secure.sendall(_request(server))
                return secure.recv(40), ""
        except OSError as error:
            return b"", str(error)


@check("TLS-01", area="transport", title="TLS 1.3 is supported", source=_SOURCE, needs=_HTTPS)
def tls_1_3_is_spoken(context: CheckContext) -> None:
    """A client that supports only TLS 1.3 (RFC 8446) connects and gets a response."""
    answer, why = _answer(context.server)
    context.expect(
        answer.startswith(b"HTTP/"), f"A client of TLS 1.3 is answered {answer!r} {why}", subject="TLS 1.3"
    )


@check(
    "TLS-02",
    area="transport",
    title="Versions below TLS 1.3 are refused",
    source="info: description",
    needs=_HTTPS,
)
def older_is_refused(context: CheckContext) -> None:
    """A client that supports TLS 1.2 at most cannot connect; nor can one of TLS 1.1 or 1.0.

    TLS 1.2 is not unsafe (RFC 9325 even requires it): it is refused because the contract's description
    promises TLS 1.3. If the description does not, nothing is checked, and a version that it names besides
    1.3 is allowed.
    """
    promised = _description(context.server)
    if "tls 1.3" not in promised:
        context.skip("the contract's description does not promise TLS 1.3")
    for name, version in _OLD.items():
        if name.lower() in promised:
            continue
        agreed, _ = _hands_shaken(context.server, version)
        context.expect(not agreed, f"A client that speaks {name} is let in.", subject=name)


def _description(server: ServerUnderTest) -> str:
    """Return the contract's description of the whole API, in lower case."""
    return server.client.contract.model.description.lower()


@check(
    "TLS-03", area="transport", title="The HTTPS port does not serve plain HTTP", source=_SOURCE, needs=_HTTPS
)
def no_clear_text(context: CheckContext) -> None:
    """A request in the clear to the HTTPS port is not carried out.

    A token sent that way can be read on the network. An error, a redirect or a closed connection are all
    right.
    """
    host, port = _address(context.server)
    try:
        with socket.create_connection((host, port), timeout=_SECONDS) as plain:
            plain.sendall(_request(context.server))
            answer = plain.recv(64)
    except OSError:
        answer = b""
    words = answer.split(b" ", 2)
    # 401 and 404 are the API's own answers: it has read the request.
    served = answer.startswith(b"HTTP/") and len(words) > 1 and words[1] not in _REFUSALS
    context.expect(not served, f"A request in the clear is answered: {answer[:40]!r}", subject="HTTP")


_REFUSALS = frozenset({b"301", b"302", b"307", b"308", b"400", b"421", b"426", b"497"})


@check(
    "TLS-04",
    area="transport",
    title="Incomplete handshakes do not block the server",
    source=_SOURCE,
    needs=_HTTPS,
    quick=False,
)
def broken_handshakes(context: CheckContext) -> None:
    """Clients that connect and send nothing, or nonsense, do not keep others from being served."""
    host, port = _address(context.server)
    held: list[socket.socket] = []
    try:
        for number in range(_HELD):
            try:
                held.append(socket.create_connection((host, port), timeout=_SECONDS))
                if number % 2:
                    held[-1].sendall(b"\x16\x03\x01\x00\x05nonsense")
            except OSError:
                continue
        try:
            answer, why = _answer(context.server)
        except CannotCheck as error:
            answer, why = b"", str(error)
    finally:
        for connection in held:
            connection.close()
    context.expect(
        answer.startswith(b"HTTP/"),
        f"With {_HELD} incomplete handshakes open no request is answered: {why}",
        subject="handshakes",
    )


@check(
    "TLS-05",
    area="transport",
    title="The certificate is valid, for the host, with a strong key",
    source="RFC 9525 section 6; RFC 5280 section 4.1.2.5; RFC 9325 section 4.5",
    needs=_HTTPS,
)
def certificate_counts(context: CheckContext) -> None:
    """The certificate is currently valid, names the host in `subjectAltName`, and has a strong key.

    Who issued it is not checked here: a private certificate authority is fine, and without one that the
    suite trusts (`--ca-file`) no other check can connect. The certificate is itself used as the trust
    anchor, and everything else is verified as by every client.
    """
    host, _ = _address(context.server)
    shown = b""
    with _connected(context.server) as plain:
        try:
            with _context().wrap_socket(plain, server_hostname=host) as secure:
                shown = secure.getpeercert(binary_form=True) or b""
        except OSError as error:
            raise CannotCheck(f"no certificate was shown: {error}") from error
    with _connected(context.server) as plain:
        try:
            _anchored(shown).wrap_socket(plain, server_hostname=host).close()
        except ssl.SSLCertVerificationError as error:
            context.fail(
                f"The certificate does not count: {error.verify_message}", subject=str(error.verify_code)
            )
            return
        except OSError as error:
            raise CannotCheck(f"no handshake came about: {error}") from error
    context.expect(True, "", subject="certificate")


def _anchored(certificate: bytes) -> ssl.SSLContext:
    """Return a client that trusts one certificate (DER) only, if it is valid."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.hostname_checks_common_name = False
    # The certificate is the anchor, whatever issued it.
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(cadata=certificate)
    # 112 bits of security: RSA of 2048 bits, whatever this machine's OpenSSL is set to.
    context.set_ciphers("DEFAULT:@SECLEVEL=2")
    return context
