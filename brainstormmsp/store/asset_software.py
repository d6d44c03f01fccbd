"""The software on an asset, replaced as a whole by what an inventory system reports."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select

from brainstormmsp import schemas
from brainstormmsp.store import tables
from brainstormmsp.store.assets import ASSET_SOFTWARE
from brainstormmsp.store.scope import Scope
from brainstormmsp.store.statements import Statement
from contractfirst.timestamps import normalise_timestamp

__all__ = ["replace_software"]

_TABLE = tables.asset_software
_OF_ASSET = Statement(
    select(_TABLE.c.id, _TABLE.c.name, _TABLE.c.version, _TABLE.c.publisher, _TABLE.c.installed_at).where(
        _TABLE.c.organisation_id == bindparam("organisation_id"),
        _TABLE.c.asset_id == bindparam("asset_id"),
    )
)

_Identity = tuple[str, str | None, str | None]


def replace_software(
    scope: Scope, asset_id: str, items: Sequence[schemas.AssetSoftwareItem]
) -> schemas.AssetSoftwareChanges:
    """Make ``items`` the software on an asset; return how many were created, updated, unchanged and removed.

    Software with the same name, version and publisher is the same; of several such items the last one counts.
    """
    place = {"organisation_id": scope.organisation_id, "asset_id": asset_id}
    found = {_identity(row): row for row in scope.transaction.all(_OF_ASSET, place)}
    wanted = {_identity(item): item for item in items}
    changes: schemas.AssetSoftwareChanges = {"created": 0, "updated": 0, "unchanged": 0, "removed": 0}
    for identity, item in wanted.items():
        row = found.pop(identity, None)
        installed_at = item.get("installed_at")
        if row is None:
            ASSET_SOFTWARE.insert(scope, {**item, "asset_id": asset_id})
            changes["created"] += 1
        elif installed_at is not None and normalise_timestamp(installed_at) != row["installed_at"]:
            ASSET_SOFTWARE.update(scope, row["id"], installed_at=installed_at)
            changes["updated"] += 1
        else:
            changes["unchanged"] += 1
    for row in found.values():
        ASSET_SOFTWARE.delete(scope, row["id"])
        changes["removed"] += 1
    return changes


def _identity(software: Mapping[str, Any]) -> _Identity:
    return software["name"], software.get("version"), software.get("publisher")
