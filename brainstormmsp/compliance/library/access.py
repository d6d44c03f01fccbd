"""Controls for accounts, authentication and access rights."""

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

_IDENTITY_SOURCES = test("source", "starts_with", ("entra", "azure_ad", "okta", "google", "duo", "m365"))

CONTROLS = (
    BuiltinControl(
        identifier="BMSP-ACCESS-001",
        title="Multi-factor authentication is required",
        description="There is valid evidence, at most one year old, that every account requires multi-factor "
        "authentication.",
        rationale="Passwords leak; a second factor makes most stolen passwords useless.",
        remediation="Enforce MFA for all accounts in the identity provider, and file evidence of the check.",
        category="access_control",
        severity="critical",
        references=References(cis="6.3", csf="PR.AA-03", iso="A.8.5", soc="CC6.1"),
        rule=attested("mfa"),
    ),
    BuiltinControl(
        identifier="BMSP-ACCESS-002",
        title="MFA for administrators was checked within 90 days",
        description="There is valid evidence, at most 90 days old, of the MFA of administrators.",
        rationale="Exceptions granted to administrators in a hurry often stay in place for years.",
        remediation="Review the administrator accounts and the MFA exceptions, and file the result.",
        category="access_control",
        severity="high",
        references=References(cis="6.5", csf="PR.AA-03", iso="A.8.5", soc="CC6.1"),
        rule=attested("admin_mfa", days=90),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-ACCESS-003",
        title="Access rights are reviewed twice a year",
        description="There is valid evidence of an access review within the last 180 days.",
        rationale="People change roles and leave; their access stays unless somebody reviews it.",
        remediation="Have the client's managers confirm who needs which access, revoke the rest, and file "
        "the review.",
        category="access_control",
        severity="medium",
        type="procedural",
        references=References(cis="6.8", csf="PR.AA-05", iso="A.5.18", soc="CC6.2 CC6.3"),
        rule=attested("access_review", days=180),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-ACCESS-004",
        title="Privileged accounts are reviewed every quarter",
        description="There is valid evidence of a review of privileged accounts within the last 90 days.",
        rationale="An attacker with an administrator account controls the client's whole environment.",
        remediation="List the privileged accounts, confirm that each is still needed, and file the list.",
        category="access_control",
        severity="high",
        type="procedural",
        references=References(cis="5.1", csf="PR.AA-05", iso="A.8.2", soc="CC6.3"),
        rule=attested("privileged_access_review", days=90),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-ACCESS-005",
        title="Account provisioning and deprovisioning is documented",
        description="There is a document or an attestation, at most one year old, that describes how "
        "accounts are granted and revoked.",
        rationale="Accounts of former employees that stay active are a common way in.",
        remediation="Agree with the client on how to report joiners and leavers, and file the procedure.",
        category="access_control",
        severity="medium",
        type="procedural",
        references=References(cis="6.1 6.2", csf="PR.AA-01", iso="A.5.16 A.5.18", soc="CC6.2"),
        rule=attested("account_lifecycle", kinds=("document", "attestation")),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-ACCESS-006",
        title="Sign-in alerts are resolved within two days",
        description="At least 95 percent of the alerts from identity providers are resolved, or less "
        "than two days old.",
        rationale="A suspicious sign-in is often the only warning before mail is forwarded or invoices are "
        "changed.",
        remediation="Call the user; if it was not them, revoke the sessions and reset the account.",
        category="access_control",
        severity="high",
        references=References(csf="DE.AE-02", iso="A.5.25", soc="CC7.3"),
        rule=share(
            "alerts",
            any_of(test("status", "in", "resolved"), test("age_days", "lt", 2)),
            95,
            80,
            where=all_of(_IDENTITY_SOURCES),
        ),
    ),
)
