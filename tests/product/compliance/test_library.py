"""What the built-in controls promise."""

import re

import orjson
import pytest

from brainstormmsp.compliance.controls import BUILTIN_ROWS, CONTROLS, derived_id
from brainstormmsp.compliance.facts import EvaluationFacts
from brainstormmsp.compliance.library import LIBRARY, BuiltinControl
from brainstormmsp.compliance.rules import compile_rule
from tests.product.compliance.contract_schemas import components, schema

# How many safeguards each of the 18 CIS Controls (version 8.1) has.
CIS = (5, 7, 14, 12, 6, 8, 7, 12, 7, 7, 5, 8, 11, 9, 7, 14, 9, 5)
# The subcategories of NIST CSF 2.0; some numbers of version 1.1 are no longer used.
CSF = {
    "GV.OC": range(1, 6),
    "GV.RM": range(1, 8),
    "GV.RR": range(1, 5),
    "GV.PO": range(1, 3),
    "GV.OV": range(1, 4),
    "GV.SC": range(1, 11),
    "ID.AM": (1, 2, 3, 4, 5, 7, 8),
    "ID.RA": range(1, 11),
    "ID.IM": range(1, 5),
    "PR.AA": range(1, 7),
    "PR.AT": range(1, 3),
    "PR.DS": (1, 2, 10, 11),
    "PR.PS": range(1, 7),
    "PR.IR": range(1, 5),
    "DE.CM": (1, 2, 3, 6, 9),
    "DE.AE": (2, 3, 4, 6, 7, 8),
    "RS.MA": range(1, 6),
    "RS.AN": (3, 6, 7, 8),
    "RS.CO": (2, 3),
    "RS.MI": (1, 2),
    "RC.RP": range(1, 7),
    "RC.CO": (3, 4),
}
# How many controls each theme of ISO/IEC 27001:2022 Annex A has.
ISO = {"5": 37, "6": 8, "7": 14, "8": 34}
# How many criteria each series of the Trust Services Criteria (2017) has.
SOC = {
    "CC1": 5,
    "CC2": 3,
    "CC3": 4,
    "CC4": 2,
    "CC5": 3,
    "CC6": 8,
    "CC7": 5,
    "CC8": 1,
    "CC9": 2,
    "A1": 3,
    "C1": 2,
    "PI1": 5,
}


def exists(framework: str, reference: str) -> bool:
    """Return whether a framework has this place."""
    if framework == "CIS":
        match = re.fullmatch(r"(\d+)\.(\d+)", reference)
        return match is not None and 1 <= int(match[2]) <= CIS[int(match[1]) - 1]
    if framework == "NIST-CSF":
        category, _, number = reference.rpartition("-")
        return len(number) == 2 and int(number) in CSF[category]
    if framework == "ISO-27001":
        _, theme, number = reference.split(".")
        return reference.startswith("A.") and 1 <= int(number) <= ISO[theme]
    series, _, number = reference.partition(".")
    return 1 <= int(number) <= SOC[series]


def test_there_are_sixty_controls_at_least_in_every_category() -> None:
    assert len(LIBRARY) >= 60
    categories = set(components()["schemas"]["ControlCategory"]["enum"])
    assert {control.category for control in LIBRARY} == categories
    types = set(components()["schemas"]["ControlType"]["enum"])
    assert {control.type for control in LIBRARY} == types


def test_no_two_share_an_identifier_a_title_or_an_id() -> None:
    for values in (
        [control.identifier for control in LIBRARY],
        [control.title for control in LIBRARY],
        [row["id"] for row in BUILTIN_ROWS],
    ):
        assert len(set(values)) == len(values)


@pytest.mark.parametrize("control", LIBRARY, ids=lambda control: control.identifier)
def test_each_is_what_the_contract_documents(control: BuiltinControl) -> None:
    (row,) = (row for row in BUILTIN_ROWS if row["identifier"] == control.identifier)
    stored = {"organisation_id": "x", **row}
    assert stored.keys() == {column.name for column in CONTROLS.table.c}
    shown = {
        name: orjson.loads(value) if name in ("rule", "schedule", "framework_refs") else value
        for name, value in row.items()
        if name not in ("frameworks", "schedule_interval", "search_text", "severity_rank")
    }
    errors = [str(error) for error in schema("Control").iter_errors(shown)]
    assert errors == []
    assert all(text.endswith(".") for text in (control.description, control.rationale, control.remediation))


@pytest.mark.parametrize("control", LIBRARY, ids=lambda control: control.identifier)
def test_each_answers_places_that_its_frameworks_have(control: BuiltinControl) -> None:
    references = control.references.listed()
    for reference in references:
        assert exists(reference["framework"], reference["reference"]), reference


# Words of a reference's requirement that a rule must test: its populations, facts and topics.
OVERCLAIMED = {
    "10.1": "malware", "10.2": "malware", "8.2": "log", "8.5": "log", "8.11": "log", "13.6": "log",
    "A.5.7": "threat_intelligence", "A.8.7": "malware", "A.8.15": "log", "PR.PS-04": "log",
    "DE.CM-01": "log", "DE.CM-09": "malware", "CC6.8": "malware",
}  # fmt: skip


@pytest.mark.parametrize("control", LIBRARY, ids=lambda control: control.identifier)
def test_none_claims_what_its_rule_does_not_test(control: BuiltinControl) -> None:
    claimed = {reference["reference"] for reference in control.references.listed()}
    rule = orjson.dumps(control.rule).decode()
    assert [place for place in claimed & OVERCLAIMED.keys() if OVERCLAIMED[place] not in rule] == []
    changes = claimed & {"A.8.32", "CC8.1", "ID.RA-07"}
    assert not changes or "change_management_procedure" in rule


def test_each_topic_is_named_by_one_control_and_other_by_none() -> None:
    named = [
        topic for control in LIBRARY if control.rule["kind"] == "evidence" for topic in control.rule["topics"]
    ]
    assert len(set(named)) == len(named)
    assert "other" not in components()["schemas"]["RuleEvidenceTopic"]["enum"]


@pytest.mark.parametrize("control", LIBRARY, ids=lambda control: control.identifier)
def test_each_can_be_evaluated_on_a_client_with_nothing(control: BuiltinControl) -> None:
    numbers = dict.fromkeys(components()["schemas"]["RuleClientNumber"]["enum"], 0)
    rule_result = compile_rule(control.rule)(
        EvaluationFacts(numbers, {"status": ["active"], "tag": []}, {}), "control"
    )
    assert rule_result.result in ("pass", "fail", "not_applicable")


def test_identifiers_are_the_same_in_every_installation() -> None:
    assert derived_id("BMSP-PATCH-001") == derived_id("BMSP-PATCH-001")
    assert re.fullmatch("019b8b74-1800-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", derived_id("x"))
