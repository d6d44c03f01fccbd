"""What mocked handlers work on: nothing but the call, and the memory of idempotency keys."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from contractfirst.contract import Contract
from contractfirst.contract.exchange import Call, EncodedResponse
from contractfirst.contract.problems import UnprocessableContent
from contractfirst.protocols import Idempotency, Readiness

__all__ = ["MockBackend"]

Result = TypeVar("Result")

_MOST_KEYS = 10_000


class MockBackend:
    """Runs everything on the event loop; the context of a handler is its call."""

    def __init__(self, contract: Contract) -> None:
        self._operations = contract.operations
        self._answered: OrderedDict[tuple[str, str, str], tuple[str, EncodedResponse]] = OrderedDict()

    async def start(self) -> None:
        return

    async def stop(self) -> None:
        return

    def readiness(self) -> Sequence[Readiness]:
        return [Readiness("mock", ready=True)]

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
        known = self._answered.get(key)
        if known is None:
            response = work(call)
            self._answered[key] = (idempotency.fingerprint, response)
            if len(self._answered) > _MOST_KEYS:
                self._answered.popitem(last=False)
            return response
        if known[0] != idempotency.fingerprint:
            if not self._operations[call.operation_id].documents(422):
                return work(call)
            raise UnprocessableContent(
                "The Idempotency-Key was used with another payload.", code="idempotency_key_reused"
            )
        return replace(known[1], replayed=True)
