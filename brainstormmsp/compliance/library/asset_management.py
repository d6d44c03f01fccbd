"""Controls for the asset inventory: completeness, last contact and vendor support."""

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
        title="An asset inventory exists",
        description="At least one asset of the client is on record.",
        rationale="Assets that are not on record are not patched, backed up or monitored.",
        remediation="Roll out the agent, or import the assets from an existing system.",
        category="asset_management",
        severity="high",
        references=References(cis="1.1", csf="ID.AM-01", iso="A.5.9", soc="CC6.1"),
        rule={"kind": "comparison", "fact": "asset_count", "operator": "gte", "value": 1},
    ),
    BuiltinControl(
        identifier="BMSP-ASSET-002",
        title="Active assets have been seen within 30 days",
        description="At least 95 percent of the active assets have reported within the last 30 days.",
        rationale="A device that has not reported for a month is lost, stolen or unmanaged.",
        remediation="Find the device; set it to inactive if it is no longer in use.",
        category="asset_management",
        severity="medium",
        references=References(cis="1.1", csf="ID.AM-01", iso="A.5.9", soc="CC6.1"),
        rule=share("assets", all_of(test("days_since_last_seen", "lte", 30)), 95, 85, where=all_of(_ACTIVE)),
    ),
    BuiltinControl(
        identifier="BMSP-ASSET-003",
        title="Assets are reviewed",
        description="At least 95 percent of the assets in use are not waiting for a review.",
        rationale="A device that nobody has reviewed may not belong to the client at all.",
        remediation="Review the assets with the status needs_review, and set each to active or inactive.",
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
        rationale="Unsupported systems can only be found if the operating system is known.",
        remediation="Reinstall the agent on devices that do not report their operating system.",
        category="asset_management",
        severity="low",
        references=References(cis="1.1", csf="ID.AM-01", iso="A.5.9", soc="CC6.1"),
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
        title="Retired assets are removed from the inventory",
        description="No asset has been inactive and unseen for more than a year.",
        rationale="Stale entries hide new ones, and the disks of stored devices still hold data.",
        remediation="Wipe or destroy the device, file the evidence, and delete the asset.",
        category="asset_management",
        severity="low",
        references=References(cis="1.1", csf="ID.AM-08", iso="A.5.9", soc="CC6.1"),
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
        title="No server runs an unsupported operating system",
        description="No server in use runs a release that no longer gets security updates from its vendor.",
        rationale="Vulnerabilities found in an unsupported release stay open for good.",
        remediation="Move the workload to a supported release; until then, isolate the server from the "
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
        title="Endpoints run supported Windows releases",
        description="Every Windows endpoint in use runs a release that still gets security updates.",
        rationale="Attackers exploit vulnerabilities in old releases for years.",
        remediation="Upgrade the device, or replace it if its hardware does not support a current release.",
        category="asset_management",
        severity="high",
        references=References(cis="2.2", csf="ID.AM-08 PR.PS-02", iso="A.8.8", soc="CC7.1"),
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
        title="Endpoints run supported macOS releases",
        description="Every Mac in use runs a release that still gets security updates.",
        rationale="Updates end about three years after a release, without a notice to the user.",
        remediation="Upgrade the Mac, or replace it if its hardware does not support a current release.",
        category="asset_management",
        severity="medium",
        references=References(cis="2.2", csf="ID.AM-08 PR.PS-02", iso="A.8.8", soc="CC7.1"),
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
        rationale="Forgotten test machines cost money and add attack surface.",
        remediation="Ask who created the resource; keep and secure it, or delete it.",
        category="asset_management",
        severity="medium",
        references=References(cis="1.2", csf="ID.AM-04", iso="A.5.9", soc="CC6.1"),
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
