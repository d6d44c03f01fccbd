"""The product in process, under a clock that tests set; its parts can be replaced by faulty ones."""

import asyncio
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from brainstormmsp.backend import Services, StoreAuthenticator, StoreClientRegistry
from brainstormmsp.command_line.composition import ServedBackend
from brainstormmsp.command_line.keys import make_key
from brainstormmsp.store.api_keys import SCOPES
from brainstormmsp.store.encryption import Encryption
from contractfirst.clock import ManualClock
from contractfirst.contract import Contract
from contractfirst.identifiers import Uuid7Source
from contractfirst.limits import Limiter, MemoryLimiter
from contractfirst.protocols import Authenticator
from contractfirst.server.application import create_application
from contractfirst.server.settings import ServerSettings
from contractfirst.tokens import AccessTokens, KeyRing, SecretHasher, SigningKey
from contractfirst_conformance.check import all_checks, select_checks
from contractfirst_conformance.client import ApiClient
from contractfirst_conformance.credentials import Credentials
from contractfirst_conformance.exchange import HttpRequest, HttpResponse
from contractfirst_conformance.failure import CheckStatus
from contractfirst_conformance.runner import RunPlan, run_check
from contractfirst_conformance.server_under_test import ServerUnderTest
from contractfirst_conformance.terminal import listener_for
from contractfirst_conformance.transport import TransportFailure

CONTRACT = Contract.load("openapi/brainstormmsp.yaml")
ORIGIN = "https://api.example.com"
KEY = "a-signing-key-of-the-tests-0123456789-0123456789"
_WAIT = 10_000_000.0


class TurnedClock:
    """The suite's clock over the product's: waiting turns it."""

    def __init__(self, clock: ManualClock) -> None:
        self.clock = clock

    def now(self) -> float:
        return self.clock.now().timestamp()

    def monotonic(self) -> float:
        return self.clock.monotonic_ns() / 1e9

    def sleep(self, seconds: float) -> None:
        self.clock.advance(seconds)


class InProcess:
    """A transport that hands requests to an ASGI application on a loop of its own."""

    def __init__(self, application: Any, loop: asyncio.AbstractEventLoop) -> None:
        self.application = application
        self.loop = loop

    def send(self, request: HttpRequest, url: str) -> HttpResponse:
        if request.raw is not None:
            raise TransportFailure("there is no socket")
        return asyncio.run_coroutine_threadsafe(self._send(request, url), self.loop).result(30)

    async def _send(self, request: HttpRequest, url: str) -> HttpResponse:
        parts = urlsplit(url)
        body = request.body or b""
        headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in request.headers]
        headers += [(b"host", parts.netloc.encode()), (b"content-length", str(len(body)).encode())]
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": request.method,
            "scheme": "https",
            "path": parts.path,
            "raw_path": parts.path.encode(),
            "query_string": parts.query.encode(),
            "root_path": "",
            "headers": headers,
            "client": ("127.0.0.1", 1234),
            "server": (parts.hostname, 443),
        }
        reported: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            reported.append(message)

        await self.application(scope, receive, send)
        start = next(each for each in reported if each["type"] == "http.response.start")
        content = b"".join(each.get("body", b"") for each in reported if each["type"] == "http.response.body")
        return HttpResponse(
            start["status"],
            tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in start["headers"]),
            content,
        )

    def close(self) -> None:
        """There is nothing to give back."""


@dataclass
class Product:
    """The running product, and the suite's view of it."""

    clock: ManualClock
    server: ServerUnderTest

    def check_status(self, check: str, *, quick: bool = False) -> tuple[CheckStatus, list[str]]:
        """Run one check; return its status, and its explanations or reason."""
        (found,) = select_checks(all_checks(), [check])
        result, _ = run_check(found, self.server, RunPlan([found], quick=quick), quiet_listener())
        return result.status, [each.explanation for each in result.failures] or [result.reason]


def quiet_listener() -> Any:
    from io import StringIO

    from rich.console import Console

    return listener_for(Console(file=StringIO()))


@contextmanager
def product(
    directory: Path,
    *,
    limiter: Callable[[MemoryLimiter], Limiter] = lambda correct: correct,
    authenticator: Callable[[StoreAuthenticator], Authenticator] = lambda correct: correct,
    application: Callable[[Any], Any] = lambda correct: correct,
    probes: int = 4,
) -> Iterator[Product]:
    """Start the product; each argument may replace a correct part by a faulty one."""
    clock = ManualClock(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    hasher = SecretHasher(secrets.token_bytes(32))
    services = Services(
        clock=clock,
        ids=Uuid7Source(clock),
        tokens=AccessTokens(
            KeyRing([SigningKey(KEY.encode())]), clock, issuer=ORIGIN, audience=ORIGIN, known_scopes=SCOPES
        ),
        secrets=hasher,
        encryption=Encryption([KEY.encode()]),
    )
    backend = ServedBackend(f"sqlite:///{directory / 'product.db'}", services)
    settings = ServerSettings(
        public_url=ORIGIN, trusted_proxies=("127.0.0.1/32",), log_level="error", fault_injection=True
    )
    served = application(
        create_application(
            CONTRACT,
            "handlers",
            backend,
            authenticator(StoreAuthenticator(services.tokens, lambda: backend.database)),
            limiter(MemoryLimiter(clock)),
            clock,
            settings,
            clients=StoreClientRegistry(hasher, lambda: backend.database, clock),
        )
    )
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(backend.start(), loop).result(60)
        server = ServerUnderTest.of(
            ApiClient(
                CONTRACT,
                f"{ORIGIN}{CONTRACT.base_path}",
                Credentials.parse(_keys(backend, hasher, probes)),
                transport=InProcess(served, loop),
                clock=TurnedClock(clock),
                wait_seconds=_WAIT,
            )
        )
        yield Product(clock, server)
        server.client.close()
    finally:
        asyncio.run_coroutine_threadsafe(backend.stop(), loop).result(60)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def _keys(backend: ServedBackend, hasher: SecretHasher, probes: int) -> dict[str, Any]:
    def key(organisation: str, scope: str = "read write", multiplier: int = 1) -> dict[str, Any]:
        made = make_key(
            backend.database,
            hasher,
            organisation=organisation,
            scope=scope,
            multiplier=Fraction(multiplier),
        )
        return {"client_id": made["client_id"], "client_secret": made["client_secret"]}

    first = {
        "name": "One",
        "full": key("One", " ".join(SCOPES), multiplier=1000),
        "fuzzing": {**key("One", " ".join(SCOPES), multiplier=1000), "multiplier": 1000.0},
        "read_only": key("One", "read", 1000),
        "write_only": key("One", "write", 1000),
        "limit_probes": [key("One", " ".join(SCOPES)) for _ in range(probes)],
    }
    facts = {"trusts_forwarded_for": True, "signing_key": KEY}
    return {
        "server": facts,
        "organisations": [first, {"name": "Two", "full": key("Two", " ".join(SCOPES), multiplier=1000)}],
    }
