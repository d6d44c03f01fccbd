# Generated from the contract by `contractfirst stubs`; do not edit.
# ruff: noqa
"""What the operations of the tag "Assets" take and return."""

from typing import Protocol, TypeAlias

from brainstormmsp import schemas
from brainstormmsp.backend import Context
from contractfirst.contract.exchange import Response


class ListAssets200(Response):
    """A page of assets."""

    __slots__ = ()

    def __init__(self, body: schemas.AssetPage, *, link: str | None = None) -> None:
        super().__init__(200, body, {"Link": link})


class CreateAsset201(Response):
    """The created asset."""

    __slots__ = ()

    def __init__(self, body: schemas.Asset, *, location: str, etag: str | None = None) -> None:
        super().__init__(201, body, {"Location": location, "ETag": etag})


class GetAsset200(Response):
    """The asset."""

    __slots__ = ()

    def __init__(self, body: schemas.Asset, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


class ReplaceAsset200(Response):
    """The replaced asset."""

    __slots__ = ()

    def __init__(self, body: schemas.Asset, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


class DeleteAsset204(Response):
    """The asset is deleted."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(204)


class RestoreAsset200(Response):
    """The asset."""

    __slots__ = ()

    def __init__(self, body: schemas.Asset, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


class ListAssetSoftware200(Response):
    """A page of software."""

    __slots__ = ()

    def __init__(self, body: schemas.AssetSoftwarePage, *, link: str | None = None) -> None:
        super().__init__(200, body, {"Link": link})


class ReplaceAssetSoftware200(Response):
    """How the list changed."""

    __slots__ = ()

    def __init__(self, body: schemas.AssetSoftwareChanges) -> None:
        super().__init__(200, body)


class CreateAssetAction202(Response):
    """The job that performs the action."""

    __slots__ = ()

    def __init__(self, body: schemas.Job, *, location: str, retry_after: int) -> None:
        super().__init__(202, body, {"Location": location, "Retry-After": str(retry_after)})


ListAssetsResult: TypeAlias = ListAssets200
CreateAssetResult: TypeAlias = CreateAsset201
GetAssetResult: TypeAlias = GetAsset200
ReplaceAssetResult: TypeAlias = ReplaceAsset200
DeleteAssetResult: TypeAlias = DeleteAsset204
RestoreAssetResult: TypeAlias = RestoreAsset200
ListAssetSoftwareResult: TypeAlias = ListAssetSoftware200
ReplaceAssetSoftwareResult: TypeAlias = ReplaceAssetSoftware200
CreateAssetActionResult: TypeAlias = CreateAssetAction202


class Assets(Protocol):
    """The functions that handle the tag; the server gives every argument."""

    def list_assets(
        self,
        context: Context,
        /,
        *,
        limit: int,
        cursor: str | None,
        updated_since: str | None,
        external_ref: str | None,
        created_since: str | None,
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
    ) -> ListAssetsResult: ...

    def create_asset(self, context: Context, /, *, body: schemas.AssetInput) -> CreateAssetResult: ...

    def get_asset(self, context: Context, /, *, asset_id: str) -> GetAssetResult: ...

    def replace_asset(
        self,
        context: Context,
        /,
        *,
        asset_id: str,
        if_match: str | None,
        body: schemas.AssetInput,
    ) -> ReplaceAssetResult: ...

    def delete_asset(
        self,
        context: Context,
        /,
        *,
        asset_id: str,
        if_match: str | None,
    ) -> DeleteAssetResult: ...

    def restore_asset(self, context: Context, /, *, asset_id: str) -> RestoreAssetResult: ...

    def list_asset_software(
        self,
        context: Context,
        /,
        *,
        asset_id: str,
        limit: int,
        cursor: str | None,
        updated_since: str | None,
        created_since: str | None,
        include_total: bool,
        search: str | None,
        sort: schemas.ListAssetSoftwareSort,
    ) -> ListAssetSoftwareResult: ...

    def replace_asset_software(
        self,
        context: Context,
        /,
        *,
        asset_id: str,
        body: schemas.AssetSoftwareReplacement,
    ) -> ReplaceAssetSoftwareResult: ...

    def create_asset_action(
        self,
        context: Context,
        /,
        *,
        asset_id: str,
        body: schemas.AssetActionInput,
    ) -> CreateAssetActionResult: ...
