"""The command ``lint``: what it prints and with which status it ends."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from contractfirst.cli import main
from tests.engine.lint.documents import HEAD, write

CLEAN = HEAD + "paths: {}\n"
WARNED = HEAD + "components: {schemas: {Book: {description: A book., type: string}}}\n"
BROKEN = HEAD + "components: {schemas: {Book: {description: A book., type: strnig}}}\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["lint", *arguments])


@pytest.mark.parametrize(
    ("document", "options", "status"),
    [
        (CLEAN, [], 0),
        (CLEAN, ["--strict"], 0),
        (WARNED, [], 0),
        (WARNED, ["--strict"], 1),
        (BROKEN, [], 1),
        ("openapi: [", [], 1),
    ],
)
def test_the_status_says_whether_all_is_well(
    tmp_path: Path, document: str, options: list[str], status: int
) -> None:
    result = run(str(write(tmp_path, document)), *options)
    assert result.exit_code == status, result.output


def test_a_finding_is_printed_with_the_path_as_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, WARNED)
    monkeypatch.chdir(tmp_path)
    first = run("library.yaml").output.splitlines()[0]
    assert first == "library.yaml:3:53: warning unbounded-string the string has no maxLength"


def test_unusable_input_is_status_2(tmp_path: Path) -> None:
    missing = run(str(tmp_path / "none.yaml"))
    assert missing.exit_code == 2
    assert "cannot be read" in missing.stderr
    settings = write(tmp_path, "rules: {no-such-rule: off}", "lint.yaml")
    wrong = run(str(write(tmp_path, CLEAN)), "--config", str(settings))
    assert wrong.exit_code == 2
    assert "lint.yaml:1:9: there is no rule" in wrong.stderr
    assert run("--explain", "no-such-rule").exit_code == 2


def test_the_settings_beside_the_document_are_used(tmp_path: Path) -> None:
    write(tmp_path, "rules: {unbounded-string: error}", ".contractfirst-lint.yaml")
    assert run(str(write(tmp_path, WARNED))).exit_code == 1


def test_every_form_is_written(tmp_path: Path) -> None:
    path = str(write(tmp_path, BROKEN))
    assert json.loads(run(path, "--format", "json").output)["counts"]["error"] == 1
    assert json.loads(run(path, "--format", "sarif").output)["version"] == "2.1.0"
    assert run(path, "--format", "github").output.startswith("::error file=")


def test_several_documents_are_judged_at_once(tmp_path: Path) -> None:
    one, two = write(tmp_path, WARNED, "one.yaml"), write(tmp_path, BROKEN, "two.yaml")
    result = run(str(one), str(two))
    assert result.exit_code == 1
    assert result.output.splitlines()[-1] == "1 error, 1 warning"


def test_a_rule_is_explained_and_all_are_listed() -> None:
    assert "Source: RFC 6585" in run("--explain", "missing-retry-after").output
    assert "did you mean" in run("--explain", "missing-retry-aftr").output
    assert "dangling-ref " in run("--list-rules").output
