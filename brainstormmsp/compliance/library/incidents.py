"""What happens when something happens."""

from brainstormmsp.compliance.library.builtin_control import (
    BuiltinControl,
    References,
    all_of,
    any_of,
    attested,
    exists,
    share,
    test,
)

__all__ = ["CONTROLS"]

_DONE = test("status", "in", ("resolved", "closed"))

CONTROLS = (
    BuiltinControl(
        identifier="BMSP-INCIDENT-001",
        title="There is a plan for incidents",
        description="There is a document or an attestation, not older than a year, of what is done in "
        "an incident.",
        rationale="Who must think about whom to call first loses the first hour.",
        remediation="Write one page: who decides, who is called, what is switched off; file it.",
        category="incident_response",
        severity="high",
        type="procedural",
        references=References(cis="17.4", csf="RS.MA-01 ID.IM-04", iso="A.5.24", soc="CC7.4"),
        rule=attested("incident_response", kinds=("document", "attestation")),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-INCIDENT-002",
        title="The plan was practised within a year",
        description="There is an attestation of an exercise, not older than a year.",
        rationale="A plan that was never tried is a wish.",
        remediation="Sit down with the client for an hour and play through one case; file what came out.",
        category="incident_response",
        severity="medium",
        type="procedural",
        references=References(cis="17.7", csf="ID.IM-02", iso="A.5.24 A.5.27", soc="CC7.5"),
        rule=attested("incident_response", kinds=("attestation",)),
        interval="monthly",
    ),
    BuiltinControl(
        identifier="BMSP-INCIDENT-003",
        title="It is known whom to call",
        description="The client has a primary contact.",
        rationale="An incident at night is no time to look for a telephone number.",
        remediation="Ask the client who may decide in an emergency, and make them the primary contact.",
        category="incident_response",
        severity="high",
        type="procedural",
        references=References(cis="17.2", csf="RS.CO-02", iso="A.5.24", soc="CC7.4"),
        rule=exists("contacts", all_of(test("is_primary", "eq", True))),
    ),
    BuiltinControl(
        identifier="BMSP-INCIDENT-004",
        title="Somebody stands in for the primary contact",
        description="The client has at least two contacts.",
        rationale="The one who may decide is on holiday when it happens.",
        remediation="Ask the client for a second person, and add them.",
        category="incident_response",
        severity="low",
        type="procedural",
        references=References(cis="17.1 17.2", csf="RS.CO-02", iso="A.5.24", soc="CC7.4"),
        rule={"kind": "comparison", "fact": "contact_count", "operator": "gte", "value": 2},
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-INCIDENT-005",
        title="Urgent tickets are done within three days",
        description="At least 95 percent of the urgent tickets are resolved or closed, or younger "
        "than three days.",
        rationale="Urgent work that lies about was not urgent, or is not being done.",
        remediation="Do it, or lower its priority and tell the client why.",
        category="incident_response",
        severity="high",
        type="procedural",
        references=References(cis="17.9", csf="RS.MA-04", iso="A.5.26", soc="CC7.4"),
        rule=share(
            "tickets",
            any_of(_DONE, test("age_days", "lt", 3)),
            95,
            80,
            where=all_of(test("priority", "in", "urgent")),
        ),
    ),
    BuiltinControl(
        identifier="BMSP-INCIDENT-006",
        title="Tickets of high priority are done within two weeks",
        description="At least 90 percent of them are resolved or closed, or younger than 14 days.",
        rationale="What the client calls important is how the client judges the service.",
        remediation="Look weekly at the oldest ones, and agree on a day for each.",
        category="incident_response",
        severity="medium",
        type="procedural",
        references=References(cis="17.9", csf="RS.MA-03", iso="A.5.26", soc="CC7.4"),
        rule=share(
            "tickets",
            any_of(_DONE, test("age_days", "lt", 14)),
            90,
            75,
            where=all_of(test("priority", "in", "high")),
        ),
    ),
)
