"""Reports on an organisation's data in a period, as JSON, CSV or PDF.

``facts`` are read on one snapshot, ``types`` turn them into a ``document`` of figures and tables, ``file``
writes that down in a format. All but the reading are plain functions of their arguments, so that the same
data at the same time makes the same bytes. A job of the kind ``report`` does it in the background.
"""

from brainstormmsp.reports.period import Period, require_begun
from brainstormmsp.reports.work import compose_report, report_kind, report_purge

__all__ = [
    "Period",
    "compose_report",
    "report_kind",
    "report_purge",
    "require_begun",
]
