"""Made-up facts that reports are composed from, the same every time."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from brainstormmsp.reports.document import ComposedReport, ReportSubject
from brainstormmsp.reports.facts import (
    ReportedBackupJob,
    ReportedClient,
    ReportedControl,
    ReportedEvaluation,
    ReportedEvidence,
    ReportedRemediation,
    ReportFacts,
)
from brainstormmsp.reports.period import Period
from brainstormmsp.reports.types import TYPES
from brainstormmsp.store import format_timestamp
from contractfirst.identifiers import format_uuid7

__all__ = ["NOW", "document", "facts", "identifier", "when"]

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
QUARTER = {"kind": "quarter", "quarter": "2026-Q4"}

_NAMES = (
    "Harbor Dental Group",
    "Fenwick Legal",
    "Łódź Logistics",
    "Café Brûlé",
    "Müller & Söhne",
    "IJssel ĳs",
)
_TITLES = (
    "Every endpoint is seen within a week",
    "Administrators sign in with a second factor",
    "Backups succeed every day",
    "Critical updates are installed within fourteen days",
    "Disks of portable computers are encrypted",
    "Dormant accounts are disabled within thirty days",
    "Staff are trained against phishing every year",
    "An incident response plan has been rehearsed this year, and what was learned was written into it",
)
_CATEGORIES = ("asset_management", "access_control", "backup_recovery", "vulnerability_management")
_SEVERITIES = ("critical", "high", "medium", "low")
_FRAMEWORKS = (("CIS", "5.{}"), ("NIST-CSF", "PR.DS-{:02}"), ("ISO-27001", "A.8.{}"), ("SOC-2", "CC6.{}"))


def identifier(number: int) -> str:
    """Return the same identifier for the same number."""
    return format_uuid7(1_790_000_000_000 + number, number)


def when(days_ago: float) -> str:
    """Return a time before ``NOW``, in stored form."""
    return format_timestamp(NOW - timedelta(days=days_ago))


def facts(
    *,
    clients: int = 1,
    controls: int = 24,
    names: Sequence[str] = _NAMES,
    period: dict[str, Any] = QUARTER,
    seed: int = 1,
    **changes: Any,
) -> ReportFacts:
    """Return facts of this many clients, each evaluated on this many controls."""
    chance = Random(seed)
    made_clients = [
        ReportedClient(
            identifier(place),
            names[place % len(names)] + (f" {place // len(names) + 1}" if place >= len(names) else ""),
            "active",
            chance.randint(5, 80),
        )
        for place in range(clients)
    ]
    made_controls = [_control(place) for place in range(controls)]
    evaluations: list[ReportedEvaluation] = []
    remediations: list[ReportedRemediation] = []
    evidence: list[ReportedEvidence] = []
    for client in made_clients:
        for control in made_controls:
            number = 10_000 + len(evaluations)
            result = chance.choices(("pass", "partial", "fail", "not_applicable"), (70, 10, 14, 6))[0]
            proof = ReportedEvidence(
                identifier(number + 100_000),
                client.id,
                chance.choice(("api", "api", "api", "document", "attestation")),
                f"Facts for {control.identifier}",
                "other",
                sha256(str(number).encode()).hexdigest(),
                when(4),
                when(-30) if chance.random() < 0.3 else None,
            )
            rests = result != "not_applicable"
            evidence += [proof] if rests else []
            evaluations.append(
                ReportedEvaluation(
                    identifier(number),
                    client.id,
                    control.id,
                    control.identifier,
                    result,
                    0 if not rests else chance.choice((75, 90, 100, 100, 100)),
                    f"{chance.randint(5, 9)} of 10 assets satisfy the control; 95 % are required.",
                    when(chance.randint(1, 5)),
                    (proof.id,) if rests else (),
                )
            )
            if result in {"fail", "partial"}:
                remediations.append(
                    ReportedRemediation(
                        identifier(number + 200_000),
                        client.id,
                        control.id,
                        control.title,
                        control.severity,
                        chance.choice(("open", "open", "in_progress", "accepted_risk")),
                        when(chance.randint(-20, 12)),
                        when(chance.randint(13, 50)),
                    )
                )
    values: dict[str, Any] = {
        "report_id": identifier(1),
        "organisation": "Brightwater IT",
        "subject": ReportSubject(made_clients[0].id, made_clients[0].name) if clients == 1 else None,
        "period": Period.of(period),
        "now": NOW,
        "generated_at": format_timestamp(NOW),
        "clients": sorted(made_clients, key=lambda client: client.name),
        "controls": {control.id: control for control in made_controls},
        "evaluations": evaluations,
        "previous_evaluations": evaluations[: len(evaluations) * 2 // 3],
        "daily_results": _daily(chance),
        "remediations": remediations,
        "evidence": evidence,
        "alerts": [
            ("critical", True, 3),
            ("high", False, 4),
            ("high", True, 21),
            ("low", False, 40),
        ],
        "backup_jobs": [_backup_job(chance, client, place) for client in made_clients for place in range(6)],
        "coverage": _coverage(chance, made_clients),
    }
    return ReportFacts(**(values | changes))


def document(report_type: str = "compliance_summary", **arguments: Any) -> ComposedReport:
    """Return a report of made-up facts."""
    return TYPES[report_type].compose(facts(**arguments))


def _control(place: int) -> ReportedControl:
    count = 1 + place % len(_FRAMEWORKS)
    return ReportedControl(
        identifier(5_000 + place),
        f"BMSP-{place + 1:03}",
        _TITLES[place % len(_TITLES)],
        _CATEGORIES[place % len(_CATEGORIES)],
        _SEVERITIES[(place * 3) % 4],
        tuple((code, pattern.format(place + 1)) for code, pattern in _FRAMEWORKS[:count]),
    )


def _daily(chance: Random) -> list[tuple[str, str, int]]:
    found = []
    for day in range(54, -1, -1):
        date = when(day)[:10]
        passed = 60 + (54 - day) // 2 + chance.randint(-3, 3)
        found += [(date, "pass", passed), (date, "fail", 100 - passed), (date, "not_applicable", 5)]
    return found


def _backup_job(chance: Random, client: ReportedClient, place: int) -> ReportedBackupJob:
    status = chance.choices(("succeeded", "failed", "warning", "never_run"), (80, 10, 6, 4))[0]
    message = "The repository has no space left." if status == "failed" else ""
    last = None if status == "never_run" else when(chance.random() + (chance.randint(1, 9) if message else 0))
    return ReportedBackupJob(
        identifier(chance.randint(10**6, 10**9)),
        client.id,
        f"srv-{place + 1:02} nightly",
        f"srv-{place + 1:02}",
        chance.choice(("veeam", "datto_bcdr", "acronis", "aws_backup")),
        status,
        last,
        chance.randint(1, 400) << 30,
        message,
    )


def _coverage(chance: Random, clients: Sequence[ReportedClient]) -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    for client in clients:
        protected, stale, bare = chance.randint(3, 12), chance.randint(0, 3), chance.randint(0, 4)
        every = protected + stale + bare
        rows.append(
            {
                "client_id": client.id,
                "client_name": client.name,
                "asset_count": every,
                "protected_count": protected,
                "stale_count": stale,
                "unprotected_count": bare,
                "percent": protected * 1000 // every / 10,
            }
        )
    rows.sort(key=lambda row: row["percent"])
    every = sum(row["asset_count"] for row in rows)
    protected = sum(row["protected_count"] for row in rows)
    return {
        "asset_count": every,
        "protected_count": protected,
        "stale_count": sum(row["stale_count"] for row in rows),
        "unprotected_count": sum(row["unprotected_count"] for row in rows),
        "percent": protected * 1000 // every / 10,
        "by_client": rows,
    }
