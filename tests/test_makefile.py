"""The Makefile is the index of what people do, and its gate on breaking changes needs no git history."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.packages.wheels import ROOT

_MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
_DOCUMENT = """\
openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get: {operationId: listPets, responses: {'204': {description: None.}}}
"""


def make(*arguments: str, folder: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    binaries = f"BIN={Path(sys.executable).parent}"
    command = ["make", "-f", str(ROOT / "Makefile"), "-o", ".venv/.complete", binaries, *arguments]
    # Under `make test` the outer make passes its flags on, which add lines to the output.
    environment = {
        name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL")
    }
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_make_alone_lists_every_target_in_a_line() -> None:
    (phony,) = re.findall(r"^\.PHONY: (.+)$", _MAKEFILE, re.MULTILINE)
    printed = make().stdout.splitlines()
    assert [line.split()[1] for line in printed] == re.findall(r"^([a-z-]+):", _MAKEFILE, re.MULTILINE)
    assert sorted(line.split()[1] for line in printed) == sorted(phony.split())
    assert max(map(len, printed)) <= 120


def _contracts(folder: Path, released: str | None) -> None:
    (folder / "openapi" / "released").mkdir(parents=True)
    (folder / "openapi" / "brainstormmsp.yaml").write_text(_DOCUMENT, "utf-8")
    if released is not None:
        (folder / "openapi" / "released" / "brainstormmsp.yaml").write_text(released, "utf-8")


def test_diff_says_that_nothing_is_released_yet(tmp_path: Path) -> None:
    _contracts(tmp_path, None)
    done = make("diff", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "There is no released contract yet" in done.stdout


def test_diff_fails_on_a_break_since_the_release(tmp_path: Path) -> None:
    _contracts(tmp_path, _DOCUMENT.replace("/pets:", "/animals:"))
    done = make("diff", folder=tmp_path)
    assert done.returncode != 0
    assert "/animals" in done.stdout


def test_diff_passes_what_was_released(tmp_path: Path) -> None:
    _contracts(tmp_path, None)
    make("released", folder=tmp_path)
    done = make("diff", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "No breaking change" in done.stdout


def test_a_break_that_is_meant_passes_without_a_base(tmp_path: Path) -> None:
    _contracts(tmp_path, _DOCUMENT.replace("/pets:", "/animals:"))
    assert make("diff", "BASE=none", folder=tmp_path).returncode == 0
