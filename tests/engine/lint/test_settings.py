"""The settings file: severities, options, and every mistake in it told with its place."""

from pathlib import Path

import pytest

from contractfirst.lint import LintSettingsError, Severity, find_settings, load_settings
from tests.engine.lint.documents import brief, judge, write

OPEN_STRING = """\
components:
  schemas:
    Book: {description: A book., type: object, properties: {dueDate: {type: string}}}
"""


def test_a_rule_can_be_switched_off(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, "rules: {unbounded-string: off}", "lint.yaml"))
    assert brief(judge(tmp_path, OPEN_STRING, settings).findings) == [(5, "property-case")]


def test_a_severity_can_be_raised(tmp_path: Path) -> None:
    text = "rules:\n  unbounded-string: error\n  property-case: {severity: info}\n"
    report = judge(tmp_path, OPEN_STRING, load_settings(write(tmp_path, text, "lint.yaml")))
    assert {finding.rule: finding.severity for finding in report.findings} == {
        "unbounded-string": Severity.ERROR,
        "property-case": Severity.INFO,
    }


def test_an_option_changes_what_a_rule_asks_for(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, "rules: {property-case: {style: camelCase}}", "lint.yaml"))
    assert brief(judge(tmp_path, OPEN_STRING, settings).findings) == [(5, "unbounded-string")]


def test_what_must_be_described_is_an_option(tmp_path: Path) -> None:
    text = "rules: {missing-description: {on: [tag]}}"
    settings = load_settings(write(tmp_path, text, "lint.yaml"))
    document = "tags: [{name: Books}]\ncomponents: {schemas: {Book: {type: boolean}}}"
    assert brief(judge(tmp_path, document, settings).findings) == [(3, "missing-description")]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("rules:\n  unbounded-strin: off\n", '2:3: there is no rule "unbounded-strin"; did you mean'),
        ("rules:\n  syntax: loud\n", "2:3: the severity must be off, info, warning or error"),
        ("rules:\n  property-case: {styl: any}\n", '2:19: the rule "property-case" has no option "styl"'),
        ("rules:\n  property-case: {style: 3}\n", '2:19: the option "style" must be a string'),
        ("rules:\n  property-case: {style: Train_Case}\n", "2:19: the style must be one of camelCase"),
        ("rules:\n  syntax: {level: off}\n", '2:12: the rule "syntax" has no option "level"'),
        ("rule: {}\n", '1:1: the settings have no "rule", only "rules"'),
        ("rules: []\n", "1:1: rules must be an object"),
        ("- rules\n", "1:1: the settings must be an object"),
        ("rules: {a: off\n", "2:1: "),
        ("rules:\n  syntax: off\n  syntax: info\n", '3:3: the key "syntax" is given twice'),
    ],
)
def test_a_mistake_in_the_settings_is_told_with_its_place(tmp_path: Path, text: str, complaint: str) -> None:
    path = write(tmp_path, text, "lint.yaml")
    with pytest.raises(LintSettingsError) as caught:
        load_settings(path)
    assert f"{path}:{complaint}" in str(caught.value)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, "rules:\n  one: off\n  two: off\n", "lint.yaml")
    with pytest.raises(LintSettingsError) as caught:
        load_settings(path)
    assert len(str(caught.value).splitlines()) == 2


def test_settings_that_do_not_exist_are_told(tmp_path: Path) -> None:
    with pytest.raises(LintSettingsError, match="cannot be read"):
        load_settings(tmp_path / "none.yaml")


def test_the_nearest_settings_file_is_found_up_to_the_root_of_the_repository(tmp_path: Path) -> None:
    write(tmp_path, "rules: {}", ".contractfirst-lint.yaml")
    repository = tmp_path / "repository"
    folder = repository / "openapi"
    folder.mkdir(parents=True)
    document = write(folder, "openapi: 3.1.1")
    assert find_settings(document) == tmp_path / ".contractfirst-lint.yaml"
    (repository / ".git").mkdir()
    assert find_settings(document) is None
    own = write(repository, "rules: {}", ".contractfirst-lint.yaml")
    assert find_settings(document) == own
