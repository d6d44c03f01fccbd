"""The demo organisation's compliance: custom controls, evidence, evaluations, remediations."""

from collections.abc import Mapping

from brainstormmsp.compliance.seed.controls import make_controls
from brainstormmsp.compliance.seed.evidence import make_evidence
from brainstormmsp.compliance.seed.history import make_evaluations
from brainstormmsp.compliance.seed.work import make_decisions
from brainstormmsp.store.seed import Story

__all__ = ["make_compliance"]


def make_compliance(story: Story) -> Mapping[str, int]:
    """Create all compliance data; needs the clients, assets, alerts, tickets and backups."""
    controls = make_controls(story)
    filed = make_evidence(story)
    evaluations = make_evaluations(story, filed)
    return {
        "controls": controls,
        "filed pieces of evidence": len(filed),
        "evaluations": evaluations,
        "remediations": make_decisions(story),
    }
