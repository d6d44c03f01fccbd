"""The handler's turn: run it on the backend, hold its response against the contract, encode it."""

import inspect
from collections.abc import Awaitable, Callable
from typing import Any

from contractfirst.contract.entity_tag import entity_tag
from contractfirst.contract.errors import ResponseViolation
from contractfirst.contract.exchange import Call, EncodedResponse, Response
from contractfirst.contract.operation import Operation
from contractfirst.server.fault_injection import Fault, FaultInjection
from contractfirst.server.passage import Passage
from contractfirst.server.ports import Backend
from contractfirst.server.stages import Stage

__all__ = ["Handler", "handle_stage"]

# A handler's parameters are the operation's; which they are is checked when the contract is loaded.
Handler = Callable[..., Any]


def handle_stage(
    operation: Operation,
    handler: Handler,
    backend: Backend[Any],
    *,
    api_url: str,
    base_path: str,
    authenticates_itself: bool,
    faults: FaultInjection | None = None,
) -> Stage:
    """Return the stage that sets ``outcome``.

    GET reads inline, and so does a handler that carries ``reads_only``; everything else runs in a
    transaction that any failure undoes, a response against the contract included. A coroutine function is
    awaited with the call itself as its context. A handler that writes may carry a ``preparation``: a
    coroutine function that the backend awaits before the transaction, with the same arguments.
    ``api_url`` is the API's public root; ``authenticates_itself`` lets the handler see the Authorization
    header, which no other handler does.

    Raises:
        ResponseViolation: the handler returned what the operation does not document.
    """
    finish = _finisher(operation)
    below = len(base_path)

    def call_of(passage: Passage) -> Call:
        present = passage.present
        authorization = present.get(b"authorization") if authenticates_itself else None
        prefer, accept = present.get(b"prefer"), present.get(b"accept")
        return Call(
            operation.id,
            operation.method,
            passage.request_id,
            passage.principal,
            api_url,
            passage.path[below:],
            passage.query,
            passage.received_at,
            passage.source_address,
            None if authorization is None else authorization.decode("latin-1"),
            None if prefer is None else prefer.decode("latin-1"),
            None if accept is None else accept.decode("latin-1"),
        )

    def work_of(passage: Passage, fault: Fault | None) -> Callable[[Any], EncodedResponse]:
        def work(context: Any) -> EncodedResponse:
            encoded = finish(handler(context, **passage.arguments))
            if fault is not None:
                fault.strike()
            return encoded

        return work

    def fault_of(passage: Passage) -> Fault | None:
        return faults.requested(passage.present.get(b"x-fault")) if faults is not None else None

    async def handle_coroutine(passage: Passage) -> None:
        passage.handling = True
        fault = fault_of(passage)
        passage.outcome = finish(await handler(call_of(passage), **passage.arguments))
        if fault is not None:
            await fault.hold()
            fault.strike_now()

    preparation = getattr(handler, "preparation", None)

    async def handle_write(passage: Passage) -> None:
        passage.handling = True
        if preparation is not None:
            arguments = passage.arguments
            await backend.prepare(lambda services: preparation(services, **arguments))
        work = work_of(passage, fault_of(passage))
        passage.outcome = await backend.write(call_of(passage), work, passage.idempotency)

    def handle_read(passage: Passage) -> Awaitable[None] | None:
        passage.handling = True
        fault = fault_of(passage)
        if fault is not None:
            return handle_read_with_fault(passage, fault)
        arguments = passage.arguments
        passage.outcome = backend.read(
            call_of(passage), lambda context: finish(handler(context, **arguments))
        )
        return None

    async def handle_read_with_fault(passage: Passage, fault: Fault) -> None:
        await fault.hold()
        passage.outcome = backend.read(call_of(passage), work_of(passage, fault.without_delay()))

    if inspect.iscoroutinefunction(handler):
        return handle_coroutine
    reads = operation.method == "GET" or getattr(handler, "reads_only", False)
    return handle_read if reads else handle_write


def _finisher(operation: Operation) -> Callable[[object], EncodedResponse]:
    """Return what turns a handler's result into validated bytes, with an ETag where one is documented."""
    tagged = frozenset(
        int(status)
        for status, response in operation.responses.items()
        if status.isdecimal() and "etag" in response.headers
    )

    def finish(result: object) -> EncodedResponse:
        if not isinstance(result, Response):
            raise ResponseViolation([f"the handler returned {type(result).__name__}, not a Response"])
        if result.status in tagged and "ETag" not in result.headers:
            result.headers["ETag"] = entity_tag(result.body)
        return operation.encode(result)

    return finish
