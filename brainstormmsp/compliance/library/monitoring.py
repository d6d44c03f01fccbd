"""Whether anybody looks, and how soon."""

from brainstormmsp.compliance.library.builtin_control import (
    BuiltinControl,
    References,
    all_of,
    any_of,
    never,
    share,
    test,
)

__all__ = ["CONTROLS"]

_RESOLVED = test("status", "in", "resolved")

CONTROLS = (
    BuiltinControl(
        identifier="BMSP-MONITOR-001",
        title="Alerts are looked at within two days",
        description="At least 95 percent of the alerts are acknowledged or resolved, or younger than "
        "two days.",
        rationale="An alert that nobody looks at might as well not have been raised.",
        remediation="Agree on who looks at new alerts each day, and on who stands in.",
        category="logging_monitoring",
        severity="medium",
        references=References(cis="8.11", csf="DE.AE-02 RS.MA-02", iso="A.5.25 A.8.16", soc="CC7.3"),
        rule=share("alerts", any_of(test("status", "not_in", "open"), test("age_days", "lt", 2)), 95, 80),
    ),
    BuiltinControl(
        identifier="BMSP-MONITOR-002",
        title="No critical alert is left unresolved for three days",
        description="No critical alert is still unresolved after three days.",
        rationale="Critical means that it cannot wait until next week.",
        remediation="Escalate: somebody who may decide looks at it today.",
        category="logging_monitoring",
        severity="critical",
        references=References(cis="8.11 17.9", csf="DE.AE-04 RS.MA-04", iso="A.5.26", soc="CC7.4"),
        rule=never(
            "alerts",
            all_of(test("status", "not_in", "resolved"), test("age_days", "gte", 3)),
            where=all_of(test("severity", "in", "critical")),
        ),
        interval="hourly",
    ),
    BuiltinControl(
        identifier="BMSP-MONITOR-003",
        title="High alerts are resolved within a week",
        description="At least 95 percent of the high alerts are resolved, or younger than seven days.",
        rationale="What is serious and lasts becomes what is normal.",
        remediation="Open a ticket for each, with somebody's name and a day on it.",
        category="logging_monitoring",
        severity="high",
        references=References(cis="8.11", csf="DE.AE-02 RS.MI-02", iso="A.5.26 A.8.16", soc="CC7.3"),
        rule=share(
            "alerts",
            any_of(_RESOLVED, test("age_days", "lt", 7)),
            95,
            80,
            where=all_of(test("severity", "in", "high")),
        ),
    ),
    BuiltinControl(
        identifier="BMSP-MONITOR-004",
        title="Lesser alerts are resolved within 30 days",
        description="At least 90 percent of the medium and low alerts are resolved, or younger than 30 days.",
        rationale="Many small things that are left alone make one large thing.",
        remediation="Set an hour a week aside for them; raise thresholds that only make noise.",
        category="logging_monitoring",
        severity="low",
        references=References(cis="8.11", csf="DE.AE-02", iso="A.8.16", soc="CC7.2"),
        rule=share(
            "alerts",
            any_of(_RESOLVED, test("age_days", "lt", 30)),
            90,
            70,
            where=all_of(test("severity", "in", ("medium", "low"))),
        ),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-MONITOR-005",
        title="Alerts do not pile up",
        description="The client has ten unresolved alerts at most.",
        rationale="In a pile nobody finds the needle.",
        remediation="Sort them by source: one cause often stands behind most of them.",
        category="logging_monitoring",
        severity="medium",
        references=References(cis="8.11", csf="DE.AE-06", iso="A.8.16", soc="CC7.2"),
        rule={"kind": "comparison", "fact": "open_alert_count", "operator": "lte", "value": 10},
    ),
    BuiltinControl(
        identifier="BMSP-MONITOR-006",
        title="Servers report every day",
        description="Every active server has reported within the last day.",
        rationale="Logs that stop are the trace of an outage or of somebody who covers theirs.",
        remediation="See whether the server is up, and whether its agent is.",
        category="logging_monitoring",
        severity="high",
        references=References(cis="8.2 8.5", csf="DE.CM-09 PR.PS-04", iso="A.8.15 A.8.16", soc="CC7.2"),
        rule=share(
            "assets",
            all_of(test("days_since_last_seen", "lte", 1)),
            100,
            90,
            where=all_of(test("type", "in", "server"), test("status", "in", "active")),
        ),
    ),
)
