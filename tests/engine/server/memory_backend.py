"""A backend for tests: books in a dict, one writer thread, changes kept only when the work succeeds."""

import asyncio
import copy
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

from contractfirst.contract import Call, EncodedResponse, Principal
from contractfirst.contract.problems import Conflict, Unauthorized, UnprocessableContent
from contractfirst.protocols import Idempotency, Readiness

__all__ = ["MemoryBackend", "TokenTable"]

Result = TypeVar("Result")
Shelf = dict[str, dict[str, object]]


class TokenTable:
    """Authenticates tokens by looking them up."""

    def __init__(self, **scopes: str) -> None:
        self.principals = {
            token: Principal(f"client-{token}", "tenant", frozenset(granted.split()))
            for token, granted in scopes.items()
        }

    def authenticate(self, token: str) -> Principal:
        if token not in self.principals:
            raise Unauthorized("The access token is invalid.")
        return self.principals[token]


class MemoryBackend:
    """Implements ``ports.Backend`` for a context that is a dict."""

    def __init__(self) -> None:
        self.shelf: Shelf = {}
        self.calls: list[Call] = []
        self.fingerprints: list[str] = []
        self.ready = True
        self.running = False
        self._responses: dict[tuple[str, str], tuple[str, EncodedResponse | None]] = {}
        self._writer = ThreadPoolExecutor(1)

    async def start(self) -> None:
        self.running = True

    async def stop(self) -> None:
        self._writer.shutdown()
        self.running = False

    def readiness(self) -> Sequence[Readiness]:
        return [Readiness("shelf", self.ready, "" if self.ready else "closed")]

    async def prepare(self, work: Callable[[Shelf], Awaitable[None]]) -> None:
        await work(copy.deepcopy(self.shelf))

    def read(self, call: Call, work: Callable[[Shelf], Result]) -> Result:
        self.calls.append(call)
        return work(copy.deepcopy(self.shelf))

    async def write(
        self,
        call: Call,
        work: Callable[[Shelf], EncodedResponse],
        idempotency: Idempotency | None = None,
    ) -> EncodedResponse:
        self.calls.append(call)
        if idempotency is None:
            return await self._run(work)
        self.fingerprints.append(idempotency.fingerprint)
        slot = (call.principal.client_id if call.principal else "", idempotency.key)
        if slot in self._responses:
            fingerprint, response = self._responses[slot]
            if fingerprint != idempotency.fingerprint:
                raise UnprocessableContent("The key was used with another payload.")
            if response is None:
                raise Conflict("The first request is in flight.", code="idempotency_key_in_flight")
            return replace(response, replayed=True)
        self._responses[slot] = (idempotency.fingerprint, None)
        try:
            response = await self._run(work)
        except BaseException:
            del self._responses[slot]
            raise
        self._responses[slot] = (idempotency.fingerprint, response)
        return response

    async def _run(self, work: Callable[[Shelf], EncodedResponse]) -> EncodedResponse:
        def transaction() -> EncodedResponse:
            changed = copy.deepcopy(self.shelf)
            response = work(changed)
            self.shelf = changed
            return response

        return await asyncio.get_running_loop().run_in_executor(self._writer, transaction)
