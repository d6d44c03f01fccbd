"""Controls for encryption, data handling and disposal."""

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
        rationale="A lost laptop is a data breach unless it is encrypted.",
        remediation="Enable disk encryption, and store the recovery keys centrally.",
        category="data_protection",
        severity="high",
        references=References(cis="3.6", csf="PR.DS-01", iso="A.8.24", soc="CC6.7"),
        rule=share("assets", _ENCRYPTED, 98, 85, where=_ENDPOINTS),
    ),
    BuiltinControl(
        identifier="BMSP-DATA-002",
        title="Servers are encrypted",
        description="At least 90 percent of the servers in use have encrypted disks.",
        rationale="Disks leave server rooms too: for repair, on replacement, or by theft.",
        remediation="Encrypt the volumes that hold data, at the next maintenance window at the latest.",
        category="data_protection",
        severity="medium",
        references=References(cis="3.11", csf="PR.DS-01", iso="A.8.24", soc="CC6.1"),
        rule=share("assets", _ENCRYPTED, 90, 50, where=_SERVERS),
    ),
    BuiltinControl(
        identifier="BMSP-DATA-003",
        title="The encryption status of devices is known",
        description="The encryption status of at least 95 percent of the endpoints and servers in use is "
        "known.",
        rationale="When a device is lost, it must be clear at once whether data was exposed.",
        remediation="Have the agent report the encryption status, or record it manually.",
        category="data_protection",
        severity="low",
        references=References(cis="1.1", csf="ID.AM-01", iso="A.5.9", soc="CC6.1"),
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
        title="Patient data is stored on encrypted devices only",
        description="At clients in healthcare, every endpoint and server in use is encrypted.",
        rationale="Regulators ask about patient records first.",
        remediation="Encrypt the remaining devices, or remove them from the practice.",
        category="data_protection",
        severity="critical",
        references=References(cis="3.6 3.11", csf="PR.DS-01", iso="A.8.24", soc="CC6.1 CC6.7"),
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
        title="A data handling policy exists",
        description="There is a document or an attestation, at most one year old, of the rules for the "
        "client's data.",
        rationale="Staff can only follow rules that exist and that they know.",
        remediation="Document which data exists, who may access it and how long it is kept, and file the "
        "document.",
        category="data_protection",
        severity="medium",
        type="procedural",
        references=References(cis="3.1", csf="GV.PO-01", iso="A.5.10 A.5.12", soc="C1.1"),
        rule=attested("data_handling_policy", kinds=("document", "attestation")),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-DATA-006",
        title="Data is disposed of safely",
        description="There is evidence, at most one year old, of agreed disposal of devices and data.",
        rationale="Data on discarded devices can be recovered.",
        remediation="File the certificates of the disposal company, or an attestation by the person who "
        "wiped the disks.",
        category="data_protection",
        severity="low",
        type="procedural",
        references=References(cis="3.5", csf="ID.AM-08", iso="A.7.14 A.8.10", soc="C1.2 CC6.5"),
        rule=attested("data_disposal"),
        interval="monthly",
    ),
)
