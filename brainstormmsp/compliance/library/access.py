"""Who gets in, and how it is made sure that it is them."""

from brainstormmsp.compliance.library.builtin_control import (
    BuiltinControl,
    References,
    all_of,
    any_of,
    attested,
    exists,
    share,
    test,
)

__all__ = ["CONTROLS"]

_IDENTITY_SOURCES = test("source", "starts_with", ("entra", "azure-ad", "okta", "google", "duo", "m365"))

CONTROLS = (
    BuiltinControl(
        identifier="BMSP-ACCESS-001",
        title="A second factor is asked for",
        description="There is valid evidence that every account needs a second factor to sign in.",
        rationale="Passwords leak; a second factor stops nearly all that is done with them.",
        remediation="Enforce it for all accounts in the identity provider, and file how that was checked.",
        category="access_control",
        severity="critical",
        references=References(cis="6.3", csf="PR.AA-03", iso="A.8.5", soc="CC6.1"),
        rule=exists(
            "evidence",
            all_of(test("days_until_expiry", "gte", 0)),
            where=all_of(test("topic", "in", "mfa")),
        ),
    ),
    BuiltinControl(
        identifier="BMSP-ACCESS-002",
        title="The second factor of administrators was checked within 90 days",
        description="There is valid evidence on second factors that is not older than 90 days.",
        rationale="Exceptions for administrators are made in a hurry and stay for years.",
        remediation="Go through the administrators' accounts and the exceptions, and file what was found.",
        category="access_control",
        severity="high",
        references=References(cis="6.5", csf="PR.AA-03 PR.AA-05", iso="A.8.2 A.8.5", soc="CC6.1"),
        rule=attested("mfa", days=90),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-ACCESS-003",
        title="Access rights are reviewed twice a year",
        description="There is valid evidence of a review of access rights within the last 180 days.",
        rationale="People change their jobs and leave; their rights stay unless somebody looks.",
        remediation="Have the client's managers confirm who needs what, take away the rest, and file that.",
        category="access_control",
        severity="medium",
        type="procedural",
        references=References(cis="5.1 6.2", csf="PR.AA-05", iso="A.5.18", soc="CC6.2 CC6.3"),
        rule=attested("access_review", days=180),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-ACCESS-004",
        title="Privileged accounts are reviewed every quarter",
        description="There is valid evidence of a review of access rights within the last 90 days.",
        rationale="Who takes over an administrator's account has the client.",
        remediation="List the privileged accounts, ask for each whether it is still needed, and file "
        "the list.",
        category="access_control",
        severity="high",
        type="procedural",
        references=References(cis="5.4 6.8", csf="PR.AA-05", iso="A.8.2", soc="CC6.3"),
        rule=attested("access_review", days=90),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-ACCESS-005",
        title="How accounts come and go is written down",
        description="There is a document or an attestation, not older than a year, of how accounts "
        "are given and taken away.",
        rationale="The account of somebody who left in anger is the one that is used.",
        remediation="Agree with the client on who tells whom when somebody comes or goes, and file that.",
        category="access_control",
        severity="medium",
        type="procedural",
        references=References(cis="6.1 6.2", csf="PR.AA-01", iso="A.5.16 A.5.18", soc="CC6.2"),
        rule=attested(("policy", "access_review"), kinds=("document", "attestation")),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-ACCESS-006",
        title="Alerts about sign-ins are dealt with within two days",
        description="At least 95 percent of the alerts from identity providers are resolved, or "
        "younger than two days.",
        rationale="An odd sign-in is the one warning before mail is forwarded and invoices are changed.",
        remediation="Call the user; revoke the sessions and reset the account when it was not them.",
        category="access_control",
        severity="high",
        references=References(cis="8.11", csf="DE.AE-02 DE.CM-03", iso="A.8.16", soc="CC7.2"),
        rule=share(
            "alerts",
            any_of(test("status", "in", "resolved"), test("age_days", "lt", 2)),
            95,
            80,
            where=all_of(_IDENTITY_SOURCES),
        ),
    ),
)
