"""Requests over keep-alive connections as fast as the answers come (closed loop)."""

import asyncio
import itertools
import time
from collections.abc import Sequence

__all__ = ["get", "requests_a_second"]

_CONNECTIONS = 16
_WARM_UP_SECONDS = 0.5


def get(path: str, token: str) -> bytes:
    """Return a GET request in bytes."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n"
        f"Authorization: Bearer {token}\r\n\r\n"
    ).encode()


def requests_a_second(port: int, requests: Sequence[bytes], seconds: float) -> float:
    """Return how many answers of 200 came a second; raises ``RuntimeError`` for any other."""
    return asyncio.run(_load(port, requests, seconds))


async def _load(port: int, requests: Sequence[bytes], seconds: float) -> float:
    turns = itertools.cycle(requests)
    await _spell(port, turns, _WARM_UP_SECONDS)
    return await _spell(port, turns, seconds) / seconds


async def _spell(port: int, turns: "itertools.cycle[bytes]", seconds: float) -> int:
    until = time.perf_counter() + seconds
    return sum(await asyncio.gather(*(_connection(port, turns, until) for _ in range(_CONNECTIONS))))


async def _connection(port: int, turns: "itertools.cycle[bytes]", until: float) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answers = 0
    try:
        while time.perf_counter() < until:
            writer.write(next(turns))
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(f"an answer that was not meant: {head[:200]!r}")
            length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
            if not length:
                raise RuntimeError("an answer without Content-Length")
            await reader.readexactly(int(length))
            answers += 1
    finally:
        writer.close()
        await writer.wait_closed()
    return answers
