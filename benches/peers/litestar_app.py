"""Litestar with msgspec, by its documentation: structs for what comes and goes, a guard for the token."""

from datetime import datetime
from typing import Annotated, Any, Literal, cast
from uuid import UUID

import msgspec
from litestar import Litestar, get, post
from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException, NotFoundException
from litestar.handlers.base import BaseRouteHandler
from litestar.params import Parameter

from benches.peers.store import ClientStore
from contractfirst.server.asgi import Application

__all__ = ["application"]

_DOMAIN = r"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$"
Domain = Annotated[str, msgspec.Meta(min_length=4, max_length=253, pattern=_DOMAIN)]
Tag = Annotated[str, msgspec.Meta(min_length=1, max_length=50)]


class ExternalReference(msgspec.Struct, forbid_unknown_fields=True):
    """What another system calls the client."""

    system: Annotated[str, msgspec.Meta(min_length=1, max_length=50)]
    id: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class ClientInput(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A client as it is written."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    domains: Annotated[list[Domain], msgspec.Meta(max_length=50)] = []
    status: Literal["active", "onboarding", "disabled", "archived"] = "active"
    tags: Annotated[list[Tag], msgspec.Meta(max_length=50)] = []
    notes: Annotated[str, msgspec.Meta(max_length=10_000)] | None = None
    external_refs: Annotated[list[ExternalReference], msgspec.Meta(max_length=20)] = []


class Client(ClientInput, kw_only=True):
    """A client as it is read."""

    id: UUID
    risk_score: Annotated[int, msgspec.Meta(ge=0, le=100)]
    created_at: datetime
    updated_at: datetime


class ClientPage(msgspec.Struct):
    """A page of clients."""

    data: list[Client]
    next_cursor: str | None = None


def application(store: ClientStore) -> Application:
    """Return the application."""
    expected = f"Bearer {store.token}"

    def authenticated(connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
        if connection.headers.get("authorization") != expected:
            raise NotAuthorizedException

    @get("/api/v1/clients/{client_id:uuid}", guards=[authenticated])
    async def get_client(client_id: UUID) -> Client:
        client = store.read(str(client_id))
        if client is None:
            raise NotFoundException
        shown: Client = msgspec.convert(client, Client)
        return shown

    @get("/api/v1/clients", guards=[authenticated])
    async def list_clients(
        limit: Annotated[int, Parameter(ge=1, le=100)] = 25, cursor: str | None = None
    ) -> ClientPage:
        page = store.page(limit, cursor)
        body = {"data": page.rows, "next_cursor": page.next_cursor}
        shown: ClientPage = msgspec.convert(body, ClientPage)
        return shown

    @post("/api/v1/clients", guards=[authenticated])
    async def create_client(
        data: ClientInput, idempotency_key: Annotated[str, Parameter(header="Idempotency-Key")]
    ) -> Client:
        made = await store.create(msgspec.to_builtins(data), idempotency_key)
        shown: Client = msgspec.convert(made, Client)
        return shown

    return cast(Application, Litestar([get_client, list_clients, create_client], openapi_config=None))
