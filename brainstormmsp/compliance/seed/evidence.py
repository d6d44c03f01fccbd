"""The evidence that the demo organisation has filed for its clients."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from brainstormmsp import schemas
from brainstormmsp.store import format_timestamp, parse_timestamp
from brainstormmsp.store.evidence import insert_evidence
from brainstormmsp.store.seed import Story

__all__ = ["make_evidence"]

# How far back the files go, in days.
_FILED = 400


@dataclass(frozen=True, slots=True)
class _Habit:
    """Evidence that is filed regularly: its topic, its interval and its validity (days).

    ``likely`` is the probability that the most diligent client files it. A document has a file name, an
    attestation a statement.
    """

    topic: str
    title: str
    every: int
    valid: int
    likely: float
    statement: str = ""
    file_name: str = ""


_HABITS = (
    _Habit(
        "mfa",
        "Multi-factor authentication is required at every sign-in",
        170,
        180,
        1.0,
        statement="I have reviewed the conditional access policies; no account is exempt except the "
        "emergency account, whose password is kept in the safe.",
    ),
    _Habit(
        "access_review",
        "Access rights were reviewed",
        120,
        180,
        0.7,
        statement="Every manager has confirmed the access rights of their staff; unclaimed rights were "
        "revoked.",
    ),
    _Habit(
        "security_training",
        "Security training was held",
        180,
        365,
        0.9,
        statement="Half an hour on phishing and invoice fraud; the list of participants is attached.",
    ),
    _Habit(
        "restore_test",
        "A restore was tested",
        160,
        200,
        0.8,
        statement="A folder and a whole server were restored from last night's backup into the test network, "
        "and checked.",
    ),
    _Habit(
        "admin_mfa",
        "MFA of administrators was checked",
        80,
        120,
        0.7,
        statement="I have listed the administrators and tested that each is asked for a second factor.",
    ),
    _Habit(
        "phishing_exercise",
        "A phishing exercise took place",
        170,
        180,
        0.6,
        statement="A simulated invoice was sent to all staff; whoever opened it was trained the same week.",
    ),
    _Habit("security_policy", "Security policy", 350, 365, 0.9, file_name="security-policy.pdf"),
    _Habit(
        "incident_response_plan",
        "Incident response plan",
        340,
        365,
        0.8,
        file_name="incident-response-plan.pdf",
    ),
    _Habit(
        "incident_response_exercise",
        "Incident response exercise",
        330,
        365,
        0.6,
        statement="One-hour tabletop exercise with the management: ransomware on a Friday evening. Two "
        "telephone numbers were wrong.",
    ),
    _Habit("patch_management_policy", "Patch management policy", 360, 365, 0.7, file_name="patching.pdf"),
    _Habit("network_diagram", "Network diagram", 300, 365, 0.5, file_name="network.pdf"),
)


def make_evidence(story: Story) -> list[schemas.Evidence]:
    """File attestations and documents, oldest first; less diligent clients let theirs expire."""
    filings = sorted(_filings(story), key=lambda filing: filing[0])
    filed = []
    for time, content in filings:
        story.time = time
        filed.append(insert_evidence(story, content))
    return filed


def _filings(story: Story) -> Iterable[tuple[datetime, Mapping[str, Any]]]:
    for client in story.clients:
        if client["status"] not in ("active", "onboarding"):
            continue
        diligence = story.diligence[client["id"]]
        signed = parse_timestamp(client["created_at"])
        attester = next(
            (contact["name"] for contact in story.contacts if contact["client_id"] == client["id"]),
            client["name"],
        )
        for habit in _HABITS:
            if not story.chance(habit.likely * (0.25 + 0.75 * diligence)):
                continue
            # Clients begin at some time within the history; the less diligent ones stop again.
            time = max(signed + timedelta(days=7), story.ago(story.random.uniform(20, _FILED)))
            while time < story.now:
                yield time, _content(story, client, habit, attester, time)
                if story.chance(0.35 * (1 - diligence)):
                    break
                time += timedelta(days=habit.every * story.random.uniform(0.8, 1.25))


def _content(
    story: Story, client: Mapping[str, Any], habit: _Habit, attester: str, time: datetime
) -> Mapping[str, Any]:
    content = {
        "title": habit.title,
        "topic": habit.topic,
        "client_id": client["id"],
        "collected_at": format_timestamp(time - timedelta(minutes=story.random.randint(0, 600))),
        "expires_at": format_timestamp(time + timedelta(days=habit.valid)),
    }
    if habit.statement:
        return {**content, "kind": "attestation", "statement": habit.statement, "attested_by": attester}
    file = f"{habit.file_name} of {client['name']} on {time:%Y-%m-%d}"
    return {
        **content,
        "kind": "document",
        "file_name": habit.file_name,
        "media_type": "application/pdf",
        "size_bytes": story.random.randint(40_000, 900_000),
        "document_sha256": sha256(file.encode()).hexdigest(),
    }
