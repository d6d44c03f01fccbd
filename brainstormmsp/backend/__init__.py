"""The product's own composition: what the server calls for every request, and what handlers are given."""

from brainstormmsp.backend.authentication import StoreAuthenticator, StoreClientRegistry
from brainstormmsp.backend.backend import StoreBackend
from brainstormmsp.backend.context import Context
from brainstormmsp.backend.responses import LOOK_AGAIN_SECONDS, accepted, created, listed
from brainstormmsp.backend.services import Services
from brainstormmsp.backend.tombstones import deletions_since

__all__ = [
    "LOOK_AGAIN_SECONDS",
    "Context",
    "Services",
    "StoreAuthenticator",
    "StoreBackend",
    "StoreClientRegistry",
    "accepted",
    "created",
    "deletions_since",
    "listed",
]
