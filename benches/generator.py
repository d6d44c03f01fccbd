"""A load generator for machines without wrk: ``python -m benches.generator PORT SECONDS PARTS TOKENS``.

One thread, one selector, requests put together from parts that are bytes already: about ten microseconds a
request, so that it keeps up with every server that it is meant for.
"""

import json
import selectors
import socket
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benches.load import CONNECTIONS, NUMBER, TOKEN

__all__ = ["main"]


def main(arguments: Sequence[str]) -> None:
    """Print ``counts``, the answers, the seconds, the refusals, the broken connections."""
    port, seconds, parts, tokens = arguments
    following = _maker(
        [part.encode() for part in json.loads(Path(parts).read_text("utf-8"))],
        Path(tokens).read_bytes().split(),
    )
    selector = selectors.DefaultSelector()
    for _ in range(CONNECTIONS):
        connection = socket.create_connection(("127.0.0.1", int(port)))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(connection, selectors.EVENT_READ, bytearray())
        connection.sendall(following())
    answers = refused = broken = 0
    began = time.perf_counter()
    until = began + float(seconds)
    while time.perf_counter() < until and selector.get_map():
        for key, _ in selector.select(timeout=1):
            connection = key.fileobj  # type: ignore[assignment]  # only sockets are registered
            received = connection.recv(262_144)
            if not received:
                broken += 1
                selector.unregister(connection)
                continue
            key.data.extend(received)
            status = _complete(key.data)
            if status:
                answers += 1
                refused += status >= 400
                key.data.clear()
                connection.sendall(following())
    print(f"counts {answers} {time.perf_counter() - began:.6f} {refused} {broken}")


def _maker(parts: Sequence[bytes], tokens: Sequence[bytes]) -> Callable[[], bytes]:
    number = time.time_ns() // 1000
    number_mark, token_mark = NUMBER.encode(), TOKEN.encode()

    def following() -> bytes:
        nonlocal number
        number += 1
        marks = {number_mark: b"%016d" % number, token_mark: tokens[number % len(tokens)]}
        return b"".join([marks.get(part, part) for part in parts])

    return following


def _complete(received: bytearray) -> int:
    """Return the status of an answer that has come as a whole, else 0; answers have a Content-Length."""
    end = received.find(b"\r\n\r\n")
    if end < 0:
        return 0
    head = bytes(received[:end]).lower()
    length = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
    return int(head[9:12]) if len(received) >= end + 4 + int(length) else 0


if __name__ == "__main__":
    main(sys.argv[1:])
