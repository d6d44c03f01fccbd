"""Controls for patches and known vulnerabilities."""

from brainstormmsp.compliance.library.builtin_control import (
    BuiltinControl,
    References,
    all_of,
    attested,
    never,
    share,
    test,
)

__all__ = ["CONTROLS"]

_ACTIVE = test("status", "in", "active")
_ACTIVE_SERVERS = all_of(test("type", "in", "server"), _ACTIVE)
_ACTIVE_ENDPOINTS = all_of(test("type", "in", "endpoint"), _ACTIVE)


def _patched_within(days: int) -> dict[str, object]:
    return all_of(test("days_since_patched", "lte", days))


CONTROLS = (
    BuiltinControl(
        identifier="BMSP-PATCH-001",
        title="Servers are patched within 30 days",
        description="Every active server has been patched within the last 30 days.",
        rationale="Most intrusions exploit vulnerabilities for which a patch has long been available.",
        remediation="Install the pending patches, or replace a server that no longer gets any.",
        category="vulnerability_management",
        severity="critical",
        references=References(cis="7.3", csf="PR.PS-02", iso="A.8.8", soc="CC7.1"),
        rule=share("assets", _patched_within(30), 100, 90, where=_ACTIVE_SERVERS),
    ),
    BuiltinControl(
        identifier="BMSP-PATCH-002",
        title="Endpoints are patched within 30 days",
        description="At least 95 percent of the active endpoints have been patched within the last 30 days.",
        rationale="Browsers and mail clients with known vulnerabilities are the most common way in.",
        remediation="Find devices that postpone restarts in the patch tool, and restart them.",
        category="vulnerability_management",
        severity="high",
        references=References(cis="7.3", csf="PR.PS-02", iso="A.8.8", soc="CC7.1"),
        rule=share("assets", _patched_within(30), 95, 80, where=_ACTIVE_ENDPOINTS),
    ),
    BuiltinControl(
        identifier="BMSP-PATCH-003",
        title="Servers are patched within 14 days",
        description="At least 80 percent of the active servers have been patched within the last 14 days.",
        rationale="Working exploits often appear within two weeks after a patch.",
        remediation="Agree on a maintenance window every two weeks, and assign the servers to it.",
        category="vulnerability_management",
        severity="medium",
        references=References(cis="7.3", csf="PR.PS-02", iso="A.8.8", soc="CC7.1"),
        rule=share("assets", _patched_within(14), 80, 50, where=_ACTIVE_SERVERS),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-PATCH-004",
        title="Network devices run recent firmware",
        description="Every active network device has had its firmware updated within the last 180 days.",
        rationale="Firewalls and switches are exposed and critical, and their updates are easily forgotten.",
        remediation="Schedule an update to the vendor's recommended firmware; keep the old image.",
        category="network_security",
        severity="high",
        references=References(cis="12.1", csf="PR.PS-02", iso="A.8.8", soc="CC7.1"),
        rule=share(
            "assets", _patched_within(180), 100, 75, where=all_of(test("type", "in", "network"), _ACTIVE)
        ),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-PATCH-005",
        title="No device is unpatched for 90 days",
        description="No active server or endpoint was last patched more than 90 days ago.",
        rationale="One forgotten device is enough to compromise a network.",
        remediation="Patch the device manually and find out why the patch tool misses it, or retire it.",
        category="vulnerability_management",
        severity="critical",
        references=References(cis="7.3", csf="PR.PS-02", iso="A.8.8", soc="CC7.1"),
        rule=never(
            "assets",
            all_of(test("days_since_patched", "gt", 90)),
            where=all_of(test("type", "in", ("server", "endpoint")), _ACTIVE),
        ),
    ),
    BuiltinControl(
        identifier="BMSP-PATCH-007",
        title="A patch management policy exists",
        description="There is valid evidence, at most one year old, of how and how fast patches are "
        "installed.",
        rationale="Without agreed deadlines, every patch has to be negotiated.",
        remediation="Agree with the client on deadlines by severity, and file a document or attestation.",
        category="vulnerability_management",
        severity="medium",
        type="procedural",
        references=References(cis="7.2", csf="PR.PS-02", iso="A.8.8", soc="CC7.1"),
        rule=attested("patch_management_policy"),
        interval="weekly",
    ),
)
