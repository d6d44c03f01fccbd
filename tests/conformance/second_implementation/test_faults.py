"""The suite against a foreign implementation: it finds the planted errors and nothing else."""

import io
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console

from contractfirst_conformance.credentials import Credentials
from contractfirst_conformance.outcome import ExitCode
from contractfirst_conformance.session import RunOptions, run_suite
from tests.conformance.second_implementation.faults import Fault
from tests.product.served import ROOT, free_port, wait_for_port

# A contract of its own: twelve operations, which do not change when the product's contract grows.
DOCUMENT = Path(__file__).with_name("contract.yaml")
WALLS = tuple(f"TEN-{number:02}" for number in (1, 2, 4, 5, 6, 7, 8, 9, 10, 12))
LAWS = tuple(f"LAW-{number:02}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14))
AREAS = ("errors", "responses", "matrix", "authentication", *WALLS, *LAWS)
SECRET = secrets.token_urlsafe(48)
FOUND = {
    Fault.RELATIVE_LOCATION: {"RESP-02 createClient 201 Location"},
    Fault.STATUS_COPIED: {"ERR-01 replaceClient 409", "RESP-04 replaceClient 409 enum /status"},
    Fault.DELETE_TELLS: {"RESP-01 deleteClient 200", "STAT-01 deleteClient 204"},
    Fault.UNKNOWN_IGNORED: {"ERR-20 listContacts missing conformance_unknown"},
    Fault.FIRST_ONLY: {
        f"ERR-21 createContact everything wrong: /{name}"
        for name in ("conformance_unknown", "email", "is_primary", "name", "phone", "role")
    },
    Fault.TRACEBACK: {"ERR-02 getContact a traceback", "ERR-02 getContact an exception's name"},
    Fault.SHOUTED: {"RESP-04 getAlert 200 enum /severity"},
    Fault.NO_ALLOW: {"ERR-11 /alerts/{alert_id} Allow"},
    Fault.GRANT_TWICE: {
        "AUTH-33 createToken grant_type repeated",
        "AUTH-33 createToken audience repeated",
    },
    Fault.OTHERS_ALERTS: {
        "TEN-01 getAlert A resource",
        "TEN-01 getAlert A resource (HEAD)",
        "TEN-10 getAlert A resource with If-None-Match",
    },
    Fault.LAST_AGAIN: {
        "LAW-10 listContacts same",
        *(
            f"LAW-11 listContacts {order}"
            for order in ("created_at", "-created_at", "updated_at", "-updated_at", "name", "-name")
        ),
        *(
            f"LAW-12 listContacts {sign}{name} same"
            for sign in ("", "-")
            for name in ("created_at", "updated_at", "name")
        ),
    },
    Fault.MATCH_IGNORED: {"STAT-01 replaceContact 412"},
}
"""The failures of each error, complete."""


def keys() -> list[dict[str, Any]]:
    made = [("full", "read write", 1000.0), ("fuzzing", "read write", 1000.0), ("read_only", "read", 1000.0)]
    made += [("write_only", "write", 1000.0), ("stranger", "read write", 1000.0)]
    made += [(f"probe-{number}", "read write", 1.0) for number in range(80)]
    return [
        {
            "client_id": name,
            "client_secret": secrets.token_urlsafe(24),
            "scope": scope,
            "multiplier": multiplier,
            "organisation": "Second" if name == "stranger" else "First",
        }
        for name, scope, multiplier in made
    ]


def credentials(made: list[dict[str, Any]]) -> Credentials:
    by_name = {
        each["client_id"]: {k: each[k] for k in ("client_id", "client_secret", "multiplier")} for each in made
    }
    purposes = ("full", "fuzzing", "read_only", "write_only")
    first: dict[str, Any] = {each: by_name[each] for each in purposes}
    # A key that was revoked is one that the server does not have any more.
    first["revoked"] = {"client_id": "revoked", "client_secret": secrets.token_urlsafe(24)}
    first["limit_probes"] = [by_name[name] for name in by_name if name.startswith("probe")]
    return Credentials.parse(
        {
            "server": {
                "fault_injection": True,
                "trusts_forwarded_for": True,
                "signing_key": SECRET,
            },
            "organisations": [{"name": "First", **first}, {"name": "Second", "full": by_name["stranger"]}],
        }
    )


@contextmanager
def serving(made: list[dict[str, Any]], faults: tuple[Fault, ...]) -> Iterator[str]:
    port = free_port()
    name = "tests.conformance.second_implementation.application:create"
    arguments = ["--interface", "asgi", "--factory", "--port", str(port), "--log-level", "error", name]
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", *arguments],
        cwd=ROOT,
        text=True,
        env={
            **os.environ,
            "SECOND_DOCUMENT": str(DOCUMENT),
            "SECOND_KEYS": json.dumps(made),
            "SECOND_SECRET": SECRET,
            "SECOND_FAULTS": " ".join(faults),
        },
    )
    try:
        wait_for_port(port, process)
        yield f"http://127.0.0.1:{port}/api/v1"
    finally:
        process.terminate()
        process.wait(timeout=20)


def run_areas(tmp_path: Path, *faults: Fault, areas: Sequence[str] = AREAS) -> tuple[ExitCode, set[str], str]:
    """Return the exit code, the fingerprints of what was found, and what was printed."""
    made, output = keys(), io.StringIO()
    with serving(made, faults) as url:
        wish = RunOptions(
            url, DOCUMENT, credentials(made), select=areas, quick=True, report_directory=tmp_path
        )
        code = run_suite(wish, Console(file=output, width=200))
    report = json.loads((tmp_path / "report.json").read_text())
    found = {failure["fingerprint"] for each in report["results"] for failure in each["failures"]}
    return code, found, output.getvalue()


def test_without_planted_errors_it_passes(tmp_path: Path) -> None:
    code, found, printed = run_areas(tmp_path, areas=(*AREAS, "limits"))
    assert found == set(), printed
    assert code is ExitCode.PASSED


def test_exactly_the_planted_errors_are_found(tmp_path: Path) -> None:
    code, found, printed = run_areas(tmp_path, *Fault)
    assert found == set().union(*FOUND.values()), printed
    assert code is ExitCode.FAILED


def test_every_planted_error_is_found() -> None:
    assert FOUND.keys() == set(Fault)
