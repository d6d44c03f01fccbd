"""The backup report: coverage and failures at the time of the report; no history of them is stored."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from brainstormmsp.reports.charts import ChartPart, SharesBar, SharesChart
from brainstormmsp.reports.document import Cell, Column, ComposedReport, Figure, Table
from brainstormmsp.reports.facts import ReportedBackupJob, ReportFacts
from brainstormmsp.reports.sections import share_text
from brainstormmsp.reports.words import counted, moment_text, number_text, spoken
from brainstormmsp.store import parse_timestamp

__all__ = ["WANTED", "compose"]

WANTED = frozenset({"backup_jobs", "coverage"})

_GIBIBYTE = 1 << 30
_MOST_BARS = 15
_TROUBLE = ("failed", "never_run", "warning", "running", "succeeded")
_PARTS = (ChartPart("Protected", "pass"), ChartPart("Stale", "partial"), ChartPart("Without backup", "fail"))
_RUN_PARTS = (
    ChartPart("Succeeded", "pass"),
    ChartPart("With warnings", "partial"),
    ChartPart("Failed", "fail"),
    ChartPart("Running or never run", "none"),
)
_RUN_STATUSES = ("succeeded", "warning", "failed")


def compose(facts: ReportFacts) -> ComposedReport:
    """Return the report."""
    assets, jobs = facts.coverage, facts.backup_jobs
    figures = (
        Figure("coverage", "Assets protected", assets["percent"], "percent", "pass"),
        Figure("protected_assets", "Protected assets", assets["protected_count"], tone="pass"),
        Figure("stale_assets", "Assets with stale backups", assets["stale_count"], tone="partial"),
        Figure("unprotected_assets", "Assets without backup", assets["unprotected_count"], tone="fail"),
        Figure("backup_jobs", "Backup jobs", len(jobs)),
        Figure("failed_jobs", "Failed jobs", sum(job.status == "failed" for job in jobs), tone="fail"),
        Figure(
            "fresh_jobs",
            "Jobs with a success since the period began",
            sum((job.last_success_at or "") >= facts.period.since for job in jobs),
            tone="pass",
        ),
        Figure(
            "longest_without_success",
            "Longest time without a success",
            max((age for job in jobs if (age := _age_hours(job, facts.now)) is not None), default=None),
            "hours",
        ),
    )
    tables = (_jobs_table(facts, jobs), _products_table(jobs), _coverage_table(facts, assets))
    return ComposedReport(
        facts.report_id,
        "backup",
        "Backup report",
        _headline(facts, assets, jobs),
        facts.organisation,
        facts.subject,
        facts.period,
        facts.generated_at,
        [replace(figure, as_of=facts.generated_at) for figure in figures],
        tuple(replace(table, as_of=facts.generated_at) for table in tables),
        ("coverage", "products", "jobs"),
    )


def _headline(facts: ReportFacts, assets: Mapping[str, Any], jobs: Iterable[ReportedBackupJob]) -> str:
    if assets["percent"] is None:
        return "There are no assets to back up."
    failed = sum(job.status == "failed" for job in jobs)
    text = (
        f"{assets['protected_count']:,} of {counted(assets['asset_count'], 'asset')} "
        f"({number_text(assets['percent'])} %) were backed up in the last 48 hours."
    )
    if failed:
        return f"{text} The last run of {counted(failed, 'backup job')} failed."
    return f"{text} No backup job failed in its last run."


def _jobs_table(facts: ReportFacts, jobs: Sequence[ReportedBackupJob]) -> Table:
    names = facts.names()
    of_many = facts.subject is None
    rows = sorted(
        jobs,
        key=lambda job: (
            _TROUBLE.index(job.status),
            job.last_success_at or "",
            names.get(job.client_id, ""),
            job.id,
        ),
    )
    statuses = Counter(_run_part(job) for job in jobs)
    every = [statuses[part] for part in range(len(_RUN_PARTS))]
    return Table(
        "jobs",
        "Backup jobs",
        (
            *((Column("client", "Client", weight=2),) if of_many else ()),
            Column("name", "Backup job", weight=2.4),
            Column("asset", "Asset", weight=0),
            Column("provider", "Product", weight=1.3),
            Column("status", "Last run", weight=1.1, enumerated=True),
            Column("last_success_at", "Last success", "timestamp", 1.3),
            Column("age_hours", "Hours ago", "number", 0.9),
            Column("size_gib", "Size, GiB", "number", 0.9),
            Column("message", "Message", weight=2.4),
            Column("backup_job_id", "Backup job id", "id", 0),
        ),
        [
            (
                *((names.get(job.client_id, ""),) if of_many else ()),
                job.name,
                job.target or None,
                spoken(job.provider),
                job.status,
                job.last_success_at,
                _age_hours(job, facts.now),
                round(job.size_bytes / _GIBIBYTE, 1) if job.size_bytes else None,
                job.message or None,
                job.id,
            )
            for job in rows
        ],
        note=f"As of {moment_text(facts.generated_at)}. What needs attention comes first.",
        empty="There is no backup job.",
        chart=SharesChart(_RUN_PARTS, [SharesBar("Last run", every)] if jobs else []),
    )


def _products_table(jobs: Iterable[ReportedBackupJob]) -> Table:
    groups: dict[str, list[ReportedBackupJob]] = defaultdict(list)
    for job in jobs:
        groups[job.provider].append(job)
    rows: list[Sequence[Cell]] = []
    for provider in sorted(groups, key=spoken):
        statuses = Counter(job.status for job in groups[provider])
        rows.append(
            (
                spoken(provider),
                len(groups[provider]),
                *(statuses[status] for status in _RUN_STATUSES),
                round(sum(job.size_bytes for job in groups[provider]) / _GIBIBYTE, 1),
            )
        )
    return Table(
        "products",
        "Backup products",
        (
            Column("provider", "Product", weight=2),
            Column("jobs", "Jobs", "number"),
            Column("succeeded", "Succeeded", "number"),
            Column("warning", "With warnings", "number", 1.2),
            Column("failed", "Failed", "number"),
            Column("size_gib", "Size, GiB", "number", 1.2),
        ),
        rows,
        empty="There is no backup job.",
    )


def _coverage_table(facts: ReportFacts, assets: Mapping[str, Any]) -> Table:
    by_client: Sequence[Mapping[str, Any]] = assets["by_client"]
    with_assets = [client for client in by_client if client["percent"] is not None]
    return Table(
        "coverage",
        "Coverage by client" if facts.subject is None else "Coverage",
        (
            Column("client", "Client", weight=3),
            Column("assets", "Assets", "number"),
            Column("protected", "Protected", "number"),
            Column("stale", "Stale", "number"),
            Column("unprotected", "Without backup", "number", 1.3),
            Column("percent", "Protected, %", "number", 1.2),
            Column("client_id", "Client id", "id", 0),
        ),
        [
            (
                client["client_name"],
                client["asset_count"],
                client["protected_count"],
                client["stale_count"],
                client["unprotected_count"],
                client["percent"],
                client["client_id"],
            )
            for client in by_client
        ],
        note="Active servers, endpoints and cloud resources count. Protected: the last success is at most 48"
        " hours old; stale: it is older. The least protected clients come first.",
        chart=SharesChart(
            _PARTS,
            [
                SharesBar(
                    client["client_name"],
                    (client["protected_count"], client["stale_count"], client["unprotected_count"]),
                    share_text(client["percent"]),
                )
                for client in with_assets[:_MOST_BARS]
            ],
        ),
    )


def _run_part(job: ReportedBackupJob) -> int:
    return _RUN_STATUSES.index(job.status) if job.status in _RUN_STATUSES else len(_RUN_STATUSES)


def _age_hours(job: ReportedBackupJob, now: datetime) -> float | None:
    if job.last_success_at is None:
        return None
    return int(max(0.0, (now - parse_timestamp(job.last_success_at)).total_seconds()) / 360) / 10
