"""What the demo organisation's people have made of the remediations."""

from datetime import timedelta

from brainstormmsp.store import parse_timestamp
from brainstormmsp.store.remediations import REMEDIATIONS, unresolved_remediations
from brainstormmsp.store.risk import move_risk_score
from brainstormmsp.store.seed import Story
from brainstormmsp.store.seed.story import Made

__all__ = ["make_decisions"]

_NOTES = (
    "Planned for the next maintenance window.",
    "Waiting for the client's approval.",
    "The vendor is looking into it, case opened.",
    "Half of the devices are done.",
    "Quote for the replacement was sent.",
)
_REASONS = (
    "The owner keeps the old machine until March and has signed for it.",
    "The device stands alone, without a network; management has accepted that.",
    "The licence for it comes with the new contract in January; agreed by mail with the director.",
)


def make_decisions(story: Story) -> int:
    """Take up some of the unresolved remediations and accept a few risks; return how many there are."""
    count = 0
    for number, client in enumerate(story.clients):
        tickets = [ticket for ticket in story.tickets if ticket["client_id"] == client["id"]]
        for remediation_id in sorted(unresolved_remediations(story, client["id"]).values()):
            count += 1
            changes = _decision(story, tickets)
            if changes:
                opened = parse_timestamp(REMEDIATIONS.get(story, remediation_id)["created_at"])
                earliest = min(story.now, opened + timedelta(hours=4))
                story.time = story.between(earliest, story.now)
                REMEDIATIONS.update(story, remediation_id, **changes)
        story.time = story.now
        moved = move_risk_score(story, client["id"])
        if moved is not None:
            story.clients[number] = moved
    return count


def _decision(story: Story, tickets: list[Made]) -> dict[str, str]:
    if story.chance(0.04):
        return {"status": "accepted_risk", "accepted_reason": story.random.choice(_REASONS)}
    if not story.chance(0.3):
        return {}
    changes = {"status": "in_progress", "note": story.random.choice(_NOTES)}
    if tickets and story.chance(0.4):
        changes["ticket_id"] = story.random.choice(tickets)["id"]
    return changes
