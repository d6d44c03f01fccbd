"""The options and exit codes of ``conform``, as the suite's own command and as an application's."""

import json
import shlex
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from contractfirst_conformance.command import command, conform_command
from tests.conformance.stub import stub_server, write_document


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "exactly one of --url and --start\n"),
        (["--url", "http://h", "--start", "x"], "exactly one of --url and --start"),
        (["--url", "http://h"], "pass --document"),
        (["--local"], "No such option"),
        (["--url", "http://h", "--document", "missing.yaml"], "missing.yaml"),
    ],
)
def test_wrong_usage_exits_with_3(arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 3
    assert message in result.output


def test_a_run_that_ends_before_any_check_says_so(tmp_path: Path) -> None:
    document = str(write_document(tmp_path))
    result = CliRunner().invoke(command, ["--url", "http://127.0.0.1:9", "--document", document])
    assert result.exit_code == 2
    assert " No check ran; 1 exchange in " in result.output


def test_a_server_is_started_and_tested(tmp_path: Path) -> None:
    document = write_document(tmp_path)
    with stub_server() as stub:
        source = f"import time; print('{json.dumps({'url': stub.url})}', flush=True); time.sleep(60)"
        start = shlex.join([sys.executable, "-c", source])
        result = CliRunner().invoke(
            command, ["--start", start, "--document", str(document), "--select", "AUTH-01"]
        )
    assert result.exit_code == 0, result.output
    assert "1 pass" in result.output


def test_an_application_has_its_own_prefix_document_and_server(tmp_path: Path) -> None:
    document = write_document(tmp_path)
    asked: list[Path] = []

    def local(path: Path) -> list[str]:
        asked.append(path)
        return [str(tmp_path / "missing")]

    own = conform_command(prefix="THINGS", document=document, local=local)
    result = CliRunner().invoke(own, ["--local"])
    assert (result.exit_code, asked) == (2, [document])
    result = CliRunner().invoke(own, [])
    assert (result.exit_code, result.output) == (
        3,
        "Error: pass exactly one of --url, --start and --local\n",
    )
    with stub_server() as stub:
        result = CliRunner().invoke(own, ["--select", "AUTH-01"], env={"THINGS_URL": stub.url})
    assert result.exit_code == 0, result.output
