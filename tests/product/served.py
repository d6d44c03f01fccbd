"""The real server as a child process, with a database of its own and keys to call it with."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

__all__ = ["ROOT", "ServedApi", "create_key", "environment", "free_port", "served", "wait_for_port"]

ROOT = Path(__file__).parents[2]

_START_SECONDS = 60.0
_STOP_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class ServedApi:
    """A running server: ``base_url`` ends with the API's base path; ``database_url`` is what it works on."""

    origin: str
    base_url: str
    database_url: str
    process: subprocess.Popen[bytes]

    def token(self, credential: dict[str, str], scope: str | None = None) -> str:
        """Return an access token for a key that ``create_key`` made."""
        body = {
            "client_id": credential["client_id"],
            "client_secret": credential["client_secret"],
            "grant_type": "client_credentials",
        }
        response = httpx.post(
            f"{self.base_url}/auth/token", json={**body, "scope": scope} if scope else body, timeout=30
        )
        response.raise_for_status()
        return str(response.json()["access_token"])


def create_key(
    database_url: str, organisation: str, scope: str = "read write", multiplier: str = "1"
) -> dict[str, str]:
    """Create an API key as an operator does, with the command line."""
    arguments = ["keys", "create", "--database-url", database_url, "--organisation", organisation]
    arguments += ["--scope", scope, "--multiplier", multiplier, "--json"]
    printed = subprocess.run(
        [sys.executable, "-m", "brainstormmsp", *arguments], check=True, capture_output=True, text=True
    ).stdout
    credential: dict[str, str] = json.loads(printed)
    return credential


def free_port() -> int:
    """Return a port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(**variables: str) -> dict[str, str]:
    """Return this process's environment without the program's own settings, and with ``variables``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BRAINSTORMMSP_")}
    return {**kept, **variables}


def wait_for_port(port: int, process: "subprocess.Popen[str]", seconds: float = 30) -> None:
    """Return once somebody listens; fails when the process ends first, or takes too long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended by itself"
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError(f"nobody listens on port {port} after {seconds} s")


@contextmanager
def served(directory: Path, variables: dict[str, str] | None = None) -> Iterator[ServedApi]:
    """Start ``brainstormmsp serve`` on a free port; stop it as an operator would, by SIGTERM.

    Raises:
        RuntimeError: the server did not answer ``/ready`` in a minute, or did not exit with 0.
    """
    port = free_port()
    database_url = f"sqlite:///{directory / 'api.db'}"
    command = [sys.executable, "-m", "brainstormmsp", "serve", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--database-url", database_url]
    log_path = directory / "server.log"
    with log_path.open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment(**(variables or {})))
    origin = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(process, origin, log_path)
        yield ServedApi(origin, f"{origin}/api/v1", database_url, process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        code = process.wait(_STOP_SECONDS)
    if code != 0:
        raise RuntimeError(f"the server exited with {code}:\n{log_path.read_text()[-4000:]}")


def _wait_until_ready(process: subprocess.Popen[bytes], origin: str, log_path: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server did not start:\n{log_path.read_text()[-4000:]}")
        try:
            if httpx.get(f"{origin}/ready", timeout=5).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise RuntimeError(f"the server was not ready in {_START_SECONDS:.0f} s:\n{log_path.read_text()[-4000:]}")
