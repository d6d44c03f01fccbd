"""The real application in process: on a database of its own, under a clock that stands still."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode

import httpx
import orjson

from brainstormmsp.backend import Services, StoreAuthenticator, StoreClientRegistry
from brainstormmsp.command_line.background import job_kinds, work_services
from brainstormmsp.command_line.composition import ServedBackend
from brainstormmsp.connectors import simulated_connectors
from brainstormmsp.jobs import Worker
from brainstormmsp.settings import Settings
from brainstormmsp.store import Database, Transaction, format_timestamp
from brainstormmsp.store.api_keys import SCOPES, create_api_key
from brainstormmsp.store.encryption import Encryption
from brainstormmsp.store.organisations import ensure_organisation
from brainstormmsp.webhooks import Targets
from contractfirst.clock import ManualClock
from contractfirst.contract import Contract
from contractfirst.identifiers import IdSource, Uuid7Source
from contractfirst.limits import MemoryLimiter
from contractfirst.server.application import ServerApplication, create_application
from contractfirst.tokens import AccessTokens, KeyRing, SecretHasher, SigningKey, generate_client_secret
from tests.product.handlers import statuses

__all__ = ["CONTRACT", "NOW", "UNKNOWN_ID", "Api", "Key", "Member", "Scope"]

CONTRACT = Path(__file__).parents[3] / "openapi" / "brainstormmsp.yaml"
PUBLIC_URL = "https://brainstormmsp.ai"
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
UNKNOWN_ID = "01936d2a-0000-7000-8000-000000000000"

_SECRET_KEY = b"a signing key that only tests know, 48 bytes long"
_TOKEN_SECONDS = 3000


@dataclass
class Key:
    """An API key; ``scopes`` is what it holds."""

    client_id: str
    secret: str = field(repr=False)
    scopes: tuple[str, ...]
    token: str = field(default="", repr=False)
    token_ends: float = 0.0


@dataclass
class Member:
    """An organisation and its keys: ``both`` has every scope, ``reader`` and ``writer`` have one."""

    id: str
    name: str
    both: Key
    reader: Key
    writer: Key


@dataclass
class Scope:
    """What the store's functions work within, outside a request."""

    transaction: Transaction
    organisation_id: str
    timestamp: str
    ids: IdSource


