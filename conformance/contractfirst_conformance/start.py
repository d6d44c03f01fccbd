"""``--start COMMAND``: starts the server under test, reads its URL and credentials, and stops it.

The command prints one line of JSON on standard output when the server accepts requests, and serves until it
receives SIGTERM (on Windows: until it is terminated)::

    {"url": "http://127.0.0.1:8000/v1", "credentials": {"organisations": […], "server": {…}}}

``url`` ends with the API's base path; ``credentials`` has the members of a credentials file and is optional.
Lines before it that are not JSON objects go into the log, and so does standard error; the end of the log is
shown when the server does not start. The environment variable ``CONTRACTFIRST_LIMIT_PROBES`` is the number of
fresh keys that the suite would like under ``limit_probes``.
"""

import json
import os
import queue
import shlex
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from contractfirst_conformance.credentials import Credentials
from contractfirst_conformance.errors import SuiteError, UsageError

__all__ = ["LIMIT_PROBES", "StartedServer", "split_command", "started_server"]

LIMIT_PROBES = 48
_START_SECONDS = 120.0
_STOP_SECONDS = 30.0
_LOG_SHOWN = 1000


@dataclass(frozen=True, slots=True)
class StartedServer:
    """A running server: ``url`` ends with the API's base path."""

    url: str
    credentials: Credentials
    process: subprocess.Popen[bytes]


def split_command(command: str) -> list[str]:
    """Return the words of a command line; raises ``UsageError`` when it has none or a quote is open."""
    try:
        words = shlex.split(command, posix=os.name != "nt")
    except ValueError as error:
        raise UsageError(f"--start: {error}") from error
    if not words:
        raise UsageError("--start: the command is empty")
    return words


@contextmanager
def started_server(command: Sequence[str], probes: int = LIMIT_PROBES) -> Iterator[StartedServer]:
    """Start the command, yield the server that it announces, and stop it.

    Raises:
        SuiteError: the command cannot be run, ends early, or announces nothing in two minutes.
        UsageError: the credentials that it announces are malformed.
    """
    environment = {**os.environ, "CONTRACTFIRST_LIMIT_PROBES": str(probes)}
    with TemporaryDirectory(prefix="conformance-", ignore_cleanup_errors=True) as directory:
        log = Path(directory) / "server.log"
        with log.open("wb") as output:
            try:
                process = subprocess.Popen(  # noqa: S603 - the command is the operator's own
                    command, stdout=subprocess.PIPE, stderr=output, env=environment
                )
            except OSError as error:
                raise SuiteError(f"{command[0]} cannot be started: {error.strerror}") from error
        announcements: queue.SimpleQueue[dict[str, object] | None] = queue.SimpleQueue()
        reader = threading.Thread(target=_read, args=(process.stdout, log, announcements), daemon=True)
        reader.start()
        try:
            yield _announced(process, log, announcements)
        finally:
            _stop(process)
            reader.join(_STOP_SECONDS)


def _announced(
    process: subprocess.Popen[bytes], log: Path, announcements: "queue.SimpleQueue[dict[str, object] | None]"
) -> StartedServer:
    try:
        announcement = announcements.get(timeout=_START_SECONDS)
    except queue.Empty:
        raise SuiteError(f"the server did not start in {_START_SECONDS:.0f} s: {_end(log)}") from None
    if announcement is None:
        process.wait()
        raise SuiteError(f"the server did not start (exit code {process.returncode}): {_end(log)}")
    url = announcement.get("url")
    if not isinstance(url, str):
        raise SuiteError('the start command printed JSON without "url"')
    credentials = Credentials.parse(announcement.get("credentials", {}), "credentials of the start command")
    return StartedServer(url, credentials, process)


def _read(output: IO[bytes], log: Path, announcements: "queue.SimpleQueue[dict[str, object] | None]") -> None:
    """Pass on the first line that is a JSON object, and write everything else into the log."""
    announced = False
    with output, log.open("ab") as rest:
        for line in output:
            found = None if announced else _object(line)
            if found is None:
                rest.write(line)
                rest.flush()
            else:
                announced = True
                announcements.put(found)
    announcements.put(None)


def _object(line: bytes) -> dict[str, object] | None:
    try:
        value = json.loads(line)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _end(log: Path) -> str:
    return log.read_text("utf-8", "replace")[-_LOG_SHOWN:].strip()


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
