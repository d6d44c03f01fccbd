"""The forms of a report: text, JSON, SARIF 2.1.0, annotations, and the pages of rules."""

import json
from pathlib import Path

import pytest
import yaml

from contractfirst.lint import RULES, LintReport
from contractfirst.lint.output import annotations, machine, page, rule_list, sarif, text
from tests.engine.lint.documents import judge

DOCUMENT = """\
components:
  schemas:
    Book:
      description: A book.
      type: object
      properties:
        dueDate: {type: string}
        isbn: {type: string, x-lint-ignore: {unbounded-string: The paper bounds it.}}
        pages: {type: integer, format: int32, example: 412}
        title: {type: strnig}
"""


@pytest.fixture
def report(tmp_path: Path) -> LintReport:
    return judge(tmp_path, DOCUMENT)


def test_text_has_place_severity_rule_fix_and_pointer(report: LintReport) -> None:
    lines = text([report]).splitlines()
    assert lines[:3] == [
        'library.yaml:9:9: warning property-case the property "dueDate" is not in snake_case',
        "    fix: Use the same style as the other names.",
        "    at:  #/components/schemas/Book/properties/dueDate",
    ]
    assert lines[-1] == "1 error, 2 warnings, 1 info, 1 excepted"


def test_text_of_a_clean_document_says_so() -> None:
    assert text([LintReport("library.yaml", ())]) == "no findings"


def test_json_has_everything(report: LintReport) -> None:
    document = json.loads(machine([report]))
    assert document["counts"] == {"error": 1, "warning": 2, "info": 1}
    assert document["findings"][0]["rule"] == "property-case"
    assert document["findings"][0]["line"] == 9
    assert document["excepted"][0]["reason"] == "The paper bounds it."


def test_sarif_has_the_essentials_of_2_1_0(report: LintReport) -> None:
    log = json.loads(sarif([report]))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "contractfirst lint"
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])
    for rule in driver["rules"]:
        assert set(rule) == {"id", "shortDescription", "fullDescription", "help", "defaultConfiguration"}
        assert rule["defaultConfiguration"]["level"] in ("note", "warning", "error")
        assert all(rule[name]["text"] for name in ("shortDescription", "fullDescription", "help"))
    assert len(run["results"]) == 5
    fingerprints = set()
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("note", "warning", "error")
        assert result["message"]["text"]
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        assert physical["artifactLocation"]["uri"] == "library.yaml"
        assert physical["region"]["startLine"] >= 1
        assert physical["region"]["startColumn"] >= 1
        assert location["logicalLocations"][0]["fullyQualifiedName"].startswith("#/")
        fingerprints.update(result["partialFingerprints"].values())
    assert len(fingerprints) == 5
    (suppressed,) = [result for result in run["results"] if "suppressions" in result]
    assert suppressed["suppressions"] == [{"kind": "inSource", "justification": "The paper bounds it."}]


def test_fingerprints_survive_when_lines_move(tmp_path: Path) -> None:
    def prints(document: str) -> list[str]:
        results = json.loads(sarif([judge(tmp_path, document)]))["runs"][0]["results"]
        return [result["partialFingerprints"]["pointerAndMessage/v1"] for result in results]

    assert prints(DOCUMENT) == prints("# one line more\n" + DOCUMENT)


def test_annotations_escape_what_the_format_means(tmp_path: Path) -> None:
    report = judge(
        tmp_path, 'components: {schemas: {Book: {description: A book., type: boolean, "100%\\nold": 1}}}'
    )
    (line,) = annotations([report]).splitlines()
    assert line.startswith("::warning file=library.yaml,line=3,col=68,title=unknown-keyword::")
    assert '"100%25%0Aold"' in line


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_every_rule_has_a_page_with_all_its_parts(rule: object) -> None:
    from contractfirst.lint import LintRule

    assert isinstance(rule, LintRule)
    written = page(rule)
    for part in (rule.title, rule.fix, rule.source, "Bad:", "Good:", f"{rule.id}: off"):
        assert part in written
    assert len(rule.why) > 30
    assert rule.bad != rule.good


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in ("syntax", "duplicate-key")])
def test_the_examples_of_a_page_are_yaml(rule: str) -> None:
    yaml.safe_load(RULES[rule].bad)
    yaml.safe_load(RULES[rule].good)


def test_the_list_has_every_rule_once() -> None:
    listed = [line.split()[0] for line in rule_list().splitlines()]
    assert listed == list(RULES)
