"""The report types: the data that each needs, and the function that composes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from brainstormmsp.reports.document import ComposedReport
from brainstormmsp.reports.facts import ReportFacts
from brainstormmsp.reports.types import backup, compliance_summary, evidence_pack, executive

__all__ = ["TYPES", "ReportType"]


@dataclass(frozen=True, slots=True)
class ReportType:
    """``wanted`` names the fields of ``ReportFacts`` that ``compose`` reads."""

    wanted: frozenset[str]
    compose: Callable[[ReportFacts], ComposedReport]


TYPES: Mapping[str, ReportType] = {
    name: ReportType(module.WANTED, module.compose)
    for name, module in (
        ("compliance_summary", compliance_summary),
        ("executive", executive),
        ("backup", backup),
        ("evidence_pack", evidence_pack),
    )
}
