"""Builds applications from the test documents and asks them things in process."""

import asyncio
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from contractfirst.clock import ManualClock
from contractfirst.contract import Contract
from contractfirst.limits import MemoryLimiter
from contractfirst.protocols import ClientRegistry, Recognition
from contractfirst.server.application import ServerApplication, create_application
from contractfirst.server.request_log import RequestLog
from contractfirst.server.settings import ServerSettings
from tests.engine.server.memory_backend import MemoryBackend, TokenTable

__all__ = ["DOCUMENTS", "PUBLIC_URL", "Running", "reader", "run_document", "writer"]

DOCUMENTS = Path(__file__).parent / "documents"
PUBLIC_URL = "https://library.example"

reader = {"Authorization": "Bearer reader"}
writer = {"Authorization": "Bearer writer"}


@dataclass
class Running:
    """An application in process, with everything that a test may want to look into."""

    application: ServerApplication
    backend: MemoryBackend
    clock: ManualClock
    log: io.StringIO
    settings: ServerSettings
    base_path: str
    contract: Contract
    headers: dict[str, str] = field(default_factory=dict)

    def ask(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | list[tuple[str, str]] | None = None,
        json: Any = None,
        content: Any = None,
        client: tuple[str, int] = ("192.0.2.1", 1234),
    ) -> httpx.Response:
        """Send one request below the base path and return the response."""
        return self.ask_outside(
            method, self.base_path + path, headers=headers, json=json, content=content, client=client
        )

    def ask_outside(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        """Send one request to any path."""
        client = arguments.pop("client", ("192.0.2.1", 1234))

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.application, client=client)
            async with httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL) as session:
                return await session.request(method, path, **arguments)

        return asyncio.run(send())

    def entries(self) -> list[dict[str, Any]]:
        """Return the request log so far."""
        assert self.application.request_log is not None
        self.application.request_log.flush()
        return [json.loads(line) for line in self.log.getvalue().splitlines()]


class SecretIsRight:
    """Knows the clients whose ids begin with ``client-``; the secret of each is ``right``."""

    def recognise(self, client_id: str, client_secret: str) -> Recognition:
        if not client_id.startswith("client-"):
            return "unknown"
        return "authenticated" if client_secret == "right" else "wrong_secret"


CLIENTS = SecretIsRight()


def run_document(
    name: str,
    *,
    base_path: str = "",
    contract: Contract | None = None,
    clients: ClientRegistry | None = CLIENTS,
    **settings: Any,
) -> Running:
    """Return the application that serves ``documents/<name>.yaml`` with ``documents/<name>/``."""
    contract = contract or Contract.load(DOCUMENTS / f"{name}.yaml")
    backend = MemoryBackend()
    clock = ManualClock(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    log = io.StringIO()
    chosen = ServerSettings(public_url=PUBLIC_URL, **settings)
    application = create_application(
        contract,
        f"tests.engine.server.documents.{name}",
        backend,
        TokenTable(reader="read", writer="read write", editor="read write", nobody=""),
        MemoryLimiter(clock),
        clock,
        chosen,
        request_log=RequestLog(log, as_json=True),
        clients=clients,
    )
    return Running(application, backend, clock, log, chosen, contract.base_path, contract)
