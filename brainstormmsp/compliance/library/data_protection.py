"""Data at rest, and what becomes of it."""

from brainstormmsp.compliance.library.builtin_control import (
    BuiltinControl,
    References,
    all_of,
    any_of,
    attested,
    share,
    test,
)

__all__ = ["CONTROLS"]

_ENCRYPTED = all_of(test("encrypted", "eq", True))
_ENDPOINTS = all_of(test("type", "in", "endpoint"), test("status", "not_in", "inactive"))
_SERVERS = all_of(test("type", "in", "server"), test("status", "not_in", "inactive"))
_BOTH = all_of(test("type", "in", ("endpoint", "server")), test("status", "not_in", "inactive"))

CONTROLS = (
    BuiltinControl(
        identifier="BMSP-DATA-001",
        title="Endpoints are encrypted",
        description="At least 98 percent of the endpoints in use have encrypted disks.",
        rationale="A laptop that is lost is an inconvenience when it is encrypted, and a breach when "
        "it is not.",
        remediation="Switch on the system's disk encryption, and keep the recovery keys where they "
        "are found.",
        category="data_protection",
        severity="high",
        references=References(cis="3.6", csf="PR.DS-01", iso="A.8.1 A.8.24", soc="CC6.7"),
        rule=share("assets", _ENCRYPTED, 98, 85, where=_ENDPOINTS),
    ),
    BuiltinControl(
        identifier="BMSP-DATA-002",
        title="Servers are encrypted",
        description="At least 90 percent of the servers in use have encrypted disks.",
        rationale="Disks leave server rooms too: in repairs, in replacements, under somebody's arm.",
        remediation="Encrypt the volumes that hold data, at the next maintenance at the latest.",
        category="data_protection",
        severity="medium",
        references=References(cis="3.11", csf="PR.DS-01", iso="A.8.24", soc="CC6.1"),
        rule=share("assets", _ENCRYPTED, 90, 50, where=_SERVERS),
    ),
    BuiltinControl(
        identifier="BMSP-DATA-003",
        title="Whether devices are encrypted is known",
        description="For at least 95 percent of the endpoints and servers in use it is known whether "
        "they are encrypted.",
        rationale="Whoever loses a device must be able to say at once what that means.",
        remediation="Have the agent read the state of the encryption, or record it by hand.",
        category="data_protection",
        severity="low",
        references=References(cis="3.6 3.11", csf="PR.DS-01", iso="A.8.24", soc="CC6.7"),
        rule=share(
            "assets",
            any_of(test("encrypted", "eq", True), test("encrypted", "eq", False)),
            95,
            75,
            where=_BOTH,
        ),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-DATA-004",
        title="Patient data lies on encrypted devices alone",
        description="At clients in healthcare, every endpoint and server in use is encrypted.",
        rationale="Records of patients are what regulators ask about first.",
        remediation="Encrypt what is left, or take it out of the practice.",
        category="data_protection",
        severity="critical",
        references=References(cis="3.6 3.11", csf="PR.DS-01", iso="A.5.34 A.8.24", soc="C1.1"),
        rule={
            "kind": "any",
            "rules": [
                {"kind": "membership", "fact": "tag", "operator": "not_in", "value": ["healthcare"]},
                share("assets", _ENCRYPTED, 100, 95, where=_BOTH),
            ],
        },
    ),
    BuiltinControl(
        identifier="BMSP-DATA-005",
        title="How data is handled is written down",
        description="There is a document or an attestation, not older than a year, of the rules for "
        "the client's data.",
        rationale="People treat data as they are told to, if they are told.",
        remediation="Write down which data there is, who may have it and how long it is kept, and file that.",
        category="data_protection",
        severity="medium",
        type="procedural",
        references=References(cis="3.1", csf="GV.PO-01", iso="A.5.10 A.5.12", soc="C1.1"),
        rule=attested("policy", kinds=("document", "attestation")),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-DATA-006",
        title="Data is disposed of safely",
        description="There is evidence, not older than a year, that devices and data were disposed of "
        "as agreed.",
        rationale="What is thrown away is found again.",
        remediation="File the certificates of the disposal company, or an attestation of whoever "
        "wiped the disks.",
        category="data_protection",
        severity="low",
        type="procedural",
        references=References(cis="3.5", csf="ID.AM-08", iso="A.7.14 A.8.10", soc="C1.2 CC6.5"),
        rule=attested("other"),
        interval="monthly",
    ),
)
