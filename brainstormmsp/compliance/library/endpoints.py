"""Endpoints, and what protects them."""

from brainstormmsp.compliance.library.builtin_control import (
    BuiltinControl,
    References,
    all_of,
    any_of,
    never,
    none_of,
    share,
    test,
)

__all__ = ["CONTROLS"]

_PROTECTION = test(
    "source", "starts_with", ("defender", "sentinelone", "crowdstrike", "huntress", "sophos", "bitdefender")
)

CONTROLS = (
    BuiltinControl(
        identifier="BMSP-ENDPOINT-001",
        title="Endpoints report every week",
        description="At least 95 percent of the active endpoints have reported within the last seven days.",
        rationale="A device that does not report is not protected by what it should have been told.",
        remediation="Ask the user to switch it on; reinstall the agent when that does not help.",
        category="endpoint_protection",
        severity="medium",
        references=References(cis="10.1 10.2", csf="DE.CM-09", iso="A.8.1 A.8.7", soc="CC6.8"),
        rule=share(
            "assets",
            all_of(test("days_since_last_seen", "lte", 7)),
            95,
            85,
            where=all_of(test("type", "in", "endpoint"), test("status", "in", "active")),
        ),
    ),
    BuiltinControl(
        identifier="BMSP-ENDPOINT-002",
        title="No critical alert from a device lasts a day",
        description="No critical alert of the endpoint protection is still open after a day.",
        rationale="Hours decide whether one device is lost, or all.",
        remediation="Isolate the device, scan it, and release it when it is clean.",
        category="endpoint_protection",
        severity="critical",
        references=References(cis="10.1", csf="RS.MI-01 DE.CM-09", iso="A.8.7", soc="CC6.8 CC7.4"),
        rule=never(
            "alerts",
            all_of(test("status", "not_in", "resolved"), test("age_days", "gte", 1)),
            where=all_of(_PROTECTION, test("severity", "in", "critical")),
        ),
        interval="hourly",
    ),
    BuiltinControl(
        identifier="BMSP-ENDPOINT-003",
        title="What the endpoint protection finds is dealt with within a week",
        description="At least 95 percent of its alerts are resolved, or younger than seven days.",
        rationale="Findings that pile up hide the one that matters.",
        remediation="Go through them once a day; resolve what is dealt with, and say why.",
        category="endpoint_protection",
        severity="high",
        references=References(cis="10.1 13.7", csf="DE.CM-09 RS.MI-02", iso="A.8.7", soc="CC6.8"),
        rule=share(
            "alerts",
            any_of(test("status", "in", "resolved"), test("age_days", "lt", 7)),
            95,
            80,
            where=all_of(_PROTECTION),
        ),
    ),
    BuiltinControl(
        identifier="BMSP-ENDPOINT-004",
        title="No endpoint stays in doubt",
        description="At least 95 percent of the endpoints in use are not waiting for a review.",
        rationale="An isolated device whose case is never closed is a user without a computer, or a hole.",
        remediation="Scan the device; release it when it is clean, and set it up anew when it is not.",
        category="endpoint_protection",
        severity="medium",
        references=References(cis="4.1 10.1", csf="PR.PS-01", iso="A.8.1 A.8.9", soc="CC6.8"),
        rule=share(
            "assets",
            none_of(test("status", "in", "needs_review")),
            95,
            85,
            where=all_of(test("type", "in", "endpoint"), test("status", "not_in", "inactive")),
        ),
    ),
)
