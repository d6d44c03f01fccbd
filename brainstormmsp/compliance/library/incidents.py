"""Controls for incident response."""

from brainstormmsp.compliance.library.builtin_control import (
    BuiltinControl,
    References,
    all_of,
    attested,
    exists,
    required,
    test,
)

__all__ = ["CONTROLS"]

_DONE = test("status", "in", ("resolved", "closed"))

CONTROLS = (
    BuiltinControl(
        identifier="BMSP-INCIDENT-001",
        title="An incident response plan exists",
        description="There is a document or an attestation, at most one year old, of the incident response "
        "plan.",
        rationale="Without a plan, the first hour is lost on finding out whom to call.",
        remediation="Write one page: who decides, who is called, what is shut down; file it.",
        category="incident_response",
        severity="high",
        type="procedural",
        references=References(cis="17.4", csf="ID.IM-04", iso="A.5.24", soc="CC7.4"),
        rule=attested("incident_response_plan", kinds=("document", "attestation")),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-INCIDENT-002",
        title="The incident response plan is exercised every year",
        description="There is an attestation of an exercise, at most one year old.",
        rationale="A plan that was never exercised usually fails in an incident.",
        remediation="Run a one-hour tabletop exercise with the client, and file the result.",
        category="incident_response",
        severity="medium",
        type="procedural",
        references=References(cis="17.7", csf="ID.IM-02", iso="A.5.24", soc="CC7.4"),
        rule=attested("incident_response_exercise", kinds=("attestation",)),
        interval="monthly",
    ),
    BuiltinControl(
        identifier="BMSP-INCIDENT-003",
        title="The client has a primary contact",
        description="One of the client's contacts is its primary contact.",
        rationale="During an incident there is no time to look for a telephone number.",
        remediation="Ask the client who may decide in an emergency, and make them the primary contact.",
        category="incident_response",
        severity="high",
        type="procedural",
        references=References(cis="17.2", csf="RS.CO-02", iso="A.5.24", soc="CC7.4"),
        rule=required(exists("contacts", all_of(test("is_primary", "eq", True))), "contact_count"),
    ),
    BuiltinControl(
        identifier="BMSP-INCIDENT-004",
        title="The primary contact has a deputy",
        description="The client has at least two contacts.",
        rationale="The primary contact may be unavailable during an incident.",
        remediation="Ask the client for a second contact, and add it.",
        category="incident_response",
        severity="low",
        type="procedural",
        references=References(cis="17.2", csf="RS.CO-02", iso="A.5.24", soc="CC7.4"),
        rule={"kind": "comparison", "fact": "contact_count", "operator": "gte", "value": 2},
        interval="weekly",
    ),
)
