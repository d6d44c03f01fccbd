"""The systems that the demo organisation's data comes from."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from brainstormmsp.store.integrations import INTEGRATIONS
from brainstormmsp.store.seed.story import Story
from contractfirst.timestamps import format_timestamp

__all__ = ["make_integrations"]

# Provider, name, and since how many days it is connected.
_CONNECTED = (
    ("connectwise", "ConnectWise PSA", 1270),
    ("datto_rmm", "Datto RMM", 1268),
    ("it_glue", "IT Glue", 1100),
    ("microsoft365", "Microsoft 365 (all tenants)", 900),
    ("veeam", "Veeam Service Provider Console", 870),
    ("duo", "Duo Security", 610),
    ("huntress", "Huntress", 420),
    ("acronis", "Acronis Cyber Protect", 400),
    ("knowbe4", "KnowBe4 awareness training", 180),
    ("sentinelone", "SentinelOne (trial)", 75),
    ("okta", "Okta of Fairview Credit Union", 2),
)
_HEALTHY: Mapping[str, Any] = {"health": "healthy", "recent_syncs": [True] * 5}
# What is not as it should be.
_ODD: Mapping[str, Mapping[str, Any]] = {
    "veeam": {"health": "degraded", "recent_syncs": [True, False, True, True, True]},
    "duo": {
        "health": "failing",
        "recent_syncs": [True, True, False, False, False],
        "message": "The other system rejected the integration's credentials; reconnect the integration.",
        "connection": {"fails": "refused"},
    },
    "sentinelone": {**_HEALTHY, "enabled": False},
    "okta": {},
}


def make_integrations(story: Story) -> Mapping[str, int]:
    """Make the integrations; most are in order, one is refused, one is switched off, one is new."""
    for provider, name, days in _CONNECTED:
        story.time = story.ago(days)
        columns = {"provider": provider, "name": name, **_ODD.get(provider, _HEALTHY)}
        if "health" in columns:
            synced = story.now - timedelta(minutes=story.random.randint(2, 55))
            last = story.ago(60) if "enabled" in columns else synced
            if columns["health"] == "failing":
                last = story.ago(2.4)
            columns |= {"last_sync_at": format_timestamp(last), "updated_at": format_timestamp(synced)}
        INTEGRATIONS.insert(story, {}, **columns)
    return {"integrations": len(_CONNECTED)}
