"""What there is, whether it reports, and whether its maker still cares for it."""

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

_ACTIVE = test("status", "in", "active")
_IN_USE = all_of(test("status", "not_in", "inactive"))

CONTROLS = (
    BuiltinControl(
        identifier="BMSP-ASSET-001",
        title="There is an inventory",
        description="At least one asset of the client is on record.",
        rationale="What is not on record is neither patched nor backed up nor watched.",
        remediation="Roll out the agent, or import the assets from the system that knows them.",
        category="asset_management",
        severity="high",
        references=References(cis="1.1", csf="ID.AM-01", iso="A.5.9", soc="CC6.1"),
        rule={"kind": "comparison", "fact": "asset_count", "operator": "gte", "value": 1},
    ),
    BuiltinControl(
        identifier="BMSP-ASSET-002",
        title="Active assets have been seen within 30 days",
        description="At least 95 percent of the active assets have reported within the last 30 days.",
        rationale="A device that is silent for a month is lost, stolen, or no longer looked after.",
        remediation="Find the device; set it to inactive when it is gone for good.",
        category="asset_management",
        severity="medium",
        references=References(cis="1.1 1.2", csf="ID.AM-01", iso="A.5.9", soc="CC6.1"),
        rule=share("assets", all_of(test("days_since_last_seen", "lte", 30)), 95, 85, where=all_of(_ACTIVE)),
    ),
    BuiltinControl(
        identifier="BMSP-ASSET-003",
        title="Assets are reviewed",
        description="At least 95 percent of the assets that are in use are not waiting for a review.",
        rationale="A device that nobody has looked at may not belong to the client at all.",
        remediation="Go through the assets in the state needs_review, and set each to active or inactive.",
        category="asset_management",
        severity="low",
        references=References(cis="1.2", csf="ID.AM-01", iso="A.5.9", soc="CC6.1"),
        rule=share("assets", none_of(test("status", "in", "needs_review")), 95, 85, where=_IN_USE),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-ASSET-004",
        title="The operating system of every device is known",
        description="Every active endpoint and server has its operating system on record.",
        rationale="Whether a system is still supported can only be told when it is known.",
        remediation="Reinstall the agent on devices that do not say what they run.",
        category="asset_management",
        severity="low",
        references=References(cis="2.1", csf="ID.AM-02", iso="A.5.9", soc="CC6.1"),
        rule=share(
            "assets",
            all_of(test("os", "not_in", "unknown")),
            100,
            90,
            where=all_of(test("type", "in", ("endpoint", "server")), _ACTIVE),
        ),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-ASSET-005",
        title="Retired assets leave the record in time",
        description="No asset has been inactive and unseen for more than a year.",
        rationale="Old entries hide new ones, and disks in cupboards still hold data.",
        remediation="Wipe or destroy the device, file the evidence, and take the asset off the record.",
        category="asset_management",
        severity="low",
        references=References(cis="1.1 3.5", csf="ID.AM-08", iso="A.5.11 A.7.14", soc="CC6.5"),
        rule=never(
            "assets",
            all_of(test("days_since_last_seen", "gt", 365)),
            where=all_of(test("status", "in", "inactive")),
        ),
        type="procedural",
        interval="monthly",
    ),
    BuiltinControl(
        identifier="BMSP-ASSET-006",
        title="No server runs a system out of support",
        description="No server in use runs a release for which its maker has stopped making security "
        "updates.",
        rationale="A hole that is found in it will stay open for good.",
        remediation="Move the workload to a supported release; until then cut the server off from the "
        "internet.",
        category="asset_management",
        severity="critical",
        references=References(cis="2.2", csf="ID.AM-08 PR.PS-02", iso="A.8.8", soc="CC7.1"),
        rule=never(
            "assets",
            any_of(
                test(
                    "os",
                    "starts_with",
                    (
                        "Windows Server 2003",
                        "Windows Server 2008",
                        "Windows Server 2012",
                        "CentOS",
                        "Debian 8",
                        "Debian 9",
                        "Debian 10",
                        "Ubuntu 14",
                        "Ubuntu 16",
                        "Ubuntu 18",
                    ),
                )
            ),
            where=all_of(test("type", "in", "server"), test("status", "not_in", "inactive")),
        ),
    ),
    BuiltinControl(
        identifier="BMSP-ASSET-007",
        title="Endpoints run Windows releases that are supported",
        description="Every Windows endpoint in use runs a release that still gets security updates.",
        rationale="Attackers keep using holes in old releases for years.",
        remediation="Upgrade the device, or replace it where the hardware does not allow that.",
        category="asset_management",
        severity="high",
        references=References(cis="2.2", csf="ID.AM-08 PR.PS-02", iso="A.8.8 A.8.1", soc="CC7.1"),
        rule=share(
            "assets",
            none_of(
                test(
                    "os",
                    "starts_with",
                    ("Windows XP", "Windows Vista", "Windows 7", "Windows 8", "Windows 10"),
                )
            ),
            100,
            90,
            where=all_of(
                test("type", "in", "endpoint"),
                test("status", "not_in", "inactive"),
                test("os", "starts_with", "Windows"),
            ),
        ),
    ),
    BuiltinControl(
        identifier="BMSP-ASSET-008",
        title="Endpoints run macOS releases that are supported",
        description="Every Mac in use runs a release that still gets security updates.",
        rationale="Updates end about three years after a release, and nothing on the screen says so.",
        remediation="Upgrade the Mac, or replace it where the hardware does not allow that.",
        category="asset_management",
        severity="medium",
        references=References(cis="2.2", csf="ID.AM-08 PR.PS-02", iso="A.8.8 A.8.1", soc="CC7.1"),
        rule=share(
            "assets",
            none_of(
                test("os", "starts_with", ("macOS 10", "macOS 11", "macOS 12", "macOS 13", "OS X", "Mac OS"))
            ),
            100,
            90,
            where=all_of(
                test("type", "in", "endpoint"),
                test("status", "not_in", "inactive"),
                test("os", "starts_with", ("macOS", "OS X", "Mac OS")),
            ),
        ),
    ),
    BuiltinControl(
        identifier="BMSP-ASSET-009",
        title="Cloud resources are reviewed",
        description="No cloud resource is waiting for a review.",
        rationale="A virtual machine that somebody tried something with costs money and opens doors.",
        remediation="Ask who made it; keep and secure it, or delete it.",
        category="asset_management",
        severity="medium",
        references=References(cis="1.2", csf="ID.AM-04", iso="A.5.23", soc="CC6.1"),
        rule=share(
            "assets",
            none_of(test("status", "in", "needs_review")),
            100,
            80,
            where=all_of(test("type", "in", "cloud")),
        ),
        interval="weekly",
    ),
)
