"""Commands find a project's document, handlers and components in its pyproject.toml."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from contractfirst.cli import main
from contractfirst.cli.project import ProjectSettings, document_argument, find_project

DOCUMENT = """\
openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      responses: {'200': {description: Pets.}}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "openapi").mkdir()
    (tmp_path / "openapi/pets.yaml").write_text(DOCUMENT)
    (tmp_path / "pyproject.toml").write_text(
        '[tool.contractfirst]\ndocument = "openapi/pets.yaml"\nhandlers = "pets.handlers"\n'
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_nearest_pyproject_at_or_above_counts(project: Path) -> None:
    found = ProjectSettings(project, Path("openapi/pets.yaml"), "pets.handlers")
    assert find_project(project) == found
    assert find_project(project / "openapi") == found


def test_document_is_found_from_a_folder_below(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "openapi")
    assert document_argument(None) == Path("pets.yaml")
    Path("other.yaml").write_text(DOCUMENT)
    assert document_argument(Path("other.yaml")) == Path("other.yaml")


@pytest.mark.parametrize("command", ["lint", "stubs", "mock", "preview", "serve"])
def test_without_a_document_the_command_says_how_to_name_one(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, [command])
    assert result.exit_code == 2
    assert "Missing argument 'DOCUMENT'" in result.output


def test_lint_takes_the_projects_document(project: Path) -> None:
    result = CliRunner().invoke(main, ["lint"])
    assert "openapi/pets.yaml:" in result.output


def test_stubs_take_the_projects_document(project: Path) -> None:
    result = CliRunner().invoke(main, ["stubs"])
    assert result.exit_code == 0, result.output
    assert "added handlers/default.py: list_pets" in result.output


@pytest.mark.parametrize(
    ("content", "message"),
    [("[tool", "pyproject.toml: "), ("[tool.contractfirst]\ndocument = 1\n", "document must be a string")],
)
def test_invalid_pyproject_is_reported(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "pyproject.toml").write_text(content)
    with pytest.raises(click.ClickException, match=message):
        find_project(tmp_path)
