"""Shells complete commands, options and their values."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import BashComplete

from brainstormmsp.command_line import main
from tests.product.served import ROOT

NAME, VARIABLE = "brainstormmsp", "_BRAINSTORMMSP_COMPLETE"
BINARIES = Path(sys.executable).parent


def completions(words: list[str], beginning: str) -> list[str]:
    complete = BashComplete(main, {}, NAME, VARIABLE)
    return [item.value for item in complete.get_completions(words, beginning)]


def test_every_command_is_completed() -> None:
    offered = completions([], "")
    assert {"conform", "demo", "diff", "keys", "lint", "mock", "new", "serve", "stubs"} <= set(offered)
    assert completions([], "st") == ["stubs"]
    assert completions(["keys"], "cr") == ["create"]


def test_options_and_their_values_are_completed() -> None:
    assert completions(["stubs"], "--ch") == ["--check"]
    assert completions(["lint", "--format"], "s") == ["sarif"]


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("completion")
    arguments = ["-o", ".venv/.complete", "completion", f"COMPLETION={folder}", f"BIN={BINARIES}"]
    subprocess.run(["make", *arguments], cwd=ROOT, check=True, capture_output=True)
    return folder


def test_scripts_are_made_for_three_shells(scripts: Path) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert f"{VARIABLE}={shell}_complete" in (scripts / f"{NAME}.{shell}").read_text()
        assert f"_CONTRACTFIRST_COMPLETE={shell}_complete" in (scripts / f"contractfirst.{shell}").read_text()


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_completes_what_was_begun(scripts: Path) -> None:
    program = f"source '{scripts / 'brainstormmsp.bash'}'; COMP_WORDS=({NAME} mo); COMP_CWORD=1; "
    program += f"_{NAME}_completion {NAME}; echo ${{COMPREPLY[@]}}"
    path = f"{BINARIES}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", program], env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["mock"], done.stderr
