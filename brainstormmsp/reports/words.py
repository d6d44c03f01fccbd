"""Values of the contract as text for people."""

from brainstormmsp.compliance.requirements import REQUIREMENTS
from brainstormmsp.store import parse_timestamp

__all__ = [
    "assessed_text",
    "counted",
    "framework_name",
    "moment_text",
    "number_text",
    "requirement_count",
    "spoken",
]

_FRAMEWORKS = {
    "CIS": "CIS Controls",
    "NIST-CSF": "NIST CSF",
    "ISO-27001": "ISO/IEC 27001",
    "SOC-2": "SOC 2",
}
_SPOKEN = {
    "pass": "Met",
    "partial": "In part",
    "fail": "Not met",
    "not_applicable": "Not applicable",
    "api": "System",
    "mfa": "MFA",
    "datto_bcdr": "Datto BCDR",
    "aws_backup": "AWS Backup",
    "never_run": "Never run",
}


def spoken(word: str) -> str:
    """Return a value of an enumeration as text: ``in_progress`` is ``In progress``."""
    return _SPOKEN.get(word) or word.replace("_", " ").capitalize()


def framework_name(code: str) -> str:
    """Return a framework's name."""
    return _FRAMEWORKS.get(code, code)


def requirement_count(code: str) -> int:
    """Return how many requirements a framework has in the edition that references refer to."""
    return REQUIREMENTS[code].count


def assessed_text(code: str, assessed: int) -> str:
    """Return ``50 of 153 safeguards assessed``."""
    return f"{assessed:,} of {REQUIREMENTS[code].count:,} {REQUIREMENTS[code].noun} assessed"


def counted(count: int, singular: str, plural: str = "") -> str:
    """Return ``1 control``, ``2 controls``."""
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"


def number_text(value: float) -> str:
    """Return a number with groups of three digits, and with one decimal if it is a float."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"


def moment_text(timestamp: str) -> str:
    """Return a time in stored form for people: ``24 Nov 2026, 09:30 UTC``."""
    time = parse_timestamp(timestamp)
    return f"{time.day} {time:%b %Y, %H:%M} UTC"
