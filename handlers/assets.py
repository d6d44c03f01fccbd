"""What a client runs, and the software on it."""

from brainstormmsp import schemas
from brainstormmsp.backend import Context, accepted, created, deletions_since, listed
from brainstormmsp.jobs import enqueue
from brainstormmsp.store import Before, Contains
from brainstormmsp.store.asset_actions import require_action
from brainstormmsp.store.asset_software import replace_software
from brainstormmsp.store.assets import ASSET_SOFTWARE, ASSETS
from brainstormmsp.store.clients import CLIENTS, require_fixed_client
from brainstormmsp.store.deletion import restore_dependent
from contractfirst.contract.entity_tags import require_match
from handlers._contract import assets as contract


def list_assets(
    context: Context,
    *,
    limit: int,
    cursor: str | None,
    updated_since: str | None,
    created_since: str | None,
    external_ref: str | None,
    include_total: bool,
    include_deleted: bool,
    search: str | None,
    sort: schemas.ListAssetsSort,
    client_id: str | None,
    type: list[schemas.AssetType] | None,
    status: list[schemas.AssetStatus] | None,
    os: str | None,
    last_seen_before: str | None,
    encrypted: bool | None,
    tag: str | None,
) -> contract.ListAssetsResult:
    """Return a page of assets."""
    CLIENTS.require(context, client_id)
    page = ASSETS.page(
        context,
        filters={
            "client_id": client_id,
            "type": type,
            "status": status,
            "os": os,
            "last_seen_at": Before(last_seen_before),
            "encrypted": encrypted,
            "tags": Contains(tag),
        },
        sort=sort,
        updated_since=updated_since,
        created_since=created_since,
        external_ref=external_ref,
        include_total=include_total,
        deleted_since=deletions_since(context, include_deleted, updated_since),
        search=search,
        limit=limit,
        cursor=cursor,
    )
    return listed(context, page, contract.ListAssets200)


def create_asset(context: Context, *, body: schemas.AssetInput) -> contract.CreateAssetResult:
    """Create an asset."""
    CLIENTS.require(context, body["client_id"])
    asset = ASSETS.insert(context, body)
    context.emit("asset.created", asset)
    return created(context, asset, contract.CreateAsset201)


def get_asset(context: Context, *, asset_id: str) -> contract.GetAssetResult:
    """Read an asset."""
    return contract.GetAsset200(ASSETS.get(context, asset_id))


def replace_asset(
    context: Context, *, asset_id: str, if_match: str | None, body: schemas.AssetInput
) -> contract.ReplaceAssetResult:
    """Replace an asset."""
    before = ASSETS.get(context, asset_id)
    CLIENTS.require(context, body["client_id"])
    require_match(if_match, before)
    require_fixed_client(before, body)
    asset = ASSETS.replace(context, asset_id, body)
    if asset != before:
        context.emit("asset.updated", asset)
    return contract.ReplaceAsset200(asset)


def list_asset_software(
    context: Context,
    *,
    asset_id: str,
    limit: int,
    cursor: str | None,
    updated_since: str | None,
    created_since: str | None,
    include_total: bool,
    search: str | None,
    sort: schemas.ListAssetSoftwareSort,
) -> contract.ListAssetSoftwareResult:
    """Return a page of the software on an asset."""
    ASSETS.require(context, asset_id)
    page = ASSET_SOFTWARE.page(
        context,
        filters={"asset_id": asset_id},
        sort=sort,
        updated_since=updated_since,
        created_since=created_since,
        include_total=include_total,
        search=search,
        limit=limit,
        cursor=cursor,
    )
    return listed(context, page, contract.ListAssetSoftware200)


def create_asset_action(
    context: Context, *, asset_id: str, body: schemas.AssetActionInput
) -> contract.CreateAssetActionResult:
    """Queue an action on an asset."""
    require_action(ASSETS.get(context, asset_id), body["action"])
    job = enqueue(context, "asset_action", {**body, "asset_id": asset_id})
    return accepted(context, job, contract.CreateAssetAction202)


def delete_asset(
    context: Context,
    *,
    asset_id: str,
    if_match: str | None = None,
) -> contract.DeleteAssetResult:
    """Delete an asset."""
    require_match(if_match, ASSETS.get(context, asset_id))
    context.emit("asset.deleted", ASSETS.delete(context, asset_id))
    return contract.DeleteAsset204()


def restore_asset(context: Context, *, asset_id: str) -> contract.RestoreAssetResult:
    """Restore an asset."""
    asset = ASSETS.find(context, asset_id)
    if asset is None:
        asset = restore_dependent(context, ASSETS, asset_id, context.deletions_kept_since)
        context.emit("asset.restored", asset)
    return contract.RestoreAsset200(asset)


def replace_asset_software(
    context: Context, *, asset_id: str, body: schemas.AssetSoftwareReplacement
) -> contract.ReplaceAssetSoftwareResult:
    """Make the software on an asset what an inventory system reports."""
    ASSETS.require(context, asset_id)
    return contract.ReplaceAssetSoftware200(replace_software(context, asset_id, body["items"]))
