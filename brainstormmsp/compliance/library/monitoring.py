"""Controls for logging, monitoring and alert response times."""

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
        title="Alerts are acknowledged within two days",
        description="At least 95 percent of the alerts are acknowledged or resolved, or less than two days "
        "old.",
        rationale="An alert that nobody reviews has no effect.",
        remediation="Agree on who reviews new alerts each day, and on a deputy.",
        category="logging_monitoring",
        severity="medium",
        references=References(csf="DE.AE-02 RS.MA-02", iso="A.5.25", soc="CC7.3"),
        rule=share("alerts", any_of(test("status", "not_in", "open"), test("age_days", "lt", 2)), 95, 80),
    ),
    BuiltinControl(
        identifier="BMSP-MONITOR-002",
        title="Critical alerts are resolved within three days",
        description="No critical alert is unresolved after three days.",
        rationale="A critical alert cannot wait until next week.",
        remediation="Escalate the alert today to somebody with the authority to decide.",
        category="logging_monitoring",
        severity="critical",
        references=References(csf="RS.MA-02", iso="A.5.26", soc="CC7.4"),
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
        description="At least 95 percent of the high alerts are resolved, or less than seven days old.",
        rationale="Serious alerts that stay open for long are soon accepted as normal.",
        remediation="Open a ticket for each alert, with an assignee and a due date.",
        category="logging_monitoring",
        severity="high",
        references=References(csf="DE.AE-02", iso="A.5.25", soc="CC7.3"),
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
        title="Medium and low alerts are resolved within 30 days",
        description="At least 90 percent of medium and low alerts are resolved, or less than 30 days old.",
        rationale="Many small weaknesses add up to a serious one.",
        remediation="Reserve an hour a week for them; raise thresholds that only produce noise.",
        category="logging_monitoring",
        severity="low",
        references=References(csf="DE.AE-02", iso="A.5.25", soc="CC7.3"),
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
        title="At most ten alerts are unresolved",
        description="The client has at most ten unresolved alerts.",
        rationale="A large backlog hides the alerts that matter.",
        remediation="Sort the alerts by source: most of them often have one cause.",
        category="logging_monitoring",
        severity="medium",
        references=References(csf="DE.AE-02", iso="A.5.25", soc="CC7.3"),
        rule={"kind": "comparison", "fact": "open_alert_count", "operator": "lte", "value": 10},
    ),
    BuiltinControl(
        identifier="BMSP-MONITOR-006",
        title="Servers report every day",
        description="Every active server has reported within the last day.",
        rationale="A server that stops reporting is down, or somebody has switched its agent off.",
        remediation="Check that the server and its agent are running.",
        category="asset_management",
        severity="high",
        references=References(cis="1.1", csf="ID.AM-01", iso="A.5.9", soc="CC6.1"),
        rule=share(
            "assets",
            all_of(test("days_since_last_seen", "lte", 1)),
            100,
            90,
            where=all_of(test("type", "in", "server"), test("status", "in", "active")),
        ),
    ),
)
