"""Assets of a client, and the software on them."""

from brainstormmsp import schemas
from brainstormmsp.store import tables
from brainstormmsp.store.resource import Resource

__all__ = ["ASSETS", "ASSET_SOFTWARE"]

ASSETS = Resource[schemas.Asset](
    tables.assets,
    singular="asset",
    searched=("hostname", "serial"),
    references="external_refs",
)
ASSET_SOFTWARE = Resource[schemas.AssetSoftware](
    tables.asset_software, singular="software", searched=("name",)
)
