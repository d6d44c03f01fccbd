"""The custom controls of the demo organisation."""

from collections.abc import Mapping
from typing import Any

from brainstormmsp.compliance.controls import create_control
from brainstormmsp.compliance.library.builtin_control import all_of, attested, share, test
from brainstormmsp.store.seed import Story

__all__ = ["make_controls"]

# Days ago, and what was written.
_CONTROLS: tuple[tuple[int, Mapping[str, Any]], ...] = (
    (
        210,
        {
            "identifier": "BRIGHT-001",
            "title": "Key accounts are backed up every twelve hours",
            "description": "At key accounts, every backup job has succeeded within the last twelve hours.",
            "rationale": "It is in their contracts.",
            "remediation": "Retry the backup job, and move its window when it keeps failing.",
            "type": "technical",
            "category": "backup_recovery",
            "severity": "high",
            "framework_refs": [
                {"framework": "CIS", "reference": "11.2"},
                {"framework": "SOC-2", "reference": "A1.2"},
            ],
            "rule": {
                "kind": "any",
                "rules": [
                    {"kind": "membership", "fact": "tag", "operator": "not_in", "value": ["key-account"]},
                    share("backup_jobs", all_of(test("age_hours", "lte", 12)), 95, 80),
                ],
            },
            "schedule": {"interval": "daily"},
            "state": "enabled",
        },
    ),
    (
        45,
        {
            "identifier": "BRIGHT-002",
            "title": "Practices have trained their staff on patient data",
            "description": "Clients in healthcare have attested a training within the last 365 days.",
            "type": "procedural",
            "category": "awareness_training",
            "severity": "medium",
            "framework_refs": [{"framework": "ISO-27001", "reference": "A.6.3"}],
            "rule": {
                "kind": "any",
                "rules": [
                    {"kind": "membership", "fact": "tag", "operator": "not_in", "value": ["healthcare"]},
                    attested("confidential_data_training"),
                ],
            },
            "schedule": {"interval": "weekly"},
            "state": "test",
        },
    ),
    (
        3,
        {
            "identifier": "BRIGHT-003",
            "title": "Printers are off the guest network",
            "description": "Draft: it is not decided yet how to recognise printers.",
            "type": "technical",
            "category": "network_security",
            "severity": "low",
            "rule": {"kind": "comparison", "fact": "asset_count", "operator": "gte", "value": 1},
        },
    ),
)


def make_controls(story: Story) -> int:
    """Create one enabled control, one in test and one draft; return the number of controls."""
    for days, body in _CONTROLS:
        story.time = story.ago(days)
        create_control(story, body)
    return len(_CONTROLS)
