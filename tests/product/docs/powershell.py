"""The requests of PowerShell samples, as Windows PowerShell 5.1 and PowerShell 7 write them to the socket.

For machines without PowerShell: the commands are read from the sample itself, so that the bytes follow it.
"""

import json
import re
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

__all__ = ["FLAVOURS", "Invocation", "exchange", "invocations"]

FLAVOURS = ("5.1", "7")
_AGENTS = {
    "5.1": "Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.22621.4249",
    "7": "Mozilla/5.0 (Windows NT 10.0; Microsoft Windows 10.0.22631; en-US) PowerShell/7.4.6",
}


@dataclass(frozen=True, slots=True)
class Invocation:
    """One Invoke-RestMethod or Invoke-WebRequest of a sample; ``uri`` still has its variables."""

    method: str
    uri: str
    content_type: str | None


def invocations(source: str) -> Iterator[Invocation]:
    """Yield the requests of a sample in their order."""
    joined = re.sub(r"`\n\s*", " ", source)
    for line in joined.splitlines():
        found = re.search(r"\bInvoke-(?:RestMethod|WebRequest)\b(.*)", line)
        if found is None:
            continue
        options = found[1]
        uri = re.search(r'-Uri (?:"([^"]+)"|(\$\w+))', options)
        assert uri is not None, line
        method = re.search(r"-Method (\w+)", options)
        content_type = re.search(r"-ContentType '([^']+)'", options)
        yield Invocation(
            method[1].upper() if method else "GET",
            uri[1] or uri[2],
            content_type[1] if content_type else None,
        )


def exchange(
    flavour: str, invocation: Invocation, url: str, headers: Mapping[str, str], body: object = None
) -> tuple[int, bytes]:
    """Send the request as this PowerShell does; return the status and the body."""
    address = urlsplit(url)
    content = _json_text(flavour, body).encode() if invocation.content_type else b""
    target = address.path + (f"?{address.query}" if address.query else "")
    lines = [f"{invocation.method} {target} HTTP/1.1"]
    sent = {**headers, "User-Agent": _AGENTS[flavour]}
    if invocation.content_type:
        sent |= {"Content-Type": invocation.content_type, "Content-Length": str(len(content))}
        if flavour == "5.1":
            sent["Expect"] = "100-continue"
    if flavour == "7":
        sent["Accept-Encoding"] = "gzip, deflate, br"
    sent |= {"Host": address.netloc, "Connection": "Keep-Alive"}
    lines += [f"{name}: {value}" for name, value in sent.items()]
    head = "\r\n".join([*lines, "", ""]).encode()
    with socket.create_connection((str(address.hostname), address.port or 80), timeout=30) as connection:
        connection.sendall(head)
        with connection.makefile("rb") as answer:
            # .NET Framework waits before it sends the body, and does not send it if the request is refused.
            status = _status(answer.readline()) if "Expect" in sent else 100
            if status == 100:
                if "Expect" in sent:
                    assert answer.readline() == b"\r\n"
                connection.sendall(content)
                status = _status(answer.readline())
            length = 0
            while (line := answer.readline()) != b"\r\n":
                name, _, value = line.decode().partition(":")
                if name.lower() == "content-length":
                    length = int(value)
            return status, answer.read(length)


def _status(line: bytes) -> int:
    return int(line.split(b" ", 2)[1])


def _json_text(flavour: str, value: object) -> str:
    """Return what ConvertTo-Json makes of a value: CR LF, and in 5.1 two spaces after colons."""
    separators = (",", ":  ") if flavour == "5.1" else (",", ": ")
    indent = 4 if flavour == "5.1" else 2
    return json.dumps(value, indent=indent, separators=separators).replace("\n", "\r\n")
