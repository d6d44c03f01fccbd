"""An application in a process of its own, called without a socket.

``python -m benches.application_process NAME`` reads one line of JSON a measurement from its standard input
and answers: microseconds of processor time a request, those of its background threads included.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benches.load import NUMBER, TOKEN, Request
from benches.machine import SERVER_CORE, pinned_to
from benches.peers.served import load_peer
from benches.servers import OURS
from brainstormmsp.command_line.composition import compose
from brainstormmsp.settings import load_settings

__all__ = ["ApplicationProcess", "started"]

_BATCH = 50


class ApplicationProcess:
    """The parent's end of it."""

    def __init__(self, process: "subprocess.Popen[str]", log: Path) -> None:
        self._process = process
        self._log = log

    def microseconds(self, request: Request, seconds: float, token: str) -> float:
        """Return the processor time of a request; raises ``RuntimeError`` for an unexpected status."""
        line = json.dumps({"request": asdict(request), "seconds": seconds, "token": token})
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(
                f"{request.name}: the application ended: {self._log.read_text('utf-8')[-2000:]}"
            )
        return float(json.loads(answer))


@contextmanager
def started(
    name: str, database_url: str, log: Path, variables: Mapping[str, str]
) -> Iterator[ApplicationProcess]:
    """Start one; it logs to a file."""
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "benches.application_process", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, **variables, "BRAINSTORMMSP_DATABASE_URL": database_url},
            preexec_fn=pinned_to(SERVER_CORE),
        )
    try:
        yield ApplicationProcess(process, log)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(30)


async def _serve(name: str) -> None:
    settings = load_settings(os.environ, overrides={"worker": "separate"})
    application: Any = compose(settings) if name == OURS.key else load_peer(name, settings)
    async with _alive(application):
        while line := await asyncio.to_thread(sys.stdin.readline):
            asked = json.loads(line)
            request = Request(**asked["request"])
            print(await _microseconds(application, request, asked["seconds"], asked["token"]), flush=True)


@asynccontextmanager
async def _alive(application: Any) -> AsyncIterator[None]:
    """Take the application through its lifespan (ASGI lifespan protocol)."""
    steps: asyncio.Queue[dict[str, str]] = asyncio.Queue()
    answers: asyncio.Queue[dict[str, str]] = asyncio.Queue()
    lifespan = asyncio.create_task(application({"type": "lifespan"}, steps.get, answers.put))

    async def take(step: str) -> None:
        await steps.put({"type": f"lifespan.{step}"})
        answer = await answers.get()
        if answer["type"] != f"lifespan.{step}.complete":
            raise RuntimeError(str(answer))

    await take("startup")
    try:
        yield
    finally:
        await take("shutdown")
        await lifespan


async def _microseconds(application: Any, request: Request, seconds: float, token: str) -> float:
    call = _caller(application, request, token)
    # The first request of a bucket of one is admitted: what is refused is refused from the second on.
    for _ in range(_BATCH):
        await call()
    calls, began = 0, time.process_time()
    while time.process_time() - began < seconds:
        for _ in range(_BATCH):
            status, answer = await call()
            if status != request.status:
                raise RuntimeError(f"{request.name} answered {status}: {answer[:500]!r}")
        calls += _BATCH
        # What the application scheduled, such as writing its log, is part of the price.
        await asyncio.sleep(0)
    return (time.process_time() - began) / calls * 1_000_000


def _caller(application: Any, request: Request, token: str) -> Callable[[], Awaitable[tuple[int, bytes]]]:
    """Return what sends the request once and returns the status and the body of the answer.

    What stays the same is made once, so that little of the time is spent here.
    """
    path, _, query = request.path.partition("?")
    headers = [
        (name.lower().encode(), value.replace(TOKEN, token))
        for name, value in {"Host": "127.0.0.1", "Accept": "application/json", **request.headers}.items()
    ]
    if request.body:
        length = str(len(_numbered(request.body)))
        headers += [(b"content-type", "application/json"), (b"content-length", length)]
    unnumbered = [(name, value.encode()) for name, value in headers]
    numbered = any(NUMBER in value for _, value in headers)
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8080),
    }

    async def call() -> tuple[int, bytes]:
        content = _numbered(request.body).encode()
        messages = [{"type": "http.request", "body": content, "more_body": False}]
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return messages.pop() if messages else {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        own = [(name, _numbered(value).encode()) for name, value in headers] if numbered else [*unnumbered]
        await application({**scope, "headers": own, "state": {}}, receive, send)
        return sent[0]["status"], sent[1].get("body", b"")

    return call


def _numbered(text: str) -> str:
    return text.replace(NUMBER, f"{time.time_ns() // 100:016d}"[-16:]) if NUMBER in text else text


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1]))
