"""A served document in a process of its own, and raw bytes to and from it."""

import contextlib
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["LiveServer", "exchange", "free_port", "serve_library", "start_server"]

ROOT = Path(__file__).parents[3]


@dataclass
class LiveServer:
    """A running server; ``errors`` is the file that its standard error goes to."""

    process: "subprocess.Popen[str]"
    port: int
    errors: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> int:
        """Ask it to stop; return its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=15)


def start_server(port: int, *settings: str, errors: Path) -> "subprocess.Popen[str]":
    """Start the program; it prints ``ready`` once it serves."""
    with errors.open("w") as stream:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.engine.server.serve_document", str(port), *settings],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=stream,
            text=True,
        )


@contextlib.contextmanager
def serve_library(*settings: str) -> Iterator[LiveServer]:
    """Serve the library document until the block ends."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        errors = Path(folder, "errors")
        process = start_server(port, *settings, errors=errors)
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line == "ready\n", errors.read_text()
            yield LiveServer(process, port, errors)
        finally:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def exchange(port: int, request: bytes, *, timeout: float = 5) -> bytes:
    """Send raw bytes and return everything that comes back until the server closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as connection:
        connection.sendall(request)
        received = b""
        with contextlib.suppress(TimeoutError, ConnectionError):
            while part := connection.recv(65536):
                received += part
        return received
