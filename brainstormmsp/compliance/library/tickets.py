"""Controls for the handling of tickets; no framework asks for them."""

from brainstormmsp.compliance.library.builtin_control import (
    BuiltinControl,
    References,
    all_of,
    any_of,
    share,
    test,
)

__all__ = ["CONTROLS"]

_DONE = test("status", "in", ("resolved", "closed"))

CONTROLS = (
    BuiltinControl(
        identifier="BMSP-TICKET-001",
        title="Urgent tickets are resolved within three days",
        description="At least 95 percent of the urgent tickets are resolved or closed, or less than three "
        "days old.",
        rationale="An urgent ticket that stays open was either misclassified or is being neglected.",
        remediation="Resolve the ticket, or lower its priority and explain this to the client.",
        category="governance",
        severity="high",
        type="procedural",
        references=References(),
        rule=share(
            "tickets",
            any_of(_DONE, test("age_days", "lt", 3)),
            95,
            80,
            where=all_of(test("priority", "in", "urgent")),
        ),
    ),
    BuiltinControl(
        identifier="BMSP-TICKET-002",
        title="High-priority tickets are resolved within two weeks",
        description="At least 90 percent of the high-priority tickets are resolved or closed, or less than "
        "14 days old.",
        rationale="Clients measure the service by the tickets that matter most to them.",
        remediation="Review the oldest tickets weekly, and agree on a date for each.",
        category="governance",
        severity="medium",
        type="procedural",
        references=References(),
        rule=share(
            "tickets",
            any_of(_DONE, test("age_days", "lt", 14)),
            90,
            75,
            where=all_of(test("priority", "in", "high")),
        ),
    ),
    BuiltinControl(
        identifier="BMSP-TICKET-003",
        title="Tickets are completed within 30 days",
        description="At least 80 percent of the unfinished tickets are less than 30 days old.",
        rationale="Work that stays unfinished for long is easily forgotten.",
        remediation="Close obsolete tickets; complete or schedule the rest.",
        category="governance",
        severity="low",
        type="procedural",
        references=References(),
        rule=share(
            "tickets",
            all_of(test("age_days", "lt", 30)),
            80,
            60,
            where=all_of(test("status", "not_in", ("resolved", "closed"))),
        ),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-TICKET-004",
        title="The ticket backlog is at most 20",
        description="The client has at most 20 unfinished tickets.",
        rationale="With a long backlog, urgent work waits behind work that is not.",
        remediation="Agree with the client on what has priority, and on what will not be done.",
        category="governance",
        severity="low",
        type="procedural",
        references=References(),
        rule={"kind": "comparison", "fact": "open_ticket_count", "operator": "lte", "value": 20},
        interval="weekly",
    ),
)
