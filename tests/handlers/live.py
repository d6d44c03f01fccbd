"""The program itself, served over a socket."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Live", "free_port", "run_program", "serve_program", "wait_for_port"]

ROOT = Path(__file__).parents[2]


@dataclass
class Live:
    """A running server and an API key of it."""

    port: int
    client_id: str
    client_secret: str
    database_url: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v1"


def free_port() -> int:
    """Return a port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(**variables: str) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BRAINSTORMMSP_")}
    return {**kept, **variables}


def run_program(*arguments: str, **variables: str) -> str:
    """Run the command line to its end; return what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "brainstormmsp", *arguments],
        cwd=ROOT,
        env=environment(**variables),
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout


def wait_for_port(port: int, process: "subprocess.Popen[str]", seconds: float = 30) -> None:
    """Return once somebody listens; fails when the process ends first, or takes too long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended by itself"
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError(f"nobody listens on port {port} after {seconds} s")


@contextlib.contextmanager
def serve_program(folder: Path, *arguments: str) -> Iterator[Live]:
    """Serve on a database in ``folder`` until the block ends."""
    database_url = f"sqlite:///{folder / 'live.db'}"
    made = json.loads(
        run_program(
            "keys", "create", "--database-url", database_url, "--organisation", "Brightwater IT", "--json"
        )
    )
    port = free_port()
    with (folder / "log").open("w") as log:
        options = ("--port", str(port), "--database-url", database_url, *arguments)
        process = subprocess.Popen(
            [sys.executable, "-m", "brainstormmsp", "serve", *options],
            cwd=ROOT,
            env=environment(),
            stdout=log,
            stderr=log,
            text=True,
        )
        try:
            wait_for_port(port, process)
            yield Live(port, made["client_id"], made["client_secret"], database_url)
        finally:
            process.terminate()
            process.wait(timeout=30)
