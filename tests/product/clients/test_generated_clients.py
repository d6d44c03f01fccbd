"""What `make clients` makes compiles and works with the server: list, create, read, a conflict and a 404."""

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
PACKAGES = {"openapi-generator": "brainstormmsp_api", "openapi-python-client": "brainstormmsp_client"}
STRICT = ["--strict", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler"]


def missing(*names: str) -> pytest.MarkDecorator:
    """Skip a test if this machine lacks one of the programs."""
    absent = [name for name in names if shutil.which(name) is None]
    return pytest.mark.skipif(bool(absent), reason=f"{' and '.join(absent)} missing, see `make clients`")


needs_java, needs_node = missing("java"), missing("npm")


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `make clients` fills."""
    folder = tmp_path_factory.mktemp("clients")
    binaries = Path(sys.executable).parent
    # What is set up is used as it is: a test installs nothing in its own environment.
    arguments = ["-o", ".venv/.complete", "clients", f"CLIENTS={folder}", f"BIN={binaries}"]
    _run(["make", "--no-print-directory", *arguments], cwd=ROOT)
    return folder


@pytest.fixture(scope="module")
def compiled(generated: Path) -> Path:
    """The folder of the TypeScript programs: checked strictly with the clients, then bundled."""
    folder = generated / "typescript"
    shutil.copytree(PROGRAMS, folder / "programs", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    programs = sorted(path.name for path in PROGRAMS.glob("*.ts"))
    if not (folder / "openapi-generator").exists():
        programs.remove("openapi_generator.ts")
    sources = [f"programs/{name}" for name in programs]
    _run(["node_modules/.bin/tsc", "--noEmit", "--skipLibCheck", *STRICT, *sources], cwd=folder)
    bundle = [
        "--bundle",
        "--platform=node",
        "--format=esm",
        "--log-level=warning",
        "--out-extension:.js=.mjs",
    ]
    _run(["node_modules/.bin/esbuild", *sources, *bundle, "--outdir=bundled"], cwd=folder)
    return folder / "bundled"


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with serve_program(tmp_path_factory.mktemp("served")) as server:
        yield server


@pytest.mark.parametrize(
    "generator", [pytest.param("openapi-generator", marks=needs_java), "openapi-python-client"]
)
def test_a_python_client_works(generated: Path, live: Live, generator: str) -> None:
    program = [sys.executable, str(PROGRAMS / f"{generator.replace('-', '_')}.py")]
    arguments = [live.url, live.client_id, live.client_secret]
    printed = _run([*program, *arguments], PYTHONPATH=generated / generator)
    assert uuid.UUID(printed.strip()).version == 7


@pytest.mark.parametrize(
    "generator", [pytest.param("openapi-generator", marks=needs_java), "openapi-python-client"]
)
def test_every_module_of_a_python_client_imports(generated: Path, generator: str) -> None:
    root = generated / generator
    modules = [
        str(path.relative_to(root).with_suffix("")).replace("/", ".").removesuffix(".__init__")
        for path in sorted((root / PACKAGES[generator]).rglob("*.py"))
    ]
    assert len(modules) > 100
    _run([sys.executable, "-c", "".join(f"import {name}\n" for name in modules)], PYTHONPATH=root)


def test_what_uses_the_python_client_is_typed_strictly(generated: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={tmp_path}"]
    program = str(PROGRAMS / "openapi_python_client.py")
    _run([*command, program], MYPYPATH=generated / "openapi-python-client", cwd=tmp_path)


@needs_node
@pytest.mark.parametrize(
    "program", ["openapi_fetch", pytest.param("openapi_generator", marks=needs_java), "hey_api", "orval"]
)
def test_a_typescript_client_works(compiled: Path, live: Live, program: str) -> None:
    arguments = [live.url, live.client_id, live.client_secret]
    printed = _run(["node", str(compiled / f"{program}.mjs"), *arguments])
    assert uuid.UUID(printed.strip()).version == 7


def test_generators_whose_programs_are_missing_are_reported(tmp_path: Path) -> None:
    binaries = tmp_path / "bin"
    binaries.mkdir()
    for name in ("sh", "make", "mkdir", "rm", "env"):
        (binaries / name).symlink_to(str(shutil.which(name)))
    (binaries / "openapi-python-client").symlink_to(str(shutil.which("true")))
    arguments = ["-o", ".venv/.complete", "clients", f"CLIENTS={tmp_path / 'clients'}", f"BIN={binaries}"]
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
    assert "java is missing" in done.stderr
    assert "npm is missing" in done.stderr


def _run(command: list[str], cwd: Path | None = None, **variables: Path) -> str:
    environment = {**os.environ, **{name: str(value) for name, value in variables.items()}}
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout
