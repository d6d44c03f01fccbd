"""The pre-commit hooks work, in this repository and in others."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.product.served import ROOT

IDS = ["contractfirst-lint", "contractfirst-stubs"]
FORMER_IDS = ["brainstormmsp-lint", "brainstormmsp-stubs"]


def hooks(file: str) -> list[dict[str, Any]]:
    loaded = yaml.safe_load((ROOT / file).read_text("utf-8"))
    found: list[dict[str, Any]] = loaded["repos"][0]["hooks"] if isinstance(loaded, dict) else loaded
    return found


def run(entry: str, *arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    command = [*shlex.split(entry.removeprefix(".venv/bin/")), *arguments]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        command, cwd=cwd, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )


def test_the_same_hooks_are_offered_and_used() -> None:
    assert [hook["id"] for hook in hooks(".pre-commit-hooks.yaml")] == IDS + FORMER_IDS
    assert [hook["id"] for hook in hooks(".pre-commit-config.yaml")] == IDS


def test_the_former_ids_are_the_same_hooks() -> None:
    offered = [{key: hook[key] for key in hook if key != "id"} for hook in hooks(".pre-commit-hooks.yaml")]
    assert offered[:2] == offered[2:]


@pytest.mark.parametrize("file", [".pre-commit-hooks.yaml", ".pre-commit-config.yaml"])
def test_hooks_look_at_the_contract(file: str) -> None:
    lint, stubs = hooks(file)[:2]
    assert re.search(lint["files"], "openapi/brainstormmsp.yaml")
    assert not re.search(lint["files"], "handlers/clients.py")
    assert re.search(stubs["files"], "handlers/clients.py")
    assert stubs["pass_filenames"] is False


def test_the_hooks_used_here_pass_here() -> None:
    lint, stubs = hooks(".pre-commit-config.yaml")
    linted = run(lint["entry"], "openapi/brainstormmsp.yaml", cwd=ROOT)
    assert linted.returncode == 0, linted.stdout
    checked = run(stubs["entry"], cwd=ROOT)
    assert checked.returncode == 0, checked.stdout


def test_the_hooks_offered_fail_on_errors(tmp_path: Path) -> None:
    lint, stubs = hooks(".pre-commit-hooks.yaml")[:2]
    (tmp_path / "openapi").mkdir()
    (tmp_path / "openapi/api.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /things:\n    get:\n"
        "      operationId: listThings\n      tags: [Things]\n      responses: {}\n"
    )
    linted = run(lint["entry"], "openapi/api.yaml", cwd=tmp_path)
    assert linted.returncode == 1
    assert "openapi/api.yaml:" in linted.stdout
    checked = run(stubs["entry"], "openapi/api.yaml", cwd=tmp_path)
    assert checked.returncode == 1
    assert "stale" in checked.stdout


def test_the_hooks_that_the_readme_shows_are_those_offered_with_the_engine_alone() -> None:
    """pre-commit installs the root of a hook's repository, and only what a local hook lists."""
    block = re.search(r"```yaml\n(repos:\n.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert block is not None
    (shown,) = yaml.safe_load(block[1])["repos"]
    assert shown["repo"] == "local"
    for hook, offered in zip(shown["hooks"], hooks(".pre-commit-hooks.yaml"), strict=False):
        assert (hook["id"], hook["name"]) == (offered["id"], offered["name"])
        assert hook["entry"].startswith(offered["entry"])
        (dependency,) = hook["additional_dependencies"]
        assert dependency.endswith("#subdirectory=engine")
