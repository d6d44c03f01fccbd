"""Controls for endpoints and endpoint protection."""

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
        rationale="A device that does not report does not receive policies or updates either.",
        remediation="Ask the user to switch the device on; if that does not help, reinstall the agent.",
        category="asset_management",
        severity="medium",
        references=References(cis="1.1", csf="ID.AM-01", iso="A.5.9", soc="CC6.1"),
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
        title="Critical endpoint alerts are resolved within a day",
        description="No critical alert of the endpoint protection is unresolved after a day.",
        rationale="Within hours, an attacker can spread from one device to the whole network.",
        remediation="Isolate the device, scan it, and release it once it is clean.",
        category="endpoint_protection",
        severity="critical",
        references=References(csf="RS.MI-01", iso="A.5.26", soc="CC7.4"),
        rule=never(
            "alerts",
            all_of(test("status", "not_in", "resolved"), test("age_days", "gte", 1)),
            where=all_of(_PROTECTION, test("severity", "in", "critical")),
        ),
        interval="hourly",
    ),
    BuiltinControl(
        identifier="BMSP-ENDPOINT-003",
        title="Endpoint protection alerts are resolved within a week",
        description="At least 95 percent of the endpoint protection alerts are resolved, or less than seven "
        "days old.",
        rationale="A backlog of alerts hides the one that matters.",
        remediation="Review the alerts daily; resolve those that are handled, with a reason.",
        category="endpoint_protection",
        severity="high",
        references=References(csf="DE.AE-02", iso="A.5.25", soc="CC7.3"),
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
        title="Endpoints do not stay under review",
        description="At least 95 percent of the endpoints in use are not waiting for a review.",
        rationale="A device left under review either blocks its user or remains a risk.",
        remediation="Scan the device; release it if it is clean, otherwise reinstall it.",
        category="asset_management",
        severity="medium",
        references=References(cis="1.2", csf="ID.AM-01", iso="A.5.9", soc="CC6.1"),
        rule=share(
            "assets",
            none_of(test("status", "in", "needs_review")),
            95,
            85,
            where=all_of(test("type", "in", "endpoint"), test("status", "not_in", "inactive")),
        ),
    ),
)
