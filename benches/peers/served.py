"""A peer as our own server's ``run`` takes it: the lifespan is ours, every request is the peer's."""

import importlib

from benches.peers.store import ClientStore
from brainstormmsp.command_line.background import make_services
from brainstormmsp.command_line.composition import ServedBackend
from brainstormmsp.settings import Settings
from contractfirst.server.asgi import Application, Receive, Scope, Send
from contractfirst.server.lifespan import Lifespan

__all__ = ["ServedPeer", "load_peer"]

_MODULES = {
    "bare": "bare",
    "by_hand": "by_hand",
    "connexion": "connexion_app",
    "fastapi": "fastapi_app",
    "litestar": "litestar_app",
}


class ServedPeer:
    """An ASGI application around another one."""

    def __init__(self, application: Application, lifespan: Lifespan) -> None:
        self._application = application
        self.server_lifespan = lifespan

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.server_lifespan(scope, receive, send)
        else:
            await self._application(scope, receive, send)


def load_peer(name: str, settings: Settings) -> ServedPeer:
    """Return a peer by its name, on the settings' database."""
    backend = ServedBackend(settings.database_url, make_services(settings))
    module = importlib.import_module(f"benches.peers.{_MODULES[name]}")
    return ServedPeer(module.application(ClientStore(backend)), Lifespan(backend, None))
