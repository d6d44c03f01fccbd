"""The catalogue: each defect is found by its rule at its line, and nothing is found in its fixed twin."""

import re
from collections import Counter
from pathlib import Path

import pytest

from contractfirst.lint import RULES, lint_document

CATALOGUE = Path(__file__).parent / "catalogue"
DEFECTIVE = sorted((CATALOGUE / "defective").glob("*.yaml"))
FIXED = sorted((CATALOGUE / "fixed").glob("*.yaml"))
EXPECT = re.compile(r"# expect: ([a-z0-9, -]+)$")


def expected(path: Path) -> Counter[tuple[int, str]]:
    """Return the line and the rule of every finding that a document announces itself."""
    found: Counter[tuple[int, str]] = Counter()
    for number, line in enumerate(path.read_text().splitlines(), 1):
        match = EXPECT.search(line)
        if match:
            found.update((number, rule.strip()) for rule in match[1].split(","))
    return found


def findings(path: Path) -> Counter[tuple[int, str]]:
    return Counter((finding.line, finding.rule) for finding in lint_document(path).findings)


@pytest.mark.parametrize("path", DEFECTIVE, ids=lambda path: path.stem)
def test_every_defect_is_found_at_its_line_and_nothing_else(path: Path) -> None:
    assert findings(path) == expected(path)


@pytest.mark.parametrize("path", FIXED, ids=lambda path: path.stem)
def test_nothing_is_found_in_the_fixed_twin(path: Path) -> None:
    assert lint_document(path).findings == ()


def test_every_defective_document_has_its_twin() -> None:
    assert [path.name for path in DEFECTIVE] == [path.name for path in FIXED]
    assert len(DEFECTIVE) >= 60


def test_every_document_is_about_the_rule_that_it_is_named_for() -> None:
    for path in DEFECTIVE:
        rule = re.sub(r"-\d$", "", path.stem) if path.stem not in RULES else path.stem
        assert rule in {name for _, name in expected(path)}, path.name


def test_every_rule_has_a_document() -> None:
    covered = {rule for path in DEFECTIVE for _, rule in expected(path)}
    assert set(RULES) - covered == set()
