from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from brainstormmsp.backend import Services, StoreBackend
from brainstormmsp.store import Database, Transaction, format_timestamp
from brainstormmsp.store.api_keys import create_api_key
from brainstormmsp.store.encryption import Encryption
from brainstormmsp.store.organisations import ensure_organisation
from contractfirst.clock import ManualClock
from contractfirst.contract.exchange import Call, Principal
from contractfirst.identifiers import Uuid7Source
from contractfirst.tokens import AccessTokens, KeyRing, SecretHasher, SigningKey

NOW = datetime(2026, 11, 24, 18, 17, 13, 123000, UTC)
BASE_URL = "https://brainstormmsp.ai/api/v1"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
def services(clock: ManualClock) -> Services:
    keys = KeyRing([SigningKey(b"a signing key of tests, forty bytes long")])
    return Services(
        clock=clock,
        ids=Uuid7Source(clock),
        tokens=AccessTokens(
            keys, clock, issuer="https://brainstormmsp.ai", audience="https://brainstormmsp.ai"
        ),
        secrets=SecretHasher(b"a pepper of tests, forty-two bytes long.."),
        encryption=Encryption([b"a secret of tests"]),
    )


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/store.db"


@pytest.fixture
def backend(database_url: str, services: Services) -> StoreBackend:
    return StoreBackend(database_url, services)


def add_key(database: Database, client_id: str, organisation: str, scopes: str = "read write") -> str:
    """Store an API key; return its organisation's id."""
    timestamp = format_timestamp(NOW)

    def add(transaction: Transaction) -> str:
        owner = ensure_organisation(
            transaction, organisation, new_id=f"id of {organisation}", timestamp=timestamp
        )
        create_api_key(
            transaction,
            id=f"id of {client_id}",
            client_id=client_id,
            organisation_id=owner.id,
            secret_digest="0" * 64,
            scopes=scopes.split(),
            multiplier=Fraction(3, 2),
            timestamp=timestamp,
        )
        return owner.id

    return database.write_and_wait(add)


def call(client_id: str | None = "bmspid_1", organisation: str = "Northwind") -> Call:
    """A POST to the clients, by an API key of an organisation."""
    principal = None
    if client_id is not None:
        principal = Principal(client_id, f"id of {organisation}", frozenset({"read", "write"}))
    return Call(
        operation_id="createClient",
        method="POST",
        request_id="request-1",
        principal=principal,
        base_url=BASE_URL,
        path="/clients",
        query="",
        received_at=NOW,
        source_address="192.0.2.1",
    )


def get_call(path: str, query: str) -> Call:
    """A GET of a list."""
    return replace(call(), method="GET", path=path, query=query)
