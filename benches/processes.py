"""Servers as child processes, each on the servers' core, and paused while another one is measured."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from benches.machine import SERVER_CORE, cpu_seconds, pinned_to, resident_mib

__all__ = ["ServerProcess", "free_port", "running"]

_START_SECONDS = 60.0
_STOP_SECONDS = 60.0
# A server that uses less than this share of its core is at rest.
_REST = 0.05
_REST_WINDOW_SECONDS = 0.25
_REST_SECONDS = 30.0


def free_port() -> int:
    """Return a port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class ServerProcess:
    """A server that runs."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
        self._process = process
        self.port = port

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def cpu_seconds(self) -> float:
        """The processor time that it has used since its start."""
        return cpu_seconds(self.pid)

    @property
    def resident_mib(self) -> float:
        """Its resident memory in MiB."""
        return resident_mib(self.pid)

    def pause(self) -> None:
        """Stop it where it stands, so that its background work takes nothing from another server."""
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        self._process.send_signal(signal.SIGCONT)

    def settle(self) -> None:
        """Return when it is at rest: what an earlier measurement left for it to do is done."""
        deadline = time.monotonic() + _REST_SECONDS
        while time.monotonic() < deadline:
            before = self.cpu_seconds
            time.sleep(_REST_WINDOW_SECONDS)
            if self.cpu_seconds - before <= _REST * _REST_WINDOW_SECONDS:
                return


@contextmanager
def running(
    command: Sequence[str], port: int, log: Path, variables: Mapping[str, str] | None = None
) -> Iterator[ServerProcess]:
    """Run a server until the block ends; it logs to a file.

    Raises:
        RuntimeError: it does not listen in a minute; with the end of its log.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdout=output,
            stderr=output,
            env={**os.environ, **(variables or {})},
            preexec_fn=pinned_to(SERVER_CORE),
        )
    try:
        deadline = time.monotonic() + _START_SECONDS
        while not _listens(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{' '.join(command)} does not listen: {log.read_text('utf-8')[-2000:]}")
            time.sleep(0.005)
        yield ServerProcess(process, port)
    finally:
        process.send_signal(signal.SIGCONT)
        process.terminate()
        process.wait(_STOP_SECONDS)


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
