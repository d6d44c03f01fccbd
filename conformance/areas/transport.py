"""What is spoken below HTTP: TLS 1.3 and nothing older, and no HTTP in the clear beside it."""

import socket
import ssl
import warnings
from urllib.parse import urlsplit

from conformance.check import check
from conformance.credentials import Need
from conformance.errors import CannotJudge
from conformance.target import Target
from conformance.trial import Trial

_HTTPS = [Need.HTTPS]
_SOURCE = "servers (https); RFC 8446; RFC 9325 section 3.1"
_SECONDS = 10.0
_OLD = {
    "TLS 1.2": ssl.TLSVersion.TLSv1_2,
    "TLS 1.1": ssl.TLSVersion.TLSv1_1,
    "TLS 1.0": ssl.TLSVersion.TLSv1,
}


def _address(target: Target) -> tuple[str, int]:
    parts = urlsplit(target.url)
    return parts.hostname or "", parts.port or 443


def _context(version: ssl.TLSVersion) -> ssl.SSLContext:
    """Return a client that speaks one version; whom it speaks to is the business of the requests."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    # The old versions are asked for on purpose: what is judged is that they are refused.
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        context.maximum_version = version
        context.minimum_version = version
    return context


def _hands_shaken(target: Target, version: ssl.TLSVersion) -> tuple[str, str]:
    """Return the version agreed upon, empty when there was none, and why there was none.

    Raises:
        CannotJudge: there was not even a connection.
    """
    host, port = _address(target)
    try:
        plain = socket.create_connection((host, port), timeout=_SECONDS)
    except OSError as error:
        raise CannotJudge(f"no connection to {host}:{port}: {error}") from error
    with plain:
        try:
            with _context(version).wrap_socket(plain, server_hostname=host) as secure:
                return secure.version() or "", ""
        except (OSError, ValueError) as error:
            return "", str(error)


@check("TLS-01", area="transport", title="TLS 1.3 is spoken", source=_SOURCE, needs=_HTTPS)
def tls_1_3_is_spoken(trial: Trial) -> None:
    """A client that speaks nothing but TLS 1.3 (RFC 8446) gets a connection and an answer over it."""
    version, why = _hands_shaken(trial.target, ssl.TLSVersion.TLSv1_3)
    trial.expect(version == "TLSv1.3", f"A client of TLS 1.3 is refused: {why}", subject="TLS 1.3")


@check("TLS-02", area="transport", title="Nothing older than TLS 1.3 is spoken", source=_SOURCE, needs=_HTTPS)
def older_is_refused(trial: Trial) -> None:
    """A client that speaks TLS 1.2 at most gets no connection, and one of TLS 1.1 or 1.0 neither."""
    for name, version in _OLD.items():
        agreed, _ = _hands_shaken(trial.target, version)
        trial.expect(not agreed, f"A client that speaks {name} is let in.", subject=name)


@check("TLS-03", area="transport", title="The port of HTTPS speaks no HTTP", source=_SOURCE, needs=_HTTPS)
def no_clear_text(trial: Trial) -> None:
    """A request in the clear, sent to the port of HTTPS, is not carried out.

    A token sent so was read by everybody on the way; a server that answers it teaches clients to go on. An
    error, a redirect or a closed connection are all right.
    """
    host, port = _address(trial.target)
    path = urlsplit(trial.target.url).path + "/"
    request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode("latin-1")
    try:
        with socket.create_connection((host, port), timeout=_SECONDS) as plain:
            plain.sendall(request)
            answer = plain.recv(64)
    except OSError:
        answer = b""
    words = answer.split(b" ", 2)
    # 401 and 404 are the API's own answers: it has read the request.
    served = answer.startswith(b"HTTP/") and len(words) > 1 and words[1] not in _REFUSALS
    trial.expect(not served, f"A request in the clear is answered: {answer[:40]!r}", subject="HTTP")


_REFUSALS = frozenset({b"301", b"302", b"307", b"308", b"400", b"421", b"426", b"497"})


@check(
    "TLS-04",
    area="transport",
    title="A handshake that comes to nothing does not hold the server up",
    source=_SOURCE,
    needs=_HTTPS,
    quick=False,
)
def broken_handshakes(trial: Trial) -> None:
    """Clients that connect and say nothing, or nonsense, keep nobody else from being served."""
    host, port = _address(trial.target)
    held: list[socket.socket] = []
    try:
        for number in range(20):
            try:
                held.append(socket.create_connection((host, port), timeout=_SECONDS))
                if number % 2:
                    held[-1].sendall(b"\x16\x03\x01\x00\x05nonsense")
            except OSError:
                continue
        answered = trial.target.answers()
    finally:
        for connection in held:
            connection.close()
    trial.expect(answered, "With 20 unfinished handshakes nobody is served.", subject="handshakes")
