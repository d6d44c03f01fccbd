"""Patches, and holes that became known."""

from brainstormmsp.compliance.library.builtin_control import (
    BuiltinControl,
    References,
    all_of,
    any_of,
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
        rationale="Most intrusions use holes for which a patch has long been there.",
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
        rationale="A browser or mail client with a known hole is how most attackers come in.",
        remediation="Look in the patch tool for devices that postpone restarts, and restart them.",
        category="vulnerability_management",
        severity="high",
        references=References(cis="7.3 7.4", csf="PR.PS-02", iso="A.8.8", soc="CC7.1"),
        rule=share("assets", _patched_within(30), 95, 80, where=_ACTIVE_ENDPOINTS),
    ),
    BuiltinControl(
        identifier="BMSP-PATCH-003",
        title="Servers are patched within 14 days",
        description="At least 80 percent of the active servers have been patched within the last 14 days.",
        rationale="Working exploits for fresh patches often appear within two weeks.",
        remediation="Agree on a maintenance window every second week, and put the servers into it.",
        category="vulnerability_management",
        severity="medium",
        references=References(cis="7.3", csf="PR.PS-02 ID.RA-01", iso="A.8.8", soc="CC7.1"),
        rule=share("assets", _patched_within(14), 80, 50, where=_ACTIVE_SERVERS),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-PATCH-004",
        title="Network devices run recent firmware",
        description="Every active network device has had its firmware updated within the last 180 days.",
        rationale="Firewalls and switches face the internet or carry everything, and are easily forgotten.",
        remediation="Plan a firmware round with the vendor's recommended release; keep the old image "
        "at hand.",
        category="network_security",
        severity="high",
        references=References(cis="12.1", csf="PR.PS-02", iso="A.8.8 A.8.20", soc="CC7.1"),
        rule=share(
            "assets", _patched_within(180), 100, 75, where=all_of(test("type", "in", "network"), _ACTIVE)
        ),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-PATCH-005",
        title="Nothing goes without patches for 90 days",
        description="No active server or endpoint was last patched more than 90 days ago.",
        rationale="One forgotten machine is enough to lose a network.",
        remediation="Patch the machine by hand, find out why the patch tool misses it, or retire it.",
        category="vulnerability_management",
        severity="critical",
        references=References(cis="7.3 7.7", csf="PR.PS-02 ID.RA-06", iso="A.8.8", soc="CC7.1"),
        rule=never(
            "assets",
            all_of(test("days_since_patched", "gt", 90)),
            where=all_of(test("type", "in", ("server", "endpoint")), _ACTIVE),
        ),
    ),
    BuiltinControl(
        identifier="BMSP-PATCH-006",
        title="Critical and high alerts about weaknesses are closed within 30 days",
        description="Critical and high alerts are resolved, or are younger than 30 days.",
        rationale="A weakness that is known and left alone is a decision nobody took.",
        remediation="Fix what the alert names, or accept the risk on its remediation and resolve the alert.",
        category="vulnerability_management",
        severity="high",
        references=References(cis="7.2 7.7", csf="ID.RA-06", iso="A.8.8", soc="CC7.4"),
        rule=share(
            "alerts",
            any_of(test("status", "in", "resolved"), test("age_days", "lt", 30)),
            100,
            90,
            where=all_of(test("severity", "in", ("critical", "high"))),
        ),
    ),
    BuiltinControl(
        identifier="BMSP-PATCH-007",
        title="How patches are dealt with is written down",
        description="There is valid evidence, not older than a year, of how and how fast patches are "
        "installed.",
        rationale="Without agreed times every patch is a discussion.",
        remediation="Agree with the client on times by severity, and file the document or an attestation.",
        category="vulnerability_management",
        severity="medium",
        type="procedural",
        references=References(cis="7.1 7.2", csf="ID.RA-01", iso="A.8.8", soc="CC7.1"),
        rule=attested("patching"),
        interval="weekly",
    ),
)
