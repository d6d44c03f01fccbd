"""FastAPI written by hand down to its statements: one transaction and one commit a request."""

from benches.peers import fastapi_app
from benches.peers.store import ClientStore
from contractfirst.server.asgi import Application

__all__ = ["application"]


def application(store: ClientStore) -> Application:
    """Return the application."""
    return fastapi_app.application(store, by_hand=True)
