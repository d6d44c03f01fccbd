"""The server of ``brainstormmsp conform --local``: demo data in a fresh database, and all API keys it needs.

Run as a module it prints one line of JSON, ``{"url": …, "credentials": …}``, when the server is ready,
and serves until SIGTERM. It uses the same commands as operators do.
"""

import argparse
import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from brainstormmsp.contract_file import contract_file
from contractfirst.contract import Contract
from contractfirst.server.errors import StartError

__all__ = ["ConformanceServer", "conformance_server", "start_command"]

_FIRST, _SECOND = "Brightwater IT", "Northgate Managed Services"
_MULTIPLIER = "1000"
_HOST = "127.0.0.1"
# Of documentation alone (RFC 5737), so no request comes from it.
_OTHER_NETWORK = "192.0.2.0/24"
_PROBES = 48
_START_SECONDS = 60.0
_STOP_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class ConformanceServer:
    """A running server: ``url`` ends with the base path, ``credentials`` are as in a credentials file."""

    url: str
    credentials: dict[str, Any]
    process: subprocess.Popen[bytes]
    log: Path


def start_command(document: Path, directory: Path | None = None) -> list[str]:
    """Return the command that starts the server of this document, its files in ``directory`` if given."""
    module = "brainstormmsp.command_line.conformance_server"
    words = [sys.executable, "-m", module, "--document", str(document)]
    return words if directory is None else [*words, "--directory", str(directory)]


@contextmanager
def conformance_server(
    directory: Path, document: Path, settings: dict[str, str] | None = None, probes: int = _PROBES
) -> Iterator[ConformanceServer]:
    """Serve on a free port of 127.0.0.1 with fault injection and a fresh database of demo data.

    ``settings`` are further environment variables. Raises ``StartError`` when the server does not start.
    """
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        port = probe.getsockname()[1]
    signing_key = secrets.token_urlsafe(48)
    environment = {
        **os.environ,
        "BRAINSTORMMSP_ENVIRONMENT": "conformance",
        "BRAINSTORMMSP_DATABASE_URL": f"sqlite:///{directory / 'api.db'}",
        "BRAINSTORMMSP_PORT": str(port),
        "BRAINSTORMMSP_CONTRACT": str(document),
        "BRAINSTORMMSP_SIGNING_KEYS": signing_key,
        "BRAINSTORMMSP_PEPPER": secrets.token_urlsafe(48),
        "BRAINSTORMMSP_FAULT_INJECTION": "true",
        "BRAINSTORMMSP_TRUSTED_PROXIES": f"{_HOST}/32",
        "BRAINSTORMMSP_WEBHOOK_ALLOWED_HOSTS": _HOST,
        "BRAINSTORMMSP_LOG_FORMAT": "json",
        **(settings or {}),
    }
    log = directory / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "brainstormmsp", "serve"], stdout=output, stderr=output, env=environment
        )
    try:
        _wait_until_ready(process, port, log)
        _run_commands(environment, [["seed"]])
        server = {
            "fault_injection": True,
            "trusts_forwarded_for": True,
            "signing_key": signing_key,
            "webhook_host": _HOST,
        }
        credentials: dict[str, Any] = {"server": server, "organisations": _make_keys(environment, probes)}
        base_path = Contract.load(document).base_path
        first = credentials["organisations"][0]
        first["other_network"] = _key_of_another_network(port, base_path, first["full"])
        yield ConformanceServer(f"http://{_HOST}:{port}{base_path}", credentials, process, log)
    finally:
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


_BOTH = "read write"
_EVERY = f"{_BOTH} api-keys:write"
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


