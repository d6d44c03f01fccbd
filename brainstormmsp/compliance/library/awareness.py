"""Controls for security awareness training."""

from brainstormmsp.compliance.library.builtin_control import (
    BuiltinControl,
    References,
    attested,
)

__all__ = ["CONTROLS"]

CONTROLS = (
    BuiltinControl(
        identifier="BMSP-TRAINING-001",
        title="Staff receive security training every year",
        description="There is valid evidence of a security training within the last year.",
        rationale="Many attacks succeed by persuading a person rather than by breaking technology.",
        remediation="Hold a half-hour training for all staff, and file the list of participants.",
        category="awareness_training",
        severity="medium",
        type="procedural",
        references=References(cis="14.1", csf="PR.AT-01", iso="A.6.3", soc="CC2.2"),
        rule=attested("security_training"),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-TRAINING-002",
        title="A phishing exercise takes place twice a year",
        description="There is valid evidence of a phishing exercise within the last 180 days.",
        rationale="The effect of a phishing exercise wears off after about half a year.",
        remediation="Send a simulated phishing email to all staff, discuss it, and file the result.",
        category="awareness_training",
        severity="medium",
        type="procedural",
        references=References(cis="14.2", csf="PR.AT-01", iso="A.6.3", soc="CC2.2"),
        rule=attested("phishing_exercise", days=180),
        interval="weekly",
    ),
    BuiltinControl(
        identifier="BMSP-TRAINING-003",
        title="Staff with special duties receive role-specific training",
        description="There is valid evidence of a role-specific training within the last year.",
        rationale="Accountants and administrators are targeted with different attacks than other staff.",
        remediation="Train them separately: accounting on invoice fraud, administrators on privileges.",
        category="awareness_training",
        severity="low",
        type="procedural",
        references=References(cis="14.9", csf="PR.AT-02", iso="A.6.3", soc="CC1.4"),
        rule=attested("role_training"),
        interval="monthly",
    ),
    BuiltinControl(
        identifier="BMSP-TRAINING-004",
        title="Staff in healthcare and finance are trained on confidential data",
        description="Clients in healthcare and finance have valid evidence of such a training "
        "within the last year.",
        rationale="Patient and financial records are frequent targets of social engineering.",
        remediation="Cover the handling of such data in the yearly training, and file who took part.",
        category="awareness_training",
        severity="high",
        type="procedural",
        references=References(cis="14.4", csf="PR.AT-01", iso="A.6.3", soc="CC2.2"),
        rule={
            "kind": "any",
            "rules": [
                {
                    "kind": "membership",
                    "fact": "tag",
                    "operator": "not_in",
                    "value": ["healthcare", "finance"],
                },
                attested("confidential_data_training"),
            ],
        },
        interval="weekly",
    ),
)
