"""Mocks of the test documents, asked in process."""

import asyncio
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from contractfirst.clock import ManualClock
from contractfirst.contract import Contract
from contractfirst.mock.application import create_mock
from contractfirst.mock.document import load_mockable
from contractfirst.server.application import ServerApplication
from contractfirst.server.request_log import RequestLog
from contractfirst.server.settings import ServerSettings

__all__ = ["ORIGIN", "SHOP", "Mocked", "mock"]

ORIGIN = "https://mock.example"
SHOP = Path(__file__).parent / "documents" / "shop.yaml"


@dataclass
class Mocked:
    """A mock in process; requests carry a token unless told otherwise."""

    application: ServerApplication
    contract: Contract

    def ask(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **arguments: Any
    ) -> httpx.Response:
        """Send one request below the base path, or to an absolute URL."""
        sent = {"Authorization": "Bearer some-token"} if headers is None else headers
        url = path if path.startswith("http") else self.contract.base_path + path

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.application, client=("192.0.2.1", 1234))
            async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as session:
                return await session.request(method, url, headers=sent, **arguments)

        return asyncio.run(send())

    def prefer(self, path: str, preference: str, **headers: str) -> httpx.Response:
        """GET with a preference."""
        return self.ask(
            "GET", path, headers={"Authorization": "Bearer some-token", "Prefer": preference, **headers}
        )


def mock(path: Path = SHOP, *, seed: int = 0, stateful: bool = False) -> Mocked:
    """Return a mock of a document."""
    contract = load_mockable(path)
    clock = ManualClock(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    log = RequestLog(io.StringIO(), as_json=True)
    application = create_mock(
        contract, clock, ServerSettings(public_url=ORIGIN), seed=seed, stateful=stateful, request_log=log
    )
    log.close()
    return Mocked(application, contract)
