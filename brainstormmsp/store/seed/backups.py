"""What backs the demo organisation's clients up, and how it went last night."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from brainstormmsp.store.backups import BACKUP_JOBS
from brainstormmsp.store.seed.story import Story
from contractfirst.timestamps import format_timestamp, parse_timestamp

__all__ = ["make_backups"]

_GIBIBYTE = 1 << 30
_PRODUCTS = {"veeam": 5, "datto_bcdr": 3, "acronis": 2, "cove": 2}
_MAIL_PRODUCTS = {"acronis": 3, "cove": 2}
_CLOUD_PRODUCTS = {"Azure": "azure_backup", "Amazon": "aws_backup"}
# How likely an asset of a type has a backup job, where the client is looked after as well as can be.
_BACKED_UP = {"server": 1.0, "cloud": 0.9, "endpoint": 0.7}
_FAILURES: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("The repository has no space left.", {"fails": "full"}),
    ("The agent did not answer.", {"fails": "unreachable"}),
    ("The snapshot could not be created: VSS writer is in a failed state.", {}),
)


def make_backups(story: Story) -> Mapping[str, int]:
    """Make a backup job for most of what deserves one; those of the careless have not succeeded lately."""
    count = 0
    for client in story.clients:
        if client["status"] not in ("active", "onboarding"):
            continue
        product = story.weighted(_PRODUCTS)
        diligence = story.diligence[client["id"]]
        for asset in story.assets:
            if asset["client_id"] != client["id"] or asset["status"] == "inactive":
                continue
            if story.chance(_BACKED_UP.get(asset["type"], 0.0) * (0.4 + 0.6 * diligence)):
                _make_job(story, client, _provider(asset, product), f"{asset['hostname']} nightly", asset)
                count += 1
        if story.chance(0.3 + 0.5 * diligence):
            _make_job(story, client, story.weighted(_MAIL_PRODUCTS), f"{client['name']} mailboxes", None)
            count += 1
    return {"backup jobs": count}


def _provider(asset: Mapping[str, Any], product: str) -> str:
    if asset["type"] != "cloud":
        return product
    return next(
        (cloud for maker, cloud in _CLOUD_PRODUCTS.items() if (asset["os"] or "").startswith(maker)), product
    )


def _make_job(
    story: Story, client: Mapping[str, Any], provider: str, name: str, asset: Mapping[str, Any] | None
) -> None:
    begun = parse_timestamp((asset or client)["created_at"])
    story.time = story.between(begun, min(story.now, begun + timedelta(days=30)))
    columns: dict[str, Any] = {"client_id": client["id"], "provider": provider, "name": name}
    if asset is not None:
        columns["asset_id"] = asset["id"]
    last_night = story.now.replace(hour=2) - timedelta(days=1 if story.now.hour < 4 else 0)
    ran = last_night + timedelta(minutes=story.random.randint(0, 100))
    if ran < story.time or story.chance(0.02):
        BACKUP_JOBS.insert(story, {}, **columns)
        return
    columns |= {"size_bytes": int(story.random.lognormvariate(4.2, 0.9) * _GIBIBYTE), "updated_at": ran}
    if story.chance(0.72 + 0.27 * story.diligence[client["id"]]):
        columns |= {"status": "succeeded", "last_success_at": ran}
        if story.chance(0.06):
            columns |= {"status": "warning", "message": "Two files were in use and were skipped."}
    else:
        message, connection = story.random.choice(_FAILURES)
        nights = 1 + int(story.random.expovariate(1 / 6))
        last = max(story.time, ran - timedelta(days=nights))
        columns |= {"status": "failed", "message": message, "connection": connection, "last_success_at": last}
    for time in ("updated_at", "last_success_at"):
        columns[time] = format_timestamp(columns[time])
    BACKUP_JOBS.insert(story, {}, **columns)
