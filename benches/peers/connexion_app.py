"""Stock Connexion on the same document, reduced to what it understands: OpenAPI 3.0, three operations."""

import hmac
import os
from collections.abc import Mapping
from typing import Any

from connexion import AsyncApp  # type: ignore[import-untyped]  # ships no types
from connexion import request as current_request
from connexion.resolver import Resolver  # type: ignore[import-untyped]  # ships no types

from benches.options import CONTRACT
from benches.peers.reduced_document import reduced
from benches.peers.store import ClientStore
from benches.rows import TOKEN_VARIABLE
from contractfirst.contract import Contract
from contractfirst.server.asgi import Application

__all__ = ["application", "bearer_info"]

# Errors are problem+json, so Connexion has to be given the media type of each response.
_JSON = {"Content-Type": "application/json"}
_OPERATIONS = frozenset({"getClient", "listClients", "createClient"})


def bearer_info(token: str) -> Mapping[str, str] | None:
    """Return whom a token speaks for (``x-bearerInfoFunc``), ``None`` for a wrong one."""
    return {"sub": "bench"} if hmac.compare_digest(token, os.environ[TOKEN_VARIABLE]) else None


def application(store: ClientStore) -> Application:
    """Return the application."""

    async def get_client(client_id: str) -> Any:
        client = store.read(client_id)
        return ({"title": "Not Found"}, 404) if client is None else (client, 200, _JSON)

    async def list_clients(limit: int, cursor: str | None = None, **_others: object) -> Any:
        page = store.page(limit, cursor)
        end = {} if page.next_cursor is None else {"next_cursor": page.next_cursor}
        return {"data": page.rows, **end}, 200, _JSON

    async def create_client(body: Mapping[str, Any]) -> Any:
        client = await store.create(body, current_request.headers["Idempotency-Key"])
        return client, 201, {**_JSON, "Location": f"/api/v1/clients/{client['id']}"}

    functions = {"getClient": get_client, "listClients": list_clients, "createClient": create_client}
    contract = Contract.load(CONTRACT)
    scheme = {"type": "http", "scheme": "bearer", "x-bearerInfoFunc": f"{__name__}.bearer_info"}
    app = AsyncApp(__name__)
    app.add_api(
        reduced(contract.document.data, _OPERATIONS, scheme),
        base_path=contract.base_path,
        resolver=Resolver(functions.__getitem__),
        strict_validation=True,
        validate_responses=True,
    )
    served: Application = app
    return served