class Api:
    """A client bound to the application.

    ``home`` is the organisation that requests speak for unless told otherwise, ``other`` somebody else's.
    Everything is new for each instance, so that tests cannot meet.
    """

    base = "/api/v1"

    def __init__(self, contract: Contract, database: Path, **settings: Any) -> None:
        self.contract = contract
        # What host names resolve to; one that is not here does not.
        self.addresses: dict[str, list[str]] = {}
        self.clock = ManualClock(NOW)
        self.settings = Settings(
            public_url=PUBLIC_URL,
            issuer=PUBLIC_URL,
            audience=PUBLIC_URL,
            database_url=f"sqlite:///{database}",
            **{"fault_injection": True, "log_level": "error", **settings},
        )
        self.services = Services(
            clock=self.clock,
            ids=Uuid7Source(self.clock),
            tokens=AccessTokens(
                KeyRing([SigningKey(_SECRET_KEY)]),
                self.clock,
                issuer=PUBLIC_URL,
                audience=PUBLIC_URL,
                known_scopes=SCOPES,
            ),
            secrets=SecretHasher(_SECRET_KEY),
            encryption=Encryption([_SECRET_KEY]),
            webhook_targets=Targets(
                self.settings.webhook_allow_private,
                self._resolve,
                frozenset(self.settings.webhook_allowed_hosts),
            ),
            deletions_kept=timedelta(days=self.settings.deletions_kept_days),
        )
        self.backend = ServedBackend(self.settings.database_url, self.services)
        self.application: ServerApplication = create_application(
            contract,
            self.settings.handlers,
            self.backend,
            StoreAuthenticator(self.services.tokens, lambda: self.backend.database),
            MemoryLimiter(self.clock),
            self.clock,
            self.settings,
            clients=StoreClientRegistry(self.services.secrets, lambda: self.backend.database, self.clock),
        )
        self.runner = asyncio.Runner()
        self.runner.run(self.backend.start())
        self._session = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=self.application, client=("192.0.2.1", 1234)),
            base_url=PUBLIC_URL,
        )
        self.home = self.add_organisation("Brightwater IT")
        self.other = self.add_organisation("Ridgeline Systems")

    async def _resolve(self, host: str, _port: int) -> list[str]:
        return self.addresses.get(host, [])

    @property
    def database(self) -> Database:
        return self.backend.database

    def close(self) -> None:
        self._require_events_that_fit()
        self.runner.run(self._session.aclose())
        self.runner.run(self.backend.stop())
        self.runner.close()

    def add_organisation(self, name: str) -> Member:
        """Make an organisation with its three keys."""

        def store(transaction: Transaction) -> str:
            return ensure_organisation(
                transaction, name, new_id=self.services.ids.new(), timestamp=format_timestamp(NOW)
            ).id

        organisation_id = self.database.write_and_wait(store)
        both, reader, writer = (
            self.add_key(organisation_id, scopes) for scopes in (SCOPES, ("read",), ("write",))
        )
        return Member(organisation_id, name, both, reader, writer)

    def add_key(
        self,
        organisation_id: str,
        scopes: tuple[str, ...] = ("read", "write"),
        *,
        multiplier: Fraction = Fraction(1),
        name: str = "Service desk integration",
    ) -> Key:
        """Make another API key of an organisation."""
        key = Key(f"bmspid_{self.services.ids.new()}", generate_client_secret(), scopes)
        self.database.write_and_wait(
            lambda transaction: create_api_key(
                transaction,
                id=self.services.ids.new(),
                client_id=key.client_id,
                organisation_id=organisation_id,
                secret_digest=self.services.secrets.digest(key.secret),
                scopes=scopes,
                timestamp=format_timestamp(NOW),
                multiplier=multiplier,
                name=name,
            )
        )
        return key

    def token(self, key: Key) -> str:
        """Return a live access token of a key, issued without asking the token endpoint."""
        now = self.clock.now().timestamp()
        if now >= key.token_ends:
            key.token = self.services.tokens.issue(key.client_id, key.scopes).value
            key.token_ends = now + _TOKEN_SECONDS
        return key.token

    def prepare(
        self,
        method: str,
        path: str,
        *,
        key: Key | None = None,
        anonymous: bool = False,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        content: bytes | None = None,
        data: Mapping[str, str] | None = None,
    ) -> httpx.Request:
        """Return a request with a token of ``key`` (``home.both``), to a path below the base or a URL."""
        sent = httpx.Headers(dict(headers or {}))
        if not anonymous:
            sent.setdefault("Authorization", f"Bearer {self.token(key or self.home.both)}")
        if json is not None:
            content = orjson.dumps(json)
            sent.setdefault("Content-Type", "application/json")
        url = path if path.startswith("https://") else self.base + path
        if params:
            url += "?" + urlencode(params, doseq=True)
        return self._session.build_request(method, url, headers=sent, content=content, data=data)

    def request(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        """Send one request; the arguments are those of ``prepare``."""
        return self.send(self.prepare(method, path, **arguments))[0]

    def send(self, *requests: httpx.Request) -> list[httpx.Response]:
        """Send prepared requests, all at once; return their responses in the same order."""

        async def gather() -> list[httpx.Response]:
            return list(await asyncio.gather(*map(self._session.send, requests)))

        responses = self.runner.run(gather())
        for response in responses:
            statuses.note(self.contract, self.base, response)
        return responses

    def get(self, path: str, **arguments: Any) -> httpx.Response:
        return self.request("GET", path, **arguments)

    def post(self, path: str, json: Any = None, **arguments: Any) -> httpx.Response:
        return self.request("POST", path, json=json, **arguments)

    def put(self, path: str, json: Any = None, **arguments: Any) -> httpx.Response:
        return self.request("PUT", path, json=json, **arguments)

    def delete(self, path: str, **arguments: Any) -> httpx.Response:
        return self.request("DELETE", path, **arguments)

    def make(self, path: str, json: Any, key: Key | None = None) -> dict[str, Any]:
        """POST something that must succeed; return its representation."""
        response = self.post(path, json, key=key)
        assert response.status_code == 201, response.text
        made: dict[str, Any] = response.json()
        return made

    def make_client(self, name: str = "Harbor Dental Group", key: Key | None = None) -> dict[str, Any]:
        """Make a client, which most other things belong to."""
        return self.make("/clients", {"name": name}, key)

    def problem(self, response: httpx.Response, status: int, code: str) -> dict[str, Any]:
        """Return the problem document of a response that must be this refusal."""
        assert response.status_code == status, response.text
        assert response.headers["content-type"] == "application/problem+json"
        document: dict[str, Any] = response.json()
        assert document["code"] == code, document
        assert document["status"] == status
        assert document["request_id"] == response.headers["x-request-id"]
        return document

    def walk(self, path: str, *, key: Key | None = None, **params: Any) -> list[dict[str, Any]]:
        """Return what a list holds, page by page to its end."""
        found: list[dict[str, Any]] = []
        response = self.get(path, key=key, params=params)
        while True:
            assert response.status_code == 200, response.text
            page = response.json()
            found += page["data"]
            if "next_cursor" not in page:
                assert "Link" not in response.headers
                return found
            assert response.links["next"]["url"].startswith(PUBLIC_URL)
            response = self.get(response.links["next"]["url"], key=key)

    def worker(self, **arguments: Any) -> Worker:
        """Return a worker that is not started, with every kind of job and the same jitter each time."""
        services = work_services(self.settings, self.services, Random(7))
        return Worker(self.database, services, job_kinds(simulated_connectors()), **arguments)

    def work(self) -> int:
        """Run the jobs that are due now; return how many attempts that took."""
        return self.worker().run_due()

    def job(self, response: httpx.Response, key: Key | None = None) -> dict[str, Any]:
        """Run the job that a 202 answered with; return what it is afterwards."""
        assert response.status_code == 202, response.text
        self.work()
        followed = self.get(f"/jobs/{response.json()['id']}", key=key)
        assert followed.status_code == 200, followed.text
        job: dict[str, Any] = followed.json()
        return job

    def in_store(self, work: Any, member: Member | None = None) -> Any:
        """Run ``work(scope)`` in one transaction of the store, for an organisation (``home``)."""
        organisation_id = (member or self.home).id
        return self.database.write_and_wait(
            lambda transaction: work(
                Scope(transaction, organisation_id, format_timestamp(self.clock.now()), self.services.ids)
            )
        )

    def _require_events_that_fit(self) -> None:
        """Whatever a test did: each event that waits is one that the contract documents."""
        rows = self.database.read(
            lambda transaction: transaction.connection.execute(
                "SELECT type, created_at, data FROM events"
            ).fetchall()
        )
        for event_type, timestamp, data in rows:
            event = {"type": event_type, "timestamp": timestamp, "data": orjson.loads(data)}
            violations = self.contract.webhooks[event_type].violations(event)
            assert violations == [], (event_type, violations)

    def events(self, member: Member | None = None) -> list[tuple[str, dict[str, Any]]]:
        """Return the types and the data of an organisation's (``home``'s) events that wait for delivery.

        Without ``sequence``, and without ``job.completed``, which every job ends with.
        """
        organisation_id = (member or self.home).id
        rows = self.database.read(
            lambda transaction: transaction.connection.execute(
                "SELECT type, data FROM outbox JOIN events USING (organisation_id, id)"
                " WHERE organisation_id = ? ORDER BY sequence",
                (organisation_id,),
            ).fetchall()
        )
        events = [(event_type, _without_sequence(orjson.loads(data))) for event_type, data in rows]
        return [each for each in events if each[0] != "job.completed"]


def _without_sequence(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "sequence"}
