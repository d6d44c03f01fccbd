"""Load: 16 keep-alive connections, each of which sends its next request when the answer has come.

``wrk`` sends where it is installed; otherwise ``benches.generator``, which sends more than any server here
answers. Either has a core of its own.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benches.machine import LOAD_CORE, pinned_to

__all__ = ["CONNECTIONS", "NUMBER", "TOKEN", "Request", "Sent", "generator_name", "requests_a_second", "send"]

CONNECTIONS = 16
NUMBER = "@number@"
"""Stands for a number of sixteen digits that no other request has."""
TOKEN = "@token@"  # noqa: S105 - stands for one
"""Stands for one token after another."""
_MARK = re.compile(f"({NUMBER}|{TOKEN})")
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it is sent again and again, and the status that each answer must have."""

    name: str
    method: str
    path: str
    headers: Mapping[str, str]
    body: str = ""
    status: int = 200

    def raw(self) -> str:
        """Return the request as HTTP/1.1 writes it, with its marks."""
        headers = {"Host": "127.0.0.1", "Accept": "application/json", **self.headers}
        if self.body:
            length = len(self.body.replace(NUMBER, "0" * _DIGITS))
            headers |= {"Content-Type": "application/json", "Content-Length": str(length)}
        lines = [
            f"{self.method} {self.path} HTTP/1.1",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        return "\r\n".join(lines) + "\r\n\r\n" + self.body

    def parts(self) -> list[str]:
        """Return the text between the marks, and the marks."""
        return [part for part in _MARK.split(self.raw()) if part]


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of a spell of load: ``refused`` counts the answers with a status of 400 or above."""

    answers: int
    seconds: float
    refused: int

    @property
    def a_second(self) -> float:
        return self.answers / self.seconds


def requests_a_second(port: int, request: Request, seconds: int, tokens: Sequence[str]) -> float:
    """Return how many answers came a second, after a second to warm up.

    Raises:
        RuntimeError: an answer had another status than ``request.status``.
    """
    send(port, request, 1, tokens)
    return send(port, request, seconds, tokens).a_second


def send(port: int, request: Request, seconds: int, tokens: Sequence[str]) -> Sent:
    """Send one request for so long; raises ``RuntimeError`` as ``requests_a_second`` does."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tokens"
        file.write_text("\n".join(tokens) + "\n", "utf-8")
        command = (_wrk if _has_wrk() else _own)(Path(folder), port, request, seconds, file)
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, preexec_fn=pinned_to(LOAD_CORE)
        )
    counts = re.search(r"^counts (\d+) ([\d.]+) (\d+) (\d+)$", done.stdout, re.MULTILINE)
    if done.returncode != 0 or counts is None:
        raise RuntimeError(f"{command[0]} failed: {done.stdout[-500:]}{done.stderr[-500:]}")
    sent = Sent(int(counts[1]), float(counts[2]), int(counts[3]))
    expected = sent.answers if request.status >= 400 else 0
    # What is on its way when the time is over is in one count and not in the other.
    if int(counts[4]) or abs(sent.refused - expected) > CONNECTIONS or not sent.answers:
        raise RuntimeError(f"{request.name}: {sent}, {counts[4]} broken connections")
    return sent


@cache
def generator_name() -> str:
    """Return what sends the load, with its version."""
    if not _has_wrk():
        return "benches.generator (wrk is not installed)"
    # It prints its version with its usage, and ends with 1.
    shown = subprocess.run(["wrk", "-v"], capture_output=True, text=True, check=False)  # noqa: S607 - on PATH
    found = re.search(r"\d+\.\d+\.\d+", shown.stdout + shown.stderr)
    return f"wrk {found[0]}" if found else "wrk"


def _has_wrk() -> bool:
    return shutil.which("wrk") is not None


def _wrk(folder: Path, port: int, request: Request, seconds: int, tokens: Path) -> list[str]:
    script = folder / "request.lua"
    script.write_text(_SCRIPT % (json.dumps(str(tokens)), time.time_ns() // 1000, _lua(request)), "utf-8")
    options = ["-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", "-s", str(script)]
    return ["wrk", *options, f"http://127.0.0.1:{port}"]


def _own(folder: Path, port: int, request: Request, seconds: int, tokens: Path) -> list[str]:
    parts = folder / "parts.json"
    parts.write_text(json.dumps(request.parts()), "utf-8")
    return [sys.executable, "-m", "benches.generator", str(port), str(seconds), str(parts), str(tokens)]


_SCRIPT = """
local tokens = {}
for line in io.lines(%s) do tokens[#tokens + 1] = line end
local number = %d
function request()
  number = number + 1
  return %s
end
function done(summary)
  local errors = summary.errors
  local broken = errors.connect + errors.read + errors.write + errors.timeout
  local seconds = summary.duration / 1e6
  io.write(string.format("counts %%d %%f %%d %%d\\n", summary.requests, seconds, errors.status, broken))
end
"""


def _lua(request: Request) -> str:
    """Return a Lua expression that makes the request."""
    marks = {NUMBER: f'string.format("%0{_DIGITS}d", number)', TOKEN: "tokens[number % #tokens + 1]"}
    return " .. ".join(marks.get(part) or json.dumps(part) for part in request.parts())
