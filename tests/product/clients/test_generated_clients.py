"""What `make client` generates compiles, type-checks strictly and works against the served API."""

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.product.handlers.live import Live, serve_program
from tests.product.served import ROOT

PROGRAMS = Path(__file__).parent / "programs"
NO_NODE = "npx is missing: the TypeScript half of `make client` needs node and npm"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `make client` fills."""
    folder = tmp_path_factory.mktemp("client")
    binaries = Path(sys.executable).parent
    # What is set up is used as it is: a test installs nothing.
    arguments = ["-o", ".venv/.complete", "client", f"CLIENT={folder}", f"BIN={binaries}"]
    _run(["make", "--no-print-directory", *arguments], cwd=ROOT)
    return folder


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with serve_program(tmp_path_factory.mktemp("served")) as server:
        yield server


def test_the_python_client_reads_back_what_it_created(generated: Path, live: Live) -> None:
    program = [sys.executable, str(PROGRAMS / "read_and_write.py")]
    printed = _run([*program, live.url, live.client_id, live.client_secret], PYTHONPATH=generated / "python")
    assert uuid.UUID(printed.strip()).version == 7


def test_every_module_of_the_python_client_imports(generated: Path) -> None:
    root = generated / "python"
    modules = [
        str(path.relative_to(root).with_suffix("")).replace("/", ".").removesuffix(".__init__")
        for path in sorted((root / "brainstormmsp_client").rglob("*.py"))
    ]
    assert len(modules) > 100
    _run([sys.executable, "-c", "".join(f"import {name}\n" for name in modules)], PYTHONPATH=root)


def test_what_uses_the_python_client_is_typed_strictly(generated: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={tmp_path}"]
    _run([*command, str(PROGRAMS / "read_and_write.py")], MYPYPATH=generated / "python", cwd=tmp_path)


@pytest.mark.skipif(shutil.which("npx") is None, reason=NO_NODE)
def test_typescript_reads_back_what_it_created(generated: Path, live: Live, tmp_path: Path) -> None:
    shutil.copy(PROGRAMS / "read_and_write.ts", tmp_path)
    shutil.copy(generated / "typescript" / "brainstormmsp.d.ts", tmp_path)
    compiler = ["npx", "--yes", "--package=typescript@5", "tsc", "--strict", "--noUncheckedIndexedAccess"]
    compiler += ["--target", "es2022", "--module", "nodenext", "--lib", "es2022,dom,dom.iterable"]
    _run([*compiler, "read_and_write.ts"], cwd=tmp_path)
    program = ["node", str(tmp_path / "read_and_write.js")]
    printed = _run([*program, live.url, live.client_id, live.client_secret])
    assert uuid.UUID(printed.strip()).version == 7


def test_without_node_the_typescript_half_says_that_it_is_left_out(tmp_path: Path) -> None:
    binaries = tmp_path / "bin"
    binaries.mkdir()
    for name in ("sh", "make", "mkdir", "rm", "env"):
        (binaries / name).symlink_to(str(shutil.which(name)))
    (binaries / "openapi-python-client").symlink_to(str(shutil.which("true")))
    arguments = ["-o", ".venv/.complete", "client", f"CLIENT={tmp_path / 'client'}", f"BIN={binaries}"]
    done = subprocess.run(
        [str(shutil.which("make")), "--no-print-directory", *arguments],
        cwd=ROOT,
        env={"PATH": str(binaries)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "SKIPPED" in done.stderr
    assert "npx is missing" in done.stderr


def _run(command: list[str], cwd: Path | None = None, **variables: Path) -> str:
    environment = {**os.environ, **{name: str(value) for name, value in variables.items()}}
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout
