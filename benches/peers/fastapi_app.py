"""FastAPI, by its documentation: models for what comes and goes, a bearer token, a response_model."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, FastAPI, Header, HTTPException, Query
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict, Field

from benches.peers.store import ClientStore
from contractfirst.server.asgi import Application

__all__ = ["application"]

_DOMAIN = r"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$"
Domain = Annotated[str, Field(min_length=4, max_length=253, pattern=_DOMAIN)]
Tag = Annotated[str, Field(min_length=1, max_length=50)]


class ExternalReference(BaseModel):
    """What another system calls the client."""

    model_config = ConfigDict(extra="forbid")
    system: str = Field(min_length=1, max_length=50)
    id: str = Field(min_length=1, max_length=200)


class ClientInput(BaseModel):
    """A client as it is written."""

    model_config = ConfigDict(extra="forbid")
    name: str = Field(min_length=1, max_length=200)
    domains: list[Domain] = Field(default=[], max_length=50)
    status: Literal["active", "onboarding", "disabled", "archived"] = "active"
    tags: list[Tag] = Field(default=[], max_length=50)
    notes: str | None = Field(default=None, max_length=10_000)
    external_refs: list[ExternalReference] = Field(default=[], max_length=20)


class Client(ClientInput):
    """A client as it is read."""

    id: UUID
    risk_score: int = Field(ge=0, le=100)
    created_at: datetime
    updated_at: datetime


class ClientPage(BaseModel):
    """A page of clients."""

    data: list[Client]
    next_cursor: str | None = None


def application(store: ClientStore, *, by_hand: bool = False) -> Application:
    """Return the application; ``by_hand`` creates with statements of its own."""
    app = FastAPI()

    async def authenticated(
        credentials: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())],
    ) -> str:
        # One comparison, as where a verified token is cached.
        if credentials.credentials != store.token:
            raise HTTPException(401)
        return store.token

    @app.get("/api/v1/clients/{client_id}", response_model=Client)
    async def get_client(client_id: UUID, _caller: Annotated[str, Depends(authenticated)]) -> dict[str, Any]:
        client = store.read(str(client_id))
        if client is None:
            raise HTTPException(404)
        return client

    @app.get("/api/v1/clients", response_model=ClientPage)
    async def list_clients(
        _caller: Annotated[str, Depends(authenticated)],
        limit: Annotated[int, Query(ge=1, le=100)] = 25,
        cursor: Annotated[str | None, Query(max_length=2000)] = None,
    ) -> dict[str, Any]:
        page = store.page(limit, cursor)
        return {"data": page.rows, "next_cursor": page.next_cursor}

    @app.post("/api/v1/clients", response_model=Client, status_code=201)
    async def create_client(
        _caller: Annotated[str, Depends(authenticated)],
        body: ClientInput,
        idempotency_key: Annotated[str, Header(max_length=255)],
    ) -> dict[str, Any]:
        if by_hand:
            return store.create_by_hand(body.model_dump(), idempotency_key)
        return await store.create(body.model_dump(), idempotency_key)

    served: Application = app
    return served
