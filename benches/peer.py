"""The same operation in FastAPI: read a client by its id, with a token, validated both ways."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, Field

TOKEN = "bench"  # noqa: S105 - opens nothing
CLIENT: dict[str, Any] = {
    "id": "01936d2a-7c00-7a11-8b1e-0c5d7e9f1a01",
    "name": "Harbor Dental Group",
    "domains": ["harbordental.example"],
    "status": "active",
    "tags": ["dental"],
    "external_refs": [],
    "risk_score": 12,
    "created_at": "2026-11-20T14:00:03.218Z",
    "updated_at": "2026-11-20T14:00:03.218Z",
}

app = FastAPI()


class Client(BaseModel):
    """A client as the contract has it."""

    id: UUID
    name: str = Field(min_length=1, max_length=200)
    domains: list[str] = Field(max_length=50)
    status: str
    tags: list[str] = Field(max_length=50)
    external_refs: list[dict[str, str]] = Field(max_length=20)
    risk_score: int = Field(ge=0, le=100)
    created_at: datetime
    updated_at: datetime


async def authenticated(
    credentials: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())],
) -> str:
    """Return who calls; one look-up, as where a verified token is cached."""
    if credentials.credentials != TOKEN:
        raise HTTPException(401)
    return TOKEN


@app.get("/api/v1/clients/{client_id}", response_model=Client)
async def get_client(client_id: UUID, _caller: Annotated[str, Depends(authenticated)]) -> dict[str, Any]:
    """Read a client from memory, without a store and without limits."""
    if str(client_id) != CLIENT["id"]:
        raise HTTPException(404)
    return CLIENT
