"""A backend for handlers that need no store, or keep one of their own."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from contractfirst.contract import Contract
from contractfirst.contract.exchange import Call, EncodedResponse
from contractfirst.idempotency import require_same_request
from contractfirst.protocols import Idempotency, Readiness

__all__ = ["NoStoreBackend"]

Result = TypeVar("Result")

_MOST_KEYS = 10_000


class NoStoreBackend:
    """Runs every handler on the event loop, with its ``Call`` as the context.

    There is no transaction. Responses to idempotency keys are kept in memory, the latest 10,000.
    """

    def __init__(self, contract: Contract) -> None:
        self._operations = contract.operations
        self._responses: OrderedDict[tuple[str, str, str], tuple[str, EncodedResponse]] = OrderedDict()

    async def start(self) -> None:
        return

    async def stop(self) -> None:
        return

    def readiness(self) -> Sequence[Readiness]:
        return [Readiness("server", ready=True)]

    async def prepare(self, work: Callable[[None], Awaitable[None]]) -> None:
        await work(None)

    def read(self, call: Call, work: Callable[[Call], Result]) -> Result:
        return work(call)

    async def write(
        self, call: Call, work: Callable[[Call], EncodedResponse], idempotency: Idempotency | None = None
    ) -> EncodedResponse:
        if idempotency is None:
            return work(call)
        client = call.principal.client_id if call.principal is not None else ""
        key = (call.operation_id, client, idempotency.key)
        known = self._responses.get(key)
        if known is None:
            response = work(call)
            self._responses[key] = (idempotency.fingerprint, response)
            if len(self._responses) > _MOST_KEYS:
                self._responses.popitem(last=False)
            return response
        fingerprint, response = known
        if fingerprint != idempotency.fingerprint and not self._operations[call.operation_id].documents(422):
            return work(call)
        require_same_request(fingerprint, idempotency.fingerprint)
        return replace(response, replayed=True)
