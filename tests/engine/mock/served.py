"""A mock over a real socket, in a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.engine.mock.mocked import SHOP
from tests.engine.server.sockets import ROOT, free_port

__all__ = ["serve_mock"]


@contextmanager
def serve_mock(document: Path = SHOP, *options: str) -> Iterator[str]:
    """Serve the mock of a document until the block ends; gives its origin."""
    port = free_port()
    program = [sys.executable, "-m", "contractfirst", "mock", str(document), "--port", str(port)]
    process = subprocess.Popen(
        [*program, "--log-level", "error", *options], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert "answers" in process.stdout.readline()
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=15)
        if process.stdout is not None:
            process.stdout.close()
