"""Assets of a client, and the software on them."""

from brainstormmsp import schemas
from brainstormmsp.store import tables
from brainstormmsp.store.resource import Resource
from brainstormmsp.store.scope import Scope
from contractfirst.contract.problems import Conflict

__all__ = ["ASSETS", "ASSET_SOFTWARE", "require_asset_of_client"]

ASSETS = Resource[schemas.Asset](
    tables.assets,
    singular="asset",
    searched=("hostname", "serial"),
    members=("tags",),
    references="external_refs",
)
ASSET_SOFTWARE = Resource[schemas.AssetSoftware](
    tables.asset_software, singular="software", searched=("name",)
)


def require_asset_of_client(scope: Scope, asset_id: str | None, client_id: str) -> None:
    """Check that the asset is one of the client's; ``None`` is accepted.

    Raises:
        NotFound: the organisation has no such asset.
        Conflict: it is another client's (``client_mismatch``).
    """
    if asset_id is not None and ASSETS.get(scope, asset_id)["client_id"] != client_id:
        raise Conflict("The asset belongs to another client.", code="client_mismatch")
