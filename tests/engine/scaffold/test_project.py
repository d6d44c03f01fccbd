"""A new project runs and passes its own tests at once, on the engine as pip installs it."""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from contractfirst.cli import main
from contractfirst.contract import Contract
from contractfirst.scaffold import ScaffoldError, create, name_project

ROOT = Path(__file__).parents[3]
TITLE = 'Harbor "Library": it\'s {{ 7 * 7 }} & é \\ # books'

Make = Callable[..., str]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the engine as pip installs it, without what the package leaves out."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("installed")
    shutil.copytree(ROOT / "engine", source, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    quietly = ["--quiet", "--disable-pip-version-check", "--no-index"]
    alone = ["--no-deps", "--no-build-isolation"]
    _run([sys.executable, "-m", "pip", "install", *quietly, *alone, "--target", str(target), str(source)])
    return target


@pytest.fixture(scope="module")
def project(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("new") / "harbor-library"
    command = [sys.executable, "-m", "contractfirst", "new", str(directory), "--title", TITLE]
    printed = _run(command, cwd=directory.parent, PYTHONPATH=str(installed))
    assert "make test" in printed
    return directory


@pytest.fixture
def make(project: Path, installed: Path) -> Make:
    def run(*targets: str, **variables: str) -> str:
        # A test installs nothing: the project uses what is here.
        ready = ["-o", ".venv/.complete", f"BIN={Path(sys.executable).parent}"]
        found = {"PYTHONPATH": str(installed), "MYPYPATH": str(installed), **variables}
        return _run(["make", "--no-print-directory", *ready, *targets], cwd=project, **found)

    return run


def test_a_new_project_passes_its_own_tests_at_once(make: Make) -> None:
    printed = make("test")
    assert "no findings" in printed
    assert "no issues found" in printed
    assert "passed in" in printed
    assert "Test cases:" in printed


def test_its_title_stays_text_wherever_it_is_written(project: Path) -> None:
    assert yaml.safe_load((project / "openapi/api.yaml").read_text("utf-8"))["info"]["title"] == TITLE
    assert tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]["description"] == TITLE
    assert (project / "README.md").read_text("utf-8").startswith(f"# {TITLE}\n")


def test_its_contract_is_whole(project: Path) -> None:
    contract = Contract.load(project / "openapi/api.yaml")
    notes = {"listNotes", "createNote", "getNote", "replaceNote", "deleteNote"}
    assert set(contract.operations) == {"createToken", *notes}
    assert all(operation.rate_class is not None for operation in contract.operations.values())


def test_its_container_runs_as_a_user_without_rights(project: Path) -> None:
    lines = (project / "Dockerfile").read_text("utf-8").splitlines()
    assert lines.index("USER 10001") < lines.index('CMD ["python", "-m", "harbor_library", "serve"]')
    assert (project / ".dockerignore").read_text("utf-8").startswith("*\n")


@pytest.mark.parametrize("name", ["x", "zoo", "x" * 30])
def test_its_code_is_formatted_whatever_its_name(name: str, tmp_path: Path) -> None:
    create(name_project(tmp_path / name))
    for arguments in (["format", "--check"], ["check"]):
        _run([sys.executable, "-m", "ruff", *arguments, "."], cwd=tmp_path / name)


def test_its_code_has_no_cast(project: Path) -> None:
    for file in project.rglob("*.py"):
        assert "cast(" not in file.read_text("utf-8"), file


def test_its_workflow_and_hooks_are_there(project: Path) -> None:
    workflow = yaml.safe_load((project / ".github/workflows/ci.yml").read_text("utf-8"))
    assert workflow["jobs"]["test"]["steps"][-1] == {"run": "make test"}
    hooks = yaml.safe_load((project / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
    assert [hook["id"] for hook in hooks] == ["contractfirst-lint", "contractfirst-stubs"]
    assert (project / ".gitignore").is_file()


def test_a_new_operation_gets_its_stub(project: Path, make: Make, tmp_path: Path) -> None:
    path, module = project / "openapi/api.yaml", project / "harbor_library/handlers/notes.py"
    contract, handlers = path.read_text("utf-8"), module.read_text("utf-8")
    try:
        path.write_text(contract.replace("operationId: deleteNote", "operationId: discardNote"), "utf-8")
        assert "added" in make("stubs")
        assert module.read_text("utf-8").startswith(handlers)
        assert "def discard_note(" in module.read_text("utf-8")
    finally:
        path.write_text(contract, "utf-8")
        module.write_text(handlers, "utf-8")
        make("stubs")


@pytest.mark.parametrize(
    ("directory", "package"),
    [
        ("pets", "pets"),
        ("Pet-Store v2", "pet_store_v2"),
        ("café", "cafe"),
        ("2fast", "api_2fast"),
        ("日本", "api"),
        ("class", "class_api"),
        ("json", "json_api"),
        ("handlers", "handlers_api"),
        ("contractfirst", "contractfirst_api"),
        ("sqlalchemy", "sqlalchemy_api"),
        ("x" * 90, "x" * 30),
    ],
)
def test_a_package_is_named_for_its_directory(directory: str, package: str) -> None:
    project = name_project(Path("/nowhere") / directory, "T")
    assert project.package == package
    assert project.name == package.replace("_", "-")
    assert project.environment_prefix == f"{package.upper()}_"


@pytest.mark.parametrize(
    ("directory", "title"), [("pet-store", "Pet store"), ("Zoo_API", "Zoo API"), ("café", "Café")]
)
def test_a_title_is_the_directorys_name_by_default(directory: str, title: str) -> None:
    assert name_project(Path("/nowhere") / directory).title == title


@pytest.mark.parametrize("title", ["", "  ", "two\nlines", "bell\a", "x" * 101, "\x7f"])
def test_a_title_is_one_printable_line(title: str) -> None:
    with pytest.raises(ScaffoldError, match="one printable line"):
        name_project(Path("pets"), title)


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    refused = CliRunner().invoke(main, ["new", str(tmp_path), "--title", "T"])
    assert refused.exit_code == 1
    assert "is not an empty directory" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_directory_is_filled(tmp_path: Path) -> None:
    directory = tmp_path / "pet store"
    directory.mkdir()
    made = CliRunner().invoke(main, ["new", str(directory), "--title", "T"])
    assert made.exit_code == 0, made.output
    assert f"  cd '{directory}'\n" in made.output
    assert (directory / "openapi/api.yaml").is_file()


def _run(command: list[str], cwd: Path | None = None, **variables: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BRAINSTORMMSP_")}
    done = subprocess.run(
        command,
        cwd=cwd,
        env=environment | variables,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-6000:]
    return done.stdout
