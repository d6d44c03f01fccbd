"""Controls for policies, responsibilities, changes, suppliers and physical security."""

from brainstormmsp.compliance.library.builtin_control import (
    BuiltinControl,
    References,
    any_of,
    attested,
    exists,
    required,
    test,
)

__all__ = ["CONTROLS"]

CONTROLS = (
    BuiltinControl(
        identifier="BMSP-GOVERN-001",
        title="A security policy exists",
        description="There is a document or an attestation, at most one year old, of the client's security "
        "policy.",
        rationale="All other security measures refer to the policy.",
        remediation="Have the client's management approve a short policy, and file it.",
        category="governance",
        severity="high",
        type="procedural",
        references=References(csf="GV.PO-01", iso="A.5.1", soc="CC5.3"),
        rule=attested("security_policy", kinds=("document", "attestation")),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-GOVERN-002",
        title="Remediations are completed on time",
        description="No remediation of the client is past its due date.",
        rationale="Findings reduce risk only once they are remediated.",
        remediation="Complete the remediation, agree on a new date, or have the client accept the risk in "
        "writing.",
        category="governance",
        severity="high",
        type="procedural",
        references=References(csf="ID.RA-06", iso="A.5.36", soc="CC4.2"),
        rule={"kind": "comparison", "fact": "overdue_remediation_count", "operator": "eq", "value": 0},
    ),
    BuiltinControl(
        identifier="BMSP-GOVERN-003",
        title="The risk score is at most 60",
        description="The client's risk score is at most 60.",
        rationale="Above this score, so much is open that priorities must be discussed with the client.",
        remediation="Complete the critical and high remediations first; they have the most weight.",
        category="governance",
        severity="medium",
        type="procedural",
        references=References(csf="ID.RA-05", soc="CC3.2"),
        rule={"kind": "comparison", "fact": "risk_score", "operator": "lte", "value": 60},
    ),
    BuiltinControl(
        identifier="BMSP-GOVERN-006",
        title="A responsible person is known at the client",
        description="One of the contacts is an owner, a manager or a director.",
        rationale="Risks must be accepted by somebody with the authority to do so.",
        remediation="Ask who is responsible for security at the client, and record their role.",
        category="governance",
        severity="low",
        type="procedural",
        references=References(csf="GV.RR-02", iso="A.5.2", soc="CC1.3"),
        rule=required(
            exists(
                "contacts",
                any_of(
                    test(
                        "role",
                        "starts_with",
                        (
                            "owner",
                            "managing",
                            "director",
                            "ceo",
                            "cfo",
                            "cio",
                            "ciso",
                            "controller",
                            "practice manager",
                            "office manager",
                            "operations",
                            "it manager",
                        ),
                    )
                ),
            ),
            "contact_count",
        ),
        interval="monthly",
    ),
    BuiltinControl(
        identifier="BMSP-CHANGE-001",
        title="A change management procedure exists",
        description="There is a document or an attestation, at most one year old, of how changes are "
        "approved and recorded.",
        rationale="Changes that nobody approved or recorded cause outages that nobody can explain.",
        remediation="Agree with the client on who approves which changes and where they are recorded, "
        "and file the procedure.",
        category="change_management",
        severity="low",
        type="procedural",
        references=References(csf="ID.RA-07", iso="A.8.32", soc="CC8.1"),
        rule=attested("change_management_procedure", kinds=("document", "attestation")),
        interval="monthly",
    ),
    BuiltinControl(
        identifier="BMSP-VENDOR-001",
        title="Suppliers are reviewed once a year",
        description="There is evidence, at most one year old, of a review of the client's suppliers.",
        rationale="A data breach at a supplier is a data breach at the client.",
        remediation="List the suppliers with access to the client's data or systems, and record how each "
        "protects them.",
        category="vendor_management",
        severity="medium",
        type="procedural",
        references=References(cis="15.5", csf="GV.SC-07", iso="A.5.22", soc="CC9.2"),
        rule=attested("supplier_review"),
        interval="monthly",
    ),
    BuiltinControl(
        identifier="BMSP-PHYSICAL-001",
        title="The server room is locked",
        description="There is an attestation, at most one year old, of who has physical access to the "
        "servers and the network.",
        rationale="Physical access to a server bypasses its passwords.",
        remediation="Lock the room or the cabinet, list the key holders, and file the attestation.",
        category="physical_security",
        severity="medium",
        type="physical",
        references=References(csf="PR.AA-06", iso="A.7.2", soc="CC6.4"),
        rule=attested("physical_access", kinds=("attestation",)),
        interval="monthly",
    ),
)
