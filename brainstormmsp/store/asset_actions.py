"""Actions on assets: which are possible, and their effect."""

from brainstormmsp import schemas
from brainstormmsp.store.assets import ASSETS
from brainstormmsp.store.scope import Scope
from contractfirst.contract.problems import Conflict

__all__ = ["apply_action", "require_action"]

_ISOLATED_TYPES = frozenset({"endpoint", "server"})
_STATUS_AFTER = {"isolate": "needs_review", "release": "active"}


def require_action(asset: schemas.Asset, action: str) -> None:
    """Check that the action is possible on the asset.

    Raises:
        Conflict: the asset is inactive (``asset_inactive``), or its type cannot be isolated and released
            (``action_not_supported``).
    """
    if asset["status"] == "inactive":
        raise Conflict("No action can be performed on an inactive asset.", code="asset_inactive")
    if action in _STATUS_AFTER and asset["type"] not in _ISOLATED_TYPES:
        raise Conflict(
            "Only endpoints and servers can be isolated and released.", code="action_not_supported"
        )


def apply_action(scope: Scope, asset_id: str, action: str) -> schemas.Asset:
    """Apply the effect of a completed action to an asset; return its representation.

    Raises:
        NotFound: the organisation has no such asset.
    """
    if action in _STATUS_AFTER:
        return ASSETS.update(scope, asset_id, status=_STATUS_AFTER[action])
    return ASSETS.update(scope, asset_id, last_seen_at=scope.timestamp)
