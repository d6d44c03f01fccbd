"""Half a year of evaluations on the demo organisation's clients, and what followed from each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from brainstormmsp.compliance.collect import collect_facts
from brainstormmsp.compliance.controls import enabled_controls
from brainstormmsp.compliance.facts import EvaluationFacts
from brainstormmsp.compliance.recording import record_live_evaluation
from brainstormmsp.compliance.rules import CompiledRule, compile_rule
from brainstormmsp.compliance.seed.past import Past
from brainstormmsp.store import Transaction, parse_timestamp
from brainstormmsp.store.remediations import unresolved_remediations
from brainstormmsp.store.risk import move_risk_score
from brainstormmsp.store.seed import Story
from contractfirst.identifiers import IdSource

__all__ = ["make_evaluations"]

# Earlier evaluations cover only these controls, every second week.
_EARLY_CONTROLS = frozenset(
    {
        "BMSP-ACCESS-001",
        "BMSP-BACKUP-001",
        "BMSP-DATA-001",
        "BMSP-MONITOR-003",
        "BMSP-PATCH-002",
        "BMSP-TRAINING-001",
    }
)
_FORTNIGHTS = 12
_KINDS = ("alerts", "assets", "backup_jobs", "contacts", "evidence", "tickets")

Made = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Telling:
    """The story, in which nothing that happens is announced."""

    story: Story

    @property
    def transaction(self) -> Transaction:
        return self.story.transaction

    @property
    def organisation_id(self) -> str:
        return self.story.organisation_id

    @property
    def timestamp(self) -> str:
        return self.story.timestamp

    @property
    def ids(self) -> IdSource:
        return self.story.ids

    def emit(self, event_type: str, data: Mapping[str, object]) -> None:
        """Emit nothing."""


def make_evaluations(story: Story, filed: Sequence[Made]) -> int:
    """Make the evaluations, earlier ones on what may have been and the last ones on what is stored.

    Return how many.
    """
    story.time = story.now
    compiled = [(control, compile_rule(control["rule"])) for control in enabled_controls(story)]
    early = [(control, rule) for control, rule in compiled if control["identifier"] in _EARLY_CONTROLS]
    clients = [client for client in story.clients if client["status"] != "archived"]
    pasts = {client["id"]: _past(story, client, filed) for client in clients}
    count = 0
    for time in _nights(story.now):
        for client in clients:
            if parse_timestamp(client["created_at"]) < time:
                story.time = time
                count += _record(story, client, early, pasts[client["id"]].at(time))
                move_risk_score(story, client["id"])
    story.time = story.now
    for client in clients:
        scored = _move_risk_score(story, client)
        count += _record(story, scored, compiled, collect_facts(story, scored, _KINDS))
        _move_risk_score(story, scored)
    return count


def _move_risk_score(story: Story, client: Made) -> Made:
    moved = move_risk_score(story, client["id"])
    if moved is None:
        return client
    story.clients[story.clients.index(client)] = moved
    return moved


def _past(story: Story, client: Made, filed: Sequence[Made]) -> Past:
    return Past(
        facts=collect_facts(story, client, _KINDS),
        diligence=story.diligence[client["id"]],
        alerts=[alert for alert in story.alerts if alert["client_id"] == client["id"]],
        evidence=[piece for piece in filed if piece["client_id"] == client["id"]],
        now=story.now,
        draw=story.random.random,
    )


def _nights(now: datetime) -> Iterable[datetime]:
    night = now.replace(hour=3, minute=0)
    return [night - timedelta(days=14 * fortnight) for fortnight in range(_FORTNIGHTS, 0, -1)]


def _record(
    story: Story, client: Made, rules: Sequence[tuple[Made, CompiledRule]], facts: EvaluationFacts
) -> int:
    evaluated_at = story.timestamp
    # A run takes a while.
    story.time += timedelta(seconds=story.random.randint(1, 90) if story.time < story.now else 0)
    unresolved = unresolved_remediations(story, client["id"])
    telling = _Telling(story)
    for control, rule in rules:
        rule_result = rule(facts, control["id"])
        unresolved_id = unresolved.get(control["id"])
        record_live_evaluation(telling, client, control, rule_result, evaluated_at, unresolved_id)
    return len(rules)
