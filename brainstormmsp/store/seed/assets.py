"""What the demo organisation's clients run."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from brainstormmsp.store.assets import ASSETS
from brainstormmsp.store.search import words
from brainstormmsp.store.seed.software import install_software
from brainstormmsp.store.seed.story import Made, Story
from contractfirst.timestamps import format_timestamp, parse_timestamp

__all__ = ["make_assets"]

_SYSTEMS = {
    "endpoint": {
        "Windows 11 Pro 24H2": 55,
        "Windows 11 Pro 23H2": 20,
        "Windows 10 Pro 22H2": 12,
        "macOS 15.6": 11,
        "macOS 13.7": 2,
    },
    "server": {
        "Windows Server 2022": 50,
        "Windows Server 2019": 30,
        "Debian 12": 15,
        "Windows Server 2012 R2": 5,
    },
    "network": {"FortiOS 7.4.8": 40, "UniFi OS 4.3.9": 45, "ArubaOS-CX 10.13": 15},
    "cloud": {"Azure virtual machine": 40, "Amazon S3 bucket": 35, "Azure SQL database": 25},
}
_NAMES = {
    "endpoint": ("front", "desk", "lap", "ws"),
    "server": ("dc", "files", "sql", "app"),
    "network": ("fw", "sw", "ap"),
    "cloud": ("vm", "bucket", "db"),
}
_SERIAL = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def make_assets(story: Story) -> Mapping[str, int]:
    """Make a handful of assets a client, more for the larger ones, and the software on them."""
    installed = 0
    for client in story.clients:
        for number in range(1, 3 + int(story.random.gammavariate(2, 2.7))):
            asset = _make_asset(story, client, number)
            story.assets.append(asset)
            installed += install_software(story, asset)
    story.assets.sort(key=lambda asset: str(asset["created_at"]))
    return {"assets": len(story.assets), "software": installed}


def _make_asset(story: Story, client: Made, number: int) -> Made:
    # Every client has a server and a firewall before anything else.
    kind = {1: "server", 2: "network"}.get(number) or story.weighted(
        {"endpoint": 80, "server": 8, "network": 6, "cloud": 6}
    )
    random = story.random
    signed = parse_timestamp(client["created_at"])
    story.time = story.between(signed, min(story.now, signed + timedelta(days=300)))
    diligence = story.diligence[client["id"]]
    status = story.weighted({"active": 90, "inactive": 6, "needs_review": 4})
    initials = "".join(word[0] for word in words([client["name"]]))
    body: dict[str, Any] = {
        "client_id": client["id"],
        "type": kind,
        "status": status,
        "hostname": f"{initials}-{random.choice(_NAMES[kind])}-{number:02}",
        "os": story.weighted(_SYSTEMS[kind]),
    }
    if kind != "cloud":
        body["serial"] = "".join(random.choices(_SERIAL, k=10))
        body["external_refs"] = [{"system": "datto_rmm", "id": f"{random.getrandbits(32):08x}"}]
    if kind in ("endpoint", "server"):
        body["encrypted"] = story.chance(0.55 + 0.45 * diligence)
    if status == "inactive":
        body["last_seen_at"] = format_timestamp(max(story.time, story.between(story.ago(200), story.ago(45))))
    elif story.chance(0.97):
        body["last_seen_at"] = format_timestamp(max(story.time, story.between(story.ago(0.1), story.now)))
    if kind != "cloud" and story.chance(0.95):
        # The diligent patch within the month, the others when they come to it.
        days = random.expovariate(1 / (4 + 70 * (1 - diligence) ** 2))
        body["last_patched_at"] = format_timestamp(max(signed, story.ago(days)))
    return ASSETS.insert(story, body, updated_at=body.get("last_seen_at") or story.timestamp)
