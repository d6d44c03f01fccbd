"""What people have been taught."""

from brainstormmsp.compliance.library.builtin_control import (
    BuiltinControl,
    References,
    all_of,
    attested,
    exists,
    test,
)

__all__ = ["CONTROLS"]

CONTROLS = (
    BuiltinControl(
        identifier="BMSP-TRAINING-001",
        title="Staff are trained every year",
        description="There is valid evidence of a security training within the last year.",
        rationale="People open the doors that technology closes.",
        remediation="Hold a training of half an hour for everybody, and file who took part.",
        category="awareness_training",
        severity="medium",
        type="procedural",
        references=References(cis="14.1", csf="PR.AT-01", iso="A.6.3", soc="CC2.2"),
        rule=attested("training"),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-TRAINING-002",
        title="Phishing is practised twice a year",
        description="There is valid evidence of a training within the last 180 days.",
        rationale="Who was nearly caught in an exercise looks twice for half a year.",
        remediation="Send a harmless phishing mail to everybody, talk about it, and file the result.",
        category="awareness_training",
        severity="medium",
        type="procedural",
        references=References(cis="14.2", csf="PR.AT-01", iso="A.6.3", soc="CC2.2"),
        rule=attested("training", days=180),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-TRAINING-003",
        title="Those with special duties are trained for them",
        description="There are two valid pieces of evidence of trainings within the last year.",
        rationale="Bookkeepers and administrators meet other tricks than everybody else.",
        remediation="Train them apart: invoices and changed accounts for the one, privileges for the other.",
        category="awareness_training",
        severity="low",
        type="procedural",
        references=References(cis="14.9", csf="PR.AT-02", iso="A.6.3", soc="CC1.4"),
        rule=exists(
            "evidence",
            all_of(test("age_days", "lte", 365), test("days_until_expiry", "gte", 0)),
            where=all_of(test("topic", "in", "training")),
            least=2,
        ),
        interval="monthly",
    ),
    BuiltinControl(
        identifier="BMSP-TRAINING-004",
        title="Staff in healthcare and finance are trained on confidential data",
        description="Clients in healthcare and finance have valid evidence of a training within the "
        "last year.",
        rationale="Records of patients and of money are asked for under every pretext.",
        remediation="Add the handling of such data to the yearly training, and file who took part.",
        category="awareness_training",
        severity="high",
        type="procedural",
        references=References(cis="14.4", csf="PR.AT-01", iso="A.5.34 A.6.3", soc="C1.1 CC2.2"),
        rule={
            "kind": "any",
            "rules": [
                {
                    "kind": "membership",
                    "fact": "tag",
                    "operator": "not_in",
                    "value": ["healthcare", "finance"],
                },
                attested("training"),
            ],
        },
        interval="weekly",
    ),
)
