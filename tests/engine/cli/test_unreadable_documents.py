"""Every command reports a document that cannot be opened in the same way: ``path: reason``, status 2."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from contractfirst.cli import main

COMMANDS = ("lint", "mock", "preview", "serve", "stubs")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("none.yaml", "the file cannot be read: No such file or directory"),
        ("folder", "the file cannot be read: it is not a file"),
    ],
)
def test_a_document_that_cannot_be_opened_is_status_2(
    command: str, name: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, [command, name])
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{name}: {reason}\n")


@pytest.mark.parametrize("name", ["none.yaml", "folder"])
def test_diff_says_so_of_either_document(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "api.yaml").write_text("openapi: 3.1.0\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    for arguments in ((name, "api.yaml"), ("api.yaml", name)):
        result = CliRunner().invoke(main, ["diff", *arguments])
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"{name}: "), result.stderr
