"""The suite as a pytest plugin: each check is a test, and invalid options are reported before any is run."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conformance.stub import SECRET, TOKEN, stub_server, write_document

SELECTED = ("STAT-01", "RESP-04", "ERR-01")
WAIVER = '[[waivers]]\ncheck = "RESP-*"\nreason = "Mended in the next release."\nuntil = 2999-01-01\n'


def run(directory: Path, url: str, *options: str) -> tuple[int, str]:
    """Return pytest's exit status and what it printed."""
    keys = {"organisations": [{"name": "One", "full": {"client_id": "one", "client_secret": SECRET}}]}
    (directory / "keys.json").write_text(json.dumps(keys))
    words = ["--conformance-url", url, "--conformance-document", str(write_document(directory))]
    words += ["--conformance-credentials", "keys.json"]
    words += [word for check in SELECTED for word in ("--conformance-select", check)]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "contractfirst_conformance.plugin",
        "-p",
        "no:cacheprovider",
        "-rA",
    ]
    done = subprocess.run([*command, *words, *options], cwd=directory, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_each_check_is_a_test_of_its_own(tmp_path: Path) -> None:
    with stub_server() as stub:
        status, printed = run(tmp_path, stub.url)
    assert status == 0, printed
    for check in SELECTED:
        assert f"conformance[{check}]" in printed
    assert "3 passed" in printed


def test_a_failed_check_fails_its_test_and_shows_evidence_without_secrets(tmp_path: Path) -> None:
    with stub_server("body") as stub:
        status, printed = run(tmp_path, stub.url)
    assert status == 1
    assert "FAILED" in printed
    assert "2 passed" in printed
    assert "Every body is valid against its schema" in printed
    assert "curl -sS -i" in printed
    assert "Traceback" not in printed
    assert TOKEN not in printed
    assert SECRET not in printed


def test_a_waived_failure_is_expected(tmp_path: Path) -> None:
    waivers = tmp_path / "waivers.toml"
    waivers.write_text(WAIVER)
    with stub_server("body") as stub:
        status, printed = run(tmp_path, stub.url, "--conformance-waivers", str(waivers))
    assert status == 0, printed
    assert "1 xfailed" in printed
    assert "Mended in the next release." in printed


@pytest.mark.parametrize(
    ("url", "options", "reported"),
    [
        ("http://127.0.0.1:1/api", (), "http://127.0.0.1:1/api cannot be tested: no connection"),
        ("http://127.0.0.1:1/api", ("--conformance-select", "NONE-01"), "is called NONE-01"),
        ("http://127.0.0.1:1/api", ("--conformance-waivers", "missing.toml"), "missing.toml"),
    ],
)
def test_an_invalid_option_is_reported_in_a_line(
    tmp_path: Path, url: str, options: tuple[str, ...], reported: str
) -> None:
    status, printed = run(tmp_path, url, *options)
    assert status == pytest.ExitCode.USAGE_ERROR
    assert reported in printed
    assert "Traceback" not in printed
