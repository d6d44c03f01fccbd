"""Networks and clouds."""

from brainstormmsp.compliance.library.builtin_control import (
    BuiltinControl,
    References,
    all_of,
    any_of,
    attested,
    exists,
    never,
    share,
    test,
)

__all__ = ["CONTROLS"]

_NETWORK = test("type", "in", "network")
_ACTIVE = test("status", "in", "active")
_NETWORK_SOURCES = test(
    "source", "starts_with", ("fortinet", "sonicwall", "meraki", "unifi", "watchguard", "palo-alto", "aruba")
)
_CLOUD_SOURCES = test("source", "starts_with", ("aws", "azure", "gcp", "google-cloud"))

CONTROLS = (
    BuiltinControl(
        identifier="BMSP-NETWORK-001",
        title="The network devices are on record",
        description="At least one active network device of the client is on record.",
        rationale="A firewall that nobody manages is only a box with a light.",
        remediation="Add the firewall, the switches and the access points to the assets.",
        category="network_security",
        severity="medium",
        references=References(cis="12.2 12.4", csf="ID.AM-01 ID.AM-03", iso="A.8.20", soc="CC6.6"),
        rule=exists("assets", all_of(_ACTIVE), where=all_of(_NETWORK)),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-NETWORK-002",
        title="Network devices report every day",
        description="Every active network device has reported within the last day.",
        rationale="When the firewall is silent, so is everything that it would have said.",
        remediation="See whether it is up, and whether it still sends its logs where it should.",
        category="network_security",
        severity="medium",
        references=References(cis="13.6", csf="DE.CM-01", iso="A.8.16 A.8.20", soc="CC7.2"),
        rule=share(
            "assets", all_of(test("days_since_last_seen", "lte", 1)), 100, 75, where=all_of(_NETWORK, _ACTIVE)
        ),
    ),
    BuiltinControl(
        identifier="BMSP-NETWORK-003",
        title="Serious alerts from the network are dealt with within two days",
        description="Every critical or high alert of a network device is resolved, or younger than two days.",
        rationale="A connection to a known control server means that somebody is inside.",
        remediation="Find the device behind the connection, isolate it, and block the destination.",
        category="network_security",
        severity="critical",
        references=References(
            cis="13.1 13.3", csf="DE.CM-01 RS.MI-01", iso="A.8.20 A.8.21", soc="CC7.2 CC7.4"
        ),
        rule=share(
            "alerts",
            any_of(test("status", "in", "resolved"), test("age_days", "lt", 2)),
            100,
            90,
            where=all_of(_NETWORK_SOURCES, test("severity", "in", ("critical", "high"))),
        ),
    ),
    BuiltinControl(
        identifier="BMSP-NETWORK-004",
        title="The network is drawn and written down",
        description="There is a document, not older than a year, that shows how the client's network "
        "is built.",
        rationale="At three in the morning nobody remembers which switch leads where.",
        remediation="Draw the network with its segments and its ways out, and file the drawing.",
        category="network_security",
        severity="low",
        type="procedural",
        references=References(cis="12.4", csf="ID.AM-03", iso="A.8.20 A.8.22", soc="CC6.6"),
        rule=attested(("other", "policy"), kinds=("document",)),
        interval="monthly",
    ),
    BuiltinControl(
        identifier="BMSP-CLOUD-001",
        title="Findings in the cloud are dealt with within a week",
        description="At least 95 percent of the alerts about cloud resources are resolved, or younger "
        "than seven days.",
        rationale="A bucket that everybody can read is found by strangers within days.",
        remediation="Correct the setting that the alert names, and forbid it by policy where that can "
        "be done.",
        category="network_security",
        severity="high",
        references=References(cis="4.1 3.3", csf="PR.PS-01 PR.AA-05", iso="A.5.23 A.8.9", soc="CC6.6 CC7.1"),
        rule=share(
            "alerts",
            any_of(test("status", "in", "resolved"), test("age_days", "lt", 7)),
            95,
            80,
            where=all_of(_CLOUD_SOURCES),
        ),
    ),
    BuiltinControl(
        identifier="BMSP-CLOUD-002",
        title="No serious finding in the cloud lasts a month",
        description="No critical or high alert about a cloud resource is still open after 30 days.",
        rationale="What is open for a month has been seen by everybody who looks.",
        remediation="Correct it now, or take the resource down until it is corrected.",
        category="network_security",
        severity="critical",
        references=References(cis="4.1 7.7", csf="ID.RA-06 PR.PS-01", iso="A.5.23", soc="CC6.6"),
        rule=never(
            "alerts",
            all_of(test("status", "not_in", "resolved"), test("age_days", "gt", 30)),
            where=all_of(_CLOUD_SOURCES, test("severity", "in", ("critical", "high"))),
        ),
    ),
)
