"""What `brainstormmsp demo` promises: one command, and what it prints works."""

import json
import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from brainstormmsp.command_line.demo import prepare
from brainstormmsp.settings import Settings
from brainstormmsp.store import Database
from brainstormmsp.store.api_keys import list_api_keys, revoke_api_key
from tests.product.served import ROOT, environment, free_port, wait_for_port

NOW = "2026-11-24T09:30:00.000Z"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(database_url=f"sqlite:///{tmp_path}/demo.db", pepper="p" * 48)


def test_the_key_is_kept_privately_and_used_again(settings: Settings, tmp_path: Path) -> None:
    credentials = tmp_path / "credentials.json"
    prepare(settings, credentials)
    held = credentials.read_bytes()
    assert json.loads(held).keys() == {"client_id", "client_secret", "grant_type"}
    assert stat.S_IMODE(credentials.stat().st_mode) == 0o600
    prepare(settings, credentials)
    assert credentials.read_bytes() == held


def test_a_key_that_works_no_more_is_replaced(settings: Settings, tmp_path: Path) -> None:
    credentials = tmp_path / "credentials.json"
    for spoil in ("not json", "{}", json.dumps({"client_id": "a", "client_secret": "b"})):
        credentials.write_text(spoil)
        prepare(settings, credentials)
        assert json.loads(credentials.read_bytes())["client_secret"].startswith("bmsp_")
    held = json.loads(credentials.read_bytes())
    database = Database.open(settings.database_url)
    database.write_and_wait(lambda transaction: revoke_api_key(transaction, held["client_id"], NOW))
    assert len(database.read(list_api_keys)) == 3
    database.close()
    prepare(settings, credentials)
    assert json.loads(credentials.read_bytes()) != held


@dataclass(frozen=True)
class Demo:
    """A running demo in a folder of its own, and what it printed until it served."""

    folder: Path
    port: int
    printed: str


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    tmp_path = tmp_path_factory.mktemp("demo")
    port = free_port()
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "brainstormmsp", "demo", "--port", str(port)],
            cwd=tmp_path,
            env=environment(
                PYTHONPATH=str(ROOT), BRAINSTORMMSP_CONTRACT=str(ROOT / "openapi" / "brainstormmsp.yaml")
            ),
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            wait_for_port(port, process, seconds=120)
            lines: list[str] = []
            assert process.stdout is not None
            while not lines or "Ctrl-C" not in lines[-1]:
                line = process.stdout.readline()
                assert line, (tmp_path / "log").read_text()
                lines.append(line)
            yield Demo(tmp_path, port, "".join(lines))
        finally:
            process.terminate()
            assert process.wait(timeout=30) == 0
            if process.stdout is not None:
                process.stdout.close()


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_the_printed_commands_work_as_they_are(demo: Demo) -> None:
    script = "\n".join(line for line in demo.printed.splitlines() if line.startswith("  "))
    for _ in range(2):
        # The name has the second in it.
        time.sleep(1)
        done = subprocess.run(
            ["sh", "-euc", script], cwd="/", env={"PATH": os.environ["PATH"]}, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        listed, read = (json.loads(line) for line in done.stdout.splitlines())
        assert len(listed["data"]) == 3
        assert read["name"].startswith("Copper Kettle Bakery")
        assert read["tags"] == ["retail"]
    secret = json.loads((demo.folder / "var" / "demo-credentials.json").read_bytes())["client_secret"]
    assert secret not in demo.printed


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_the_workflow_of_the_readme_runs_from_end_to_end(demo: Demo) -> None:
    done = subprocess.run(
        ["sh", "examples/workflow.sh"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "PYTHON": sys.executable,
            "API": f"http://127.0.0.1:{demo.port}/api/v1",
            "CREDENTIALS": str(demo.folder / "var" / "demo-credentials.json"),
            "RECEIVER_PORT": str(free_port()),
            "OUTPUT": str(demo.folder),
        },
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    documents = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    imported, evaluated, remediations, report = documents
    assert imported["result"]["created"] == 2
    assert evaluated["result"]["failed"] > 0
    assert remediations["data"]
    assert report["status"] == "succeeded"
    assert (demo.folder / "report.pdf").read_bytes().startswith(b"%PDF")
    assert "evaluation.failed" in done.stdout
    assert "report.completed" in done.stdout