def _make_keys(environment: dict[str, str], probes: int) -> list[dict[str, Any]]:
    """Create all keys in one process, because each start of the command line takes half a second."""
    single = {
        "full": _EVERY,
        "read_only": "read",
        "write_only": "write",
        "no_scope": "",
        "fuzzing": _EVERY,
        "revoked": _BOTH,
    }
    wanted = [(_FIRST, purpose, scope, _MULTIPLIER) for purpose, scope in single.items()]
    wanted += [(_SECOND, purpose, single[purpose], _MULTIPLIER) for purpose in ("full", "read_only")]
    wanted += [(_FIRST, f"limit_probe {number}", _EVERY, "1") for number in range(probes)]
    made = _run_commands(environment, [_create(*each) for each in wanted])
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
    _run_commands(environment, [["keys", "revoke", first["revoked"]["client_id"]]])
    return [
        {"name": _FIRST, **first, "limit_probes": keys[count + 2 :]},
        {"name": _SECOND, "full": keys[count], "read_only": keys[count + 1]},
    ]


def _key_of_another_network(port: int, base_path: str, full: dict[str, Any]) -> dict[str, Any]:
    """Create, over HTTP, an API key that this machine's address may not use."""
    secret = {name: full[name] for name in ("client_id", "client_secret")}
    grant = {**secret, "grant_type": "client_credentials"}
    token = _post(port, f"{base_path}/auth/token", grant)["access_token"]
    wanted = {
        "name": "Conformance other_network",
        "scopes": ["read"],
        "allowed_networks": [_OTHER_NETWORK],
    }
    made = _post(port, f"{base_path}/api-keys", wanted, {"Authorization": f"Bearer {token}"})
    return {name: made[name] for name in secret}


def _post(
    port: int, path: str, body: dict[str, Any], headers: dict[str, str] | None = None
) -> dict[str, Any]:
    """Send JSON and return the JSON of a success; raises ``StartError``."""
    connection = http.client.HTTPConnection(_HOST, port, timeout=5)
    try:
        sent = {"Content-Type": "application/json", **(headers or {})}
        connection.request("POST", path, json.dumps(body), sent)
        response = connection.getresponse()
        if response.status not in (http.HTTPStatus.OK, http.HTTPStatus.CREATED):
            raise StartError(f"POST {path} was answered {response.status}")
        answer: dict[str, Any] = json.loads(response.read())
        return answer
    finally:
        connection.close()


def _create(organisation: str, purpose: str, scope: str, multiplier: str) -> list[str]:
    words = ["keys", "create", "--organisation", organisation, "--scope", scope]
    return [*words, "--multiplier", multiplier, "--name", f"Conformance {purpose}", "--json"]


def _run_commands(environment: dict[str, str], commands: list[list[str]]) -> list[str]:
    """Run commands of the command line in order and return what each printed."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and command line
        [sys.executable, "-c", _DRIVER],
        input=json.dumps(commands),
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise StartError(f"{' '.join(commands[0][:2])} failed: {done.stderr.strip()[-400:]}")
    printed: list[str] = json.loads(done.stdout)
    return printed


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        connection = http.client.HTTPConnection(_HOST, port, timeout=5)
        try:
            connection.request("GET", "/ready")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except (OSError, http.client.HTTPException):
            pass  # It does not listen yet.
        finally:
            connection.close()
        time.sleep(0.05)
    raise StartError(f"the local server did not start: {log.read_text('utf-8', 'replace')[-1000:].strip()}")


def _main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--document", type=Path, default=contract_file())
    parser.add_argument("--directory", type=Path, help="where the database and the log are kept")
    options = parser.parse_args()
    probes = int(os.environ.get("CONTRACTFIRST_LIMIT_PROBES", _PROBES))
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with tempfile.TemporaryDirectory(prefix="conformance-") as scratch:
            directory = options.directory or Path(scratch)
            directory.mkdir(parents=True, exist_ok=True)
            with conformance_server(directory, options.document, probes=probes) as server:
                announcement = {"url": server.url, "credentials": server.credentials}
                sys.stdout.write(json.dumps(announcement) + "\n")
                sys.stdout.flush()
                return server.process.wait()
    except StartError as error:
        sys.stderr.write(f"Error: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(_main())
