"""What the monitoring of the demo organisation's clients reported lately."""

from collections.abc import Mapping
from datetime import timedelta

from brainstormmsp.store.alerts import ALERTS
from brainstormmsp.store.seed.story import Story
from contractfirst.timestamps import format_timestamp

__all__ = ["make_alerts"]

_COUNT = 500
_DAYS = 90

# Source, title, severity, and the types of asset that it concerns; none: the client as a whole.
_KINDS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("defender", "Suspicious attachment blocked", "medium", ("endpoint",)),
    ("defender", "Credential dumping tool quarantined", "critical", ("endpoint", "server")),
    ("defender", "Potentially unwanted application removed", "low", ("endpoint",)),
    ("defender", "Protection is switched off", "high", ("endpoint", "server")),
    ("entra_id", "Impossible travel sign-in", "medium", ()),
    ("entra_id", "Sign-in without a second factor by an administrator", "high", ()),
    ("entra_id", "Many failed sign-ins for one account", "low", ()),
    ("datto_rmm", "Disk is 95 % full", "medium", ("server", "endpoint")),
    ("datto_rmm", "Agent has not been heard of for 24 hours", "low", ("endpoint", "server")),
    ("datto_rmm", "Pending reboot for more than 14 days", "informational", ("endpoint", "server")),
    ("fortinet", "Outbound connection to a known command-and-control host", "critical", ("network",)),
    ("fortinet", "Firmware with a known vulnerability", "high", ("network",)),
    ("veeam", "Backup has not succeeded for 48 hours", "high", ("server",)),
    ("aws_config", "Bucket can be read by everybody", "high", ("cloud",)),
)
_FINDINGS = (
    "False alarm: the vendor's own updater.",
    "Called the user; nothing was opened.",
    "Cleaned up and scanned, no findings.",
    "Account reset, sessions revoked.",
    "Known behaviour, the threshold was raised.",
)


def make_alerts(story: Story) -> Mapping[str, int]:
    """Make the alerts of three months; most of the older ones are resolved."""
    concerned = {
        client["id"]: [asset for asset in story.assets if asset["client_id"] == client["id"]]
        for client in story.clients
        if client["status"] in ("active", "onboarding")
    }
    # Those who are badly looked after have more to report.
    weights = [1.2 - story.diligence[client_id] for client_id in concerned]
    for days in sorted((story.random.uniform(0, _DAYS) for _ in range(_COUNT)), reverse=True):
        client_id = story.random.choices(list(concerned), weights)[0]
        source, title, severity, types = story.random.choice(_KINDS)
        affected = [asset for asset in concerned[client_id] if asset["type"] in types]
        if types and not affected:
            source, title, severity, types = _KINDS[4]
        raised = story.ago(days)
        story.time = min(story.now, raised + timedelta(seconds=story.random.randint(1, 9)))
        told: dict[str, str] = {
            "client_id": client_id,
            "title": title,
            "severity": severity,
            "source": source,
            "raised_at": format_timestamp(raised),
        }
        if affected and types:
            told["asset_id"] = story.random.choice(affected)["id"]
        _store(story, told, days)
    return {"alerts": len(story.alerts)}


def _store(story: Story, told: dict[str, str], days: float) -> None:
    status = "open"
    if story.chance(min(0.97, days / 14)):
        status = "resolved"
    elif story.chance(0.4):
        status = "acknowledged"
    body = {"status": status}
    if status == "open":
        story.alerts.append(ALERTS.insert(story, body, **told))
        return
    if story.chance(0.6):
        body["note"] = story.random.choice(_FINDINGS)
    moved = format_timestamp(story.between(story.time, min(story.now, story.time + timedelta(days=4))))
    if status == "resolved":
        told["resolved_at"] = moved
    story.alerts.append(ALERTS.insert(story, body, **told, updated_at=moved))
