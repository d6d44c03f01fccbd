"""The command line that repeats a request, byte for byte, with variables in place of secrets.

``$TOKEN`` is the caller's token or key, ``$SECRET`` another secret of the credentials file, ``$FORGED`` a
token that the suite changed or signed itself, as the failure says.
"""

import re
import shlex
from base64 import b64decode
from collections.abc import Iterator
from urllib.parse import urlsplit

from contractfirst_conformance.exchange import Exchange
from contractfirst_conformance.redaction import Redactor

__all__ = ["curl_line"]

# A shell variable among bytes: no request contains these bytes.
_TOKEN, _SECRET, _FORGED = "\ue000", "\ue001", "\ue002"
_VARIABLES = {_TOKEN: "TOKEN", _SECRET: "SECRET", _FORGED: "FORGED"}
_SPLIT = re.compile(f"([{''.join(_VARIABLES)}])")
_PLAIN = re.compile(r"[^\"$`\\!]*")
_MOST = 16_384
_METHODS_OF_CURL = frozenset({"GET", "HEAD"})


def curl_line(exchange: Exchange, redactor: Redactor) -> str:
    """Return a line for a POSIX shell; where a long body had to be cut, a comment at its end says so."""
    request = exchange.request
    if request.raw is not None:
        return _raw_line(exchange, request.raw, redactor)
    parts = ["curl", "-sS", "-i"]
    url = _without_secrets(exchange.url, redactor)
    path = urlsplit(url).path.lower()
    if "/." in path or "%2e" in path:
        parts.append("--path-as-is")
    if set(url) & set("[]{}"):
        parts.append("-g")
    if request.method == "HEAD":
        parts.append("-I")
    elif request.method not in _METHODS_OF_CURL or request.body:
        parts += ["-X", request.method]
    for name, value in request.headers:
        known = _credential(value, redactor) if _identifies(name, redactor) else redactor.text(value)
        parts += ["-H", _quoted(f"{name}: {known}" if value else f"{name};")]
    feed, comment = "", ""
    if request.body is not None:
        if request.header("content-type") is None:
            parts += ["-H", "'Content-Type:'"]
        feed, data, comment = _data(request.body, redactor)
        parts += data
    return f"{feed}{' '.join(parts)} {_quoted(url)}{comment}"


def _identifies(name: str, redactor: Redactor) -> bool:
    return name.lower().endswith("authorization") or redactor.identifies(name)


def _without_secrets(text: str, redactor: Redactor) -> str:
    """Return a text with a variable in place of each known secret, by what its parameter is called."""
    return redactor.text(text, _TOKEN if "access_token" in text else _SECRET)


def _credential(value: str, redactor: Redactor) -> str:
    """Return the value of a header with credentials, with variables for its secrets."""
    known = value
    for secret in redactor.secrets:
        known = known.replace(secret, _TOKEN)
    scheme, space, rest = known.partition(" ")
    looked_at = f"{known} {_decoded(rest)}" if scheme.lower() == "basic" else known
    if redactor.text(looked_at) == looked_at and not redactor.has_part(looked_at):
        return known
    return f"{scheme} {_FORGED}" if space and scheme.isalpha() else _FORGED


def _decoded(text: str) -> str:
    try:
        return b64decode(text + "=" * (-len(text) % 4)).decode("latin-1")
    except ValueError:
        return ""


def _data(body: bytes, redactor: Redactor) -> tuple[str, list[str], str]:
    """Return what feeds curl with a body, curl's arguments for it, and a comment."""
    if len(body) > _MOST and len(set(body)) == 1:
        octet = f"'\\{body[0]:03o}'"
        return f"head -c {len(body)} /dev/zero | tr '\\0' {octet} | ", ["--data-binary", "@-"], ""
    comment = f"  # the body is cut, it has {len(body)} bytes" if len(body) > _MOST else ""
    try:
        text = body[:_MOST].decode("utf-8", "strict" if len(body) <= _MOST else "ignore")
    except UnicodeDecodeError:
        text = ""
    if "\0" in text or (body and not text):
        return f"{_printf(body[:_MOST], redactor)} | ", ["--data-binary", "@-"], comment
    return "", ["--data-raw", _quoted(_without_secrets(text, redactor))], comment


def _raw_line(exchange: Exchange, raw: bytes, redactor: Redactor) -> str:
    parts = urlsplit(exchange.url)
    if parts.scheme == "https":
        deliver = f"openssl s_client -quiet -connect {parts.hostname}:{parts.port or 443}"
    else:
        deliver = f"nc {parts.hostname} {parts.port or 80}"
    comment = f"  # the bytes are cut, there are {len(raw)}" if len(raw) > _MOST else ""
    return f"{_printf(raw[:_MOST], redactor)} | {deliver}{comment}"


def _printf(octets: bytes, redactor: Redactor) -> str:
    """Return the printf command that writes bytes; their secrets are its arguments."""
    lines = octets.decode("latin-1").split("\r\n")
    text = "\r\n".join(_line(line, redactor) for line in lines)
    written, arguments = [], []
    for piece in _pieces(text):
        if piece in _VARIABLES:
            written.append("%s")
            arguments.append(f'"${_VARIABLES[piece]}"')
        else:
            written.append("".join(map(_escaped, piece)))
    return " ".join(["printf", shlex.quote("".join(written)), *arguments])


def _line(line: str, redactor: Redactor) -> str:
    name, colon, value = line.partition(": ")
    if colon and _identifies(name.strip(), redactor):
        return f"{name}: {_credential(value, redactor)}"
    return _without_secrets(line, redactor)


def _escaped(character: str) -> str:
    named = {"\r": "\\r", "\n": "\\n", "\\": "\\\\", "%": "%%"}.get(character)
    if named is not None:
        return named
    return character if " " <= character <= "~" else f"\\{ord(character):03o}"


def _pieces(text: str) -> Iterator[str]:
    return filter(None, _SPLIT.split(text))


def _quoted(text: str) -> str:
    """Quote a text for the shell; variables are left to it."""
    if _SPLIT.search(text) is None:
        return shlex.quote(text)
    if _PLAIN.fullmatch(text):
        return (
            '"'
            + "".join(f"${_VARIABLES[each]}" if each in _VARIABLES else each for each in _pieces(text))
            + '"'
        )
    return "".join(
        f'"${_VARIABLES[each]}"' if each in _VARIABLES else shlex.quote(each) for each in _pieces(text)
    )
