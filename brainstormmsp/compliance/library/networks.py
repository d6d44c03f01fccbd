"""Controls for networks and cloud resources."""

from brainstormmsp.compliance.library.builtin_control import (
    BuiltinControl,
    References,
    all_of,
    any_of,
    attested,
    exists,
    never,
    required,
    share,
    test,
)

__all__ = ["CONTROLS"]

_NETWORK = test("type", "in", "network")
_ACTIVE = test("status", "in", "active")
_NETWORK_SOURCES = test(
    "source", "starts_with", ("fortinet", "sonicwall", "meraki", "unifi", "watchguard", "palo_alto", "aruba")
)
_CLOUD_SOURCES = test("source", "starts_with", ("aws", "azure", "gcp", "google_cloud"))

CONTROLS = (
    BuiltinControl(
        identifier="BMSP-NETWORK-001",
        title="Network devices are on record",
        description="At least one active network device of the client is on record.",
        rationale="An unmanaged firewall protects nothing for long.",
        remediation="Add the firewall, the switches and the access points to the inventory.",
        category="network_security",
        severity="medium",
        references=References(cis="1.1", csf="ID.AM-01", iso="A.5.9", soc="CC6.1"),
        rule=required(exists("assets", all_of(_NETWORK, _ACTIVE)), "asset_count"),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-NETWORK-002",
        title="Network devices report every day",
        description="Every active network device has reported within the last day.",
        rationale="Without reports from the firewall, attacks on the network go unnoticed.",
        remediation="Check that the device is running, and that it still sends its logs to the right place.",
        category="network_security",
        severity="medium",
        references=References(cis="1.1", csf="ID.AM-01", iso="A.5.9", soc="CC6.1"),
        rule=share(
            "assets", all_of(test("days_since_last_seen", "lte", 1)), 100, 75, where=all_of(_NETWORK, _ACTIVE)
        ),
    ),
    BuiltinControl(
        identifier="BMSP-NETWORK-003",
        title="Critical and high network alerts are resolved within two days",
        description="Every critical or high network alert is resolved, or less than two days old.",
        rationale="A connection to a known command-and-control server means that a device is compromised.",
        remediation="Find the device behind the connection, isolate it, and block the destination.",
        category="network_security",
        severity="critical",
        references=References(csf="DE.AE-02 RS.MI-01", iso="A.5.26", soc="CC7.4"),
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
        title="A network diagram exists",
        description="There is a document, at most one year old, that shows the structure of the client's "
        "network.",
        rationale="During an outage, nobody remembers how the network is connected.",
        remediation="Draw the network with its segments and its internet connections, and file the diagram.",
        category="network_security",
        severity="low",
        type="procedural",
        references=References(cis="12.4", csf="ID.AM-03", iso="A.8.20"),
        rule=attested("network_diagram", kinds=("document",)),
        interval="monthly",
    ),
    BuiltinControl(
        identifier="BMSP-CLOUD-001",
        title="Cloud alerts are resolved within a week",
        description="At least 95 percent of the alerts about cloud resources are resolved, or less than "
        "seven days old.",
        rationale="A publicly readable bucket is found by strangers within days.",
        remediation="Correct the setting that the alert names, and prevent it by policy where possible.",
        category="network_security",
        severity="high",
        references=References(csf="DE.AE-02", iso="A.5.25", soc="CC7.3"),
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
        title="Critical and high cloud alerts are resolved within 30 days",
        description="No critical or high alert about a cloud resource is unresolved after 30 days.",
        rationale="Attackers scan for exposed cloud resources all the time and will have found it by then.",
        remediation="Correct the setting now, or take the resource down until it is corrected.",
        category="network_security",
        severity="critical",
        references=References(csf="RS.MA-02", iso="A.5.26", soc="CC7.4"),
        rule=never(
            "alerts",
            all_of(test("status", "not_in", "resolved"), test("age_days", "gt", 30)),
            where=all_of(_CLOUD_SOURCES, test("severity", "in", ("critical", "high"))),
        ),
    ),
)
