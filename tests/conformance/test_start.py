"""``--start``: the announcement of the started server, and what happens without one."""

import json
import sys
from pathlib import Path

import pytest

from contractfirst_conformance.errors import SuiteError, UsageError
from contractfirst_conformance.start import split_command, started_server

KEYS = {"organisations": [{"name": "One", "full": {"token": "t"}}]}
SERVE = """
import os, sys, time
print("a banner")
sys.stderr.write("a log line")
print({announcement!r}, flush=True)
time.sleep(60)
"""


def command(announcement: object) -> list[str]:
    return [sys.executable, "-c", SERVE.format(announcement=json.dumps(announcement))]


def test_url_and_credentials_are_read_and_the_server_is_stopped() -> None:
    with started_server(command({"url": "http://127.0.0.1:9/v1", "credentials": KEYS})) as server:
        assert server.url == "http://127.0.0.1:9/v1"
        assert server.credentials.first.full is not None
        assert server.process.poll() is None
    assert server.process.poll() is not None


def test_the_number_of_limit_probes_is_in_the_environment() -> None:
    source = 'import json, os, time; n = os.environ["CONTRACTFIRST_LIMIT_PROBES"]; '
    source += 'print(json.dumps({"url": "http://h/" + n}), flush=True); time.sleep(60)'
    with started_server([sys.executable, "-c", source], probes=7) as server:
        assert server.url == "http://h/7"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("import sys; sys.stderr.write('no database'); sys.exit(4)", r"exit code 4\): no database"),
        ("print('ready')", r"exit code 0\): ready"),
        ("print('{}')", 'without "url"'),
    ],
)
def test_a_server_that_announces_nothing_is_an_error_with_its_log(source: str, message: str) -> None:
    with pytest.raises(SuiteError, match=message), started_server([sys.executable, "-c", source]):
        pass


def test_malformed_credentials_are_wrong_usage() -> None:
    with (
        pytest.raises(UsageError, match="start command"),
        started_server(command({"url": "http://h", "credentials": 1})),
    ):
        pass


def test_a_command_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="cannot be started"), started_server([str(tmp_path / "missing")]):
        pass


@pytest.mark.parametrize("words", ["", "a 'b"])
def test_a_command_line_without_a_command_is_wrong_usage(words: str) -> None:
    with pytest.raises(UsageError, match="--start"):
        split_command(words)
