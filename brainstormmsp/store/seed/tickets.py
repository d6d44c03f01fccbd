"""The demo organisation's work of half a year."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from brainstormmsp.store.seed.story import Made, Story
from brainstormmsp.store.tickets import TICKET_NOTES, insert_ticket
from contractfirst.timestamps import format_timestamp

__all__ = ["make_tickets"]

_COUNT = 400
_DAYS = 180

# Subject, priority, and whether it is about an asset.
_SUBJECTS: tuple[tuple[str, str, bool], ...] = (
    ("Cannot print from the front desk", "normal", True),
    ("New employee starts on Monday", "normal", False),
    ("Laptop is slow since the update", "low", True),
    ("Mailbox is full", "normal", False),
    ("Suspicious message from the bank", "high", False),
    ("Server room is too warm", "urgent", True),
    ("Replace the failing disk", "high", True),
    ("Password reset for the accounting system", "normal", False),
    ("Phone line is noisy", "low", False),
    ("Backup failed two nights in a row", "high", True),
    ("Renew the certificate of the mail server", "normal", True),
    ("Employee has left, close the accounts", "high", False),
    ("Wireless drops in the meeting room", "normal", True),
    ("Quote for three workstations", "low", False),
    ("Nobody can reach the file server", "urgent", True),
)
_TECHNICIANS = ("Ana Beltrán", "Jonas Weber", "Service desk integration")
_NOTES = (
    ("Called, no answer; left a message.", "internal"),
    ("We are on it and will call you this afternoon.", "public"),
    ("Driver reinstalled, test page came out.", "internal"),
    ("Waiting for the manufacturer's reply.", "internal"),
    ("The part has arrived; we would come tomorrow at nine.", "public"),
    ("Done, and confirmed by the user.", "public"),
)


def make_tickets(story: Story) -> Mapping[str, int]:
    """Make the tickets in the order of their numbers, and the notes on them."""
    active = [client for client in story.clients if client["status"] in ("active", "onboarding")]
    people, machines = _by_client(story.contacts), _by_client(story.assets)
    notes = 0
    for days in sorted((story.random.uniform(0, _DAYS) for _ in range(_COUNT)), reverse=True):
        story.time = story.ago(days)
        client = story.random.choice(_made_by_now(story, active))
        subject, priority, about_asset = story.random.choice(_SUBJECTS)
        body: dict[str, Any] = {
            "client_id": client["id"],
            "subject": subject,
            "priority": priority,
            "status": _status(story, days),
            "external_refs": [{"system": "connectwise", "id": str(90000 + len(story.tickets))}],
        }
        known = _made_by_now(story, people.get(client["id"], []))
        if known and story.chance(0.85):
            body["contact_id"] = story.random.choice(known)["id"]
        owned = _made_by_now(story, machines.get(client["id"], []))
        if owned and about_asset:
            body["asset_id"] = story.random.choice(owned)["id"]
        notes += _work_on(story, body)
    return {"tickets": len(story.tickets), "notes": notes}


def _work_on(story: Story, body: dict[str, Any]) -> int:
    """Store a ticket and the notes that work on it left behind; return how many."""
    count = story.random.randint(0, 1) if body["status"] == "open" else story.random.randint(1, 4)
    latest = min(story.now, story.time + timedelta(days=5))
    times = sorted(story.between(story.time, latest) for _ in range(count))
    changed = format_timestamp(times[-1]) if times else story.timestamp
    ticket = insert_ticket(story, body, updated_at=changed)
    story.tickets.append(ticket)
    for time, (text, visibility) in zip(times, story.random.sample(_NOTES, count), strict=True):
        story.time = time
        note = {"ticket_id": ticket["id"], "body": text, "visibility": visibility}
        TICKET_NOTES.insert(story, note, author=story.random.choice(_TECHNICIANS))
    return count


def _made_by_now(story: Story, things: list[Made]) -> list[Made]:
    return [thing for thing in things if thing["created_at"] <= story.timestamp]


def _status(story: Story, days: float) -> str:
    if days > 14:
        return story.weighted({"closed": 90, "resolved": 7, "waiting": 3})
    return story.weighted({"open": 30, "in_progress": 25, "waiting": 15, "resolved": 20, "closed": 10})


def _by_client(things: list[Made]) -> dict[str, list[Made]]:
    found: dict[str, list[Made]] = {}
    for thing in things:
        found.setdefault(thing["client_id"], []).append(thing)
    return found
