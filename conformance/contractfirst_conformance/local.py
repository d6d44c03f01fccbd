"""The local server for a run of its own: started, given keys, stopped.

Everything goes through the command line that operators use; nothing of the server is imported.
"""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from contractfirst.contract import Contract
from contractfirst_conformance.credentials import Credentials
from contractfirst_conformance.errors import SuiteError

__all__ = ["PROBES", "LocalServer", "local_server"]

FIRST, SECOND = "Brightwater IT", "Northgate Managed Services"
_MULTIPLIER = "1000"
_RECEIVER_HOST = "127.0.0.1"
PROBES = 48
_START_SECONDS = 60.0
_STOP_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A running server: ``url`` ends with the API's base path."""

    url: str
    credentials: Credentials
    process: subprocess.Popen[bytes]
    log: Path


@contextmanager
def local_server(
    directory: Path, contract: Path, settings: dict[str, str] | None = None, probes: int = PROBES
) -> Iterator[LocalServer]:
    """Serve on a free port of 127.0.0.1 with fault injection and a fresh database of demo data.

    ``settings`` are further environment variables. Raises ``SuiteError`` when the server does not start.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    origin = f"http://127.0.0.1:{port}"
    signing_key = secrets.token_urlsafe(48)
    database_url = f"sqlite:///{directory / 'api.db'}"
    environment = {
        **os.environ,
        "BRAINSTORMMSP_ENVIRONMENT": "conformance",
        "BRAINSTORMMSP_DATABASE_URL": database_url,
        "BRAINSTORMMSP_PORT": str(port),
        "BRAINSTORMMSP_CONTRACT": str(contract),
        "BRAINSTORMMSP_SIGNING_KEYS": signing_key,
        "BRAINSTORMMSP_PEPPER": secrets.token_urlsafe(48),
        "BRAINSTORMMSP_FAULT_INJECTION": "true",
        "BRAINSTORMMSP_TRUSTED_PROXIES": "127.0.0.1/32",
        "BRAINSTORMMSP_WEBHOOK_ALLOWED_HOSTS": _RECEIVER_HOST,
        "BRAINSTORMMSP_LOG_FORMAT": "json",
        **(settings or {}),
    }
    log = directory / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "brainstormmsp", "serve"], stdout=output, stderr=output, env=environment
        )
    try:
        _wait_until_ready(process, origin, log)
        _commands(environment, [["seed"]])
        keys = _keys(environment, probes)
        facts = {
            "fault_injection": True,
            "trusts_forwarded_for": True,
            "signing_key": signing_key,
            "webhook_host": _RECEIVER_HOST,
        }
        given = {"server": facts, "organisations": keys}
        base_path = _base_path(contract)
        yield LocalServer(f"{origin}{base_path}", Credentials.parse(given), process, log)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


_BOTH = "read write"
_DRIVER = """
import contextlib, io, json, sys
from brainstormmsp.command_line import main

printed = []
for arguments in json.load(sys.stdin):
    output = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    with contextlib.redirect_stdout(output):
        main(arguments, standalone_mode=False)
    printed.append(output.buffer.getvalue().decode())
print(json.dumps(printed))
"""


def _base_path(contract: Path) -> str:
    return Contract.load(contract).base_path


def _keys(environment: dict[str, str], probes: int) -> list[dict[str, Any]]:
    """Make all keys, in one process because each start of the command line takes half a second."""
    single = {
        "full": _BOTH,
        "read_only": "read",
        "write_only": "write",
        "no_scope": "",
        "fuzzing": _BOTH,
        "revoked": _BOTH,
    }
    wanted = [(FIRST, purpose, scope, _MULTIPLIER) for purpose, scope in single.items()]
    wanted += [(SECOND, purpose, single[purpose], _MULTIPLIER) for purpose in ("full", "read_only")]
    wanted += [(FIRST, f"limit_probe {number}", _BOTH, "1") for number in range(probes)]
    made = _commands(environment, [_create(*each) for each in wanted])
    keys = [
        {
            "client_id": (key := json.loads(printed))["client_id"],
            "client_secret": key["client_secret"],
            "multiplier": float(multiplier),
        }
        for printed, (_, _, _, multiplier) in zip(made, wanted, strict=True)
    ]
    count = len(single)
    first = dict(zip(single, keys[:count], strict=True))
    _commands(environment, [["keys", "revoke", first["revoked"]["client_id"]]])
    return [
        {"name": FIRST, **first, "limit_probes": keys[count + 2 :]},
        {"name": SECOND, "full": keys[count], "read_only": keys[count + 1]},
    ]


def _create(organisation: str, purpose: str, scope: str, multiplier: str) -> list[str]:
    words = ["keys", "create", "--organisation", organisation, "--scope", scope]
    return [*words, "--multiplier", multiplier, "--name", f"Conformance {purpose}", "--json"]


def _commands(environment: dict[str, str], commands: list[list[str]]) -> list[str]:
    """Run commands of the command line one after the other and return what each printed."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and command line
        [sys.executable, "-c", _DRIVER],
        input=json.dumps(commands),
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise SuiteError(f"{' '.join(commands[0][:2])} failed: {done.stderr.strip()[-400:]}")
    printed: list[str] = json.loads(done.stdout)
    return printed


def _wait_until_ready(process: subprocess.Popen[bytes], origin: str, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            if httpx.get(f"{origin}/ready", timeout=5, trust_env=False).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise SuiteError(f"the local server did not start: {log.read_text('utf-8', 'replace')[-1000:].strip()}")
