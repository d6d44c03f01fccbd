"""How a client's facts were at some earlier time, as far as it was written down, else as it may have been.

Alerts, tickets and evidence have their times. Patches, encryption and backups have not: they are worse the
longer ago it is, and stay as they were from one look to the next.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import log
from typing import Any

from brainstormmsp.compliance.facts import NEVER_EXPIRES_DAYS, EvaluationFacts, PopulationMember
from brainstormmsp.store import parse_timestamp

__all__ = ["Past"]

_DAY = timedelta(days=1)
_HISTORY_DAYS = 182

Made = Mapping[str, Any]


@dataclass(frozen=True)
class Past:
    """One client: its facts now, what was written down about it, and how diligent it is, from 0 to 1.

    ``fate`` gives each thing a number of its own between 0 and 1, by which it is luckier than others.
    """

    facts: EvaluationFacts
    diligence: float
    alerts: Sequence[Made]
    evidence: Sequence[Made]
    now: datetime
    draw: Callable[[], float]
    fate: dict[str, float] = field(default_factory=dict)

    def at(self, time: datetime) -> EvaluationFacts:
        """Return the facts of the client at an earlier time."""
        how_long_ago = (self.now - time) / timedelta(days=_HISTORY_DAYS)
        diligence = max(0.05, self.diligence - 0.4 * how_long_ago)
        return EvaluationFacts(
            numbers=self.facts.numbers,
            words=self.facts.words,
            populations={
                **self.facts.populations,
                "assets": [self._asset(thing, diligence) for thing in self.facts.populations["assets"]],
                "backup_jobs": [
                    self._backup_job(thing, diligence) for thing in self.facts.populations["backup_jobs"]
                ],
                "alerts": [_alert(alert, time) for alert in self.alerts if _time(alert, "raised_at") <= time],
                "evidence": [
                    _evidence(piece, time) for piece in self.evidence if _time(piece, "created_at") <= time
                ],
            },
        )

    def _luck(self, thing: PopulationMember) -> float:
        if thing.id not in self.fate:
            self.fate[thing.id] = self.draw()
        return self.fate[thing.id]

    def _asset(self, thing: PopulationMember, diligence: float) -> PopulationMember:
        luck = self._luck(thing)
        facts = dict(thing.facts)
        if facts["days_since_patched"] is not None:
            facts["days_since_patched"] = int(-log(1 - luck * 0.999) * (5 + 55 * (1 - diligence) ** 2))
        if facts["encrypted"] is True and luck > 0.6 + 0.6 * diligence:
            facts["encrypted"] = False
        return PopulationMember(thing.id, facts)

    def _backup_job(self, thing: PopulationMember, diligence: float) -> PopulationMember:
        luck = self._luck(thing)
        if luck < 0.6 + 0.45 * diligence:
            return PopulationMember(
                thing.id, {**thing.facts, "status": "succeeded", "age_hours": 2 + int(20 * luck)}
            )
        return PopulationMember(
            thing.id, {**thing.facts, "status": "failed", "age_hours": 30 + int(100 * luck)}
        )


def _alert(alert: Made, time: datetime) -> PopulationMember:
    resolved = alert["resolved_at"] is not None and _time(alert, "resolved_at") <= time
    return PopulationMember(
        alert["id"],
        {
            "severity": alert["severity"],
            "status": "resolved" if resolved else "open",
            "source": alert["source"],
            "age_days": (time - _time(alert, "raised_at")) // _DAY,
        },
    )


def _evidence(piece: Made, time: datetime) -> PopulationMember:
    left = (
        (_time(piece, "expires_at") - time) // _DAY if piece["expires_at"] is not None else NEVER_EXPIRES_DAYS
    )
    return PopulationMember(
        piece["id"],
        {
            "kind": piece["kind"],
            "topic": piece["topic"],
            "age_days": (time - _time(piece, "collected_at")) // _DAY,
            "days_until_expiry": left,
        },
    )


def _time(made: Made, name: str) -> datetime:
    return parse_timestamp(made[name])
