"""Reading one client: microseconds in process and requests a second over sockets, beside FastAPI."""

import asyncio
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from benches.figures import Figure, Skipped
from benches.load import get, requests_a_second
from benches.processes import free_port, running

__all__ = ["measure_in_process", "measure_over_sockets"]

IN_PROCESS = "Read a client, in process, processor time (median of 5 rounds)"
OVER_SOCKETS = "Read a client, over sockets, 16 connections, the load on the same machine"
NO_PEER = "FastAPI is not installed: pip install '.[bench]'"
_CALLS = 2000
_SECONDS = 4.0
# No limit is to be met here.
_MULTIPLIER = "1000"


def measure_in_process() -> tuple[str, list[Figure | Skipped]]:
    """Return microseconds a request through the whole application, without a socket."""
    with tempfile.TemporaryDirectory() as folder:
        rows: list[Figure | Skipped] = [Figure("brainstormmsp, with store and limits", _ours(folder), "µs")]
    if importlib.util.find_spec("fastapi") is None:
        return IN_PROCESS, [*rows, Skipped("FastAPI, a dict in memory", NO_PEER)]
    from benches.peer import CLIENT, TOKEN, app

    scope = _scope(f"/api/v1/clients/{CLIENT['id']}", TOKEN)
    return IN_PROCESS, [*rows, Figure("FastAPI, a dict in memory", asyncio.run(_timed(app, scope)), "µs")]


def measure_over_sockets() -> tuple[str, list[Figure | Skipped]]:
    """Return requests a second of one worker of granian each."""
    with tempfile.TemporaryDirectory() as folder:
        database_url = f"sqlite:///{folder}/bench.db"
        key = _key(database_url)
        port = free_port()
        serve = [sys.executable, "-m", "brainstormmsp", "serve", "--port", str(port), "--log-level", "error"]
        with running([*serve, "--database-url", database_url], port):
            url = f"http://127.0.0.1:{port}/api/v1"
            token = _post(f"{url}/auth/token", {**key, "grant_type": "client_credentials"})["access_token"]
            made = _post(f"{url}/clients", {"name": "Harbor Dental Group"}, token)
            request = get(f"/api/v1/clients/{made['id']}", token)
            ours = requests_a_second(port, [request], _SECONDS)
    rows: list[Figure | Skipped] = [Figure("brainstormmsp, with store and limits", ours, "requests/s")]
    if importlib.util.find_spec("fastapi") is None:
        return OVER_SOCKETS, [*rows, Skipped("FastAPI, a dict in memory", NO_PEER)]
    from benches.peer import CLIENT, TOKEN

    port = free_port()
    granian = [sys.executable, "-m", "granian", "--interface", "asgi", "--port", str(port), "--no-log"]
    with running([*granian, "benches.peer:app"], port):
        theirs = requests_a_second(port, [get(f"/api/v1/clients/{CLIENT['id']}", TOKEN)], _SECONDS)
    return OVER_SOCKETS, [*rows, Figure("FastAPI on granian, a dict in memory", theirs, "requests/s")]


def _key(database_url: str) -> dict[str, str]:
    arguments = ["--organisation", "Bench", "--multiplier", _MULTIPLIER, "--json"]
    command = [sys.executable, "-m", "brainstormmsp", "keys", "create", "--database-url", database_url]
    made = json.loads(subprocess.run([*command, *arguments], check=True, capture_output=True).stdout)
    return {name: made[name] for name in ("client_id", "client_secret")}


def _post(url: str, body: dict[str, str], token: str = "") -> dict[str, Any]:
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    with urlopen(Request(url, json.dumps(body).encode(), headers), timeout=30) as answer:  # noqa: S310 - our own server
        read: dict[str, Any] = json.load(answer)
        return read


def _ours(folder: str) -> float:
    database_url = f"sqlite:///{Path(folder) / 'bench.db'}"
    key = _key(database_url)
    os.environ["BRAINSTORMMSP_LOG_LEVEL"] = "error"
    from brainstormmsp.command_line.serve import compose
    from brainstormmsp.settings import load_settings

    application = compose(
        load_settings(os.environ, overrides={"database_url": database_url, "worker": "separate"})
    )

    async def run() -> float:
        await application.server_lifespan._start()
        try:
            body = {**key, "grant_type": "client_credentials"}
            token = (await _call(application, _scope("/api/v1/auth/token", "", "POST"), body))["access_token"]
            made = await _call(application, _scope("/api/v1/clients", token, "POST"), {"name": "Harbor"})
            return await _timed(application, _scope(f"/api/v1/clients/{made['id']}", token))
        finally:
            await application.server_lifespan.stop()

    return asyncio.run(run())


def _scope(path: str, token: str, method: str = "GET") -> dict[str, Any]:
    headers = [(b"host", b"127.0.0.1"), (b"accept", b"application/json")]
    if token:
        headers.append((b"authorization", f"Bearer {token}".encode()))
    if method == "POST":
        headers.append((b"content-type", b"application/json"))
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": headers,
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8080),
    }


async def _call(application: Any, scope: dict[str, Any], body: dict[str, str] | None = None) -> Any:
    sent: list[dict[str, Any]] = []
    content = b"" if body is None else json.dumps(body).encode()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": content, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    # Applications write into the scope.
    await application({**scope, "headers": list(scope["headers"])}, receive, send)
    if sent[0]["status"] not in {200, 201}:
        raise RuntimeError(f"{scope['path']} answered {sent[0]['status']}")
    return json.loads(b"".join(message.get("body", b"") for message in sent)) if body is not None else None


async def _timed(application: Any, scope: dict[str, Any]) -> float:
    rounds = []
    for _ in range(5):
        began = time.process_time()
        for _ in range(_CALLS):
            await _call(application, scope)
        rounds.append((time.process_time() - began) / _CALLS * 1_000_000)
    return sorted(rounds)[2]
