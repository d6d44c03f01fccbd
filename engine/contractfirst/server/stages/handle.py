"""The handler stage: run the handler on the backend, validate its response, encode it."""

import inspect
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from contractfirst.contract.entity_tags import entity_tag
from contractfirst.contract.errors import ResponseViolation
from contractfirst.contract.exchange import Call, EncodedResponse, Response
from contractfirst.contract.operation import Operation
from contractfirst.handler_options import HandlerOptions
from contractfirst.protocols import Backend
from contractfirst.server.fault_injection import FaultInjection, RequestedFault
from contractfirst.server.request_state import RequestState
from contractfirst.server.stages import Stage

__all__ = ["Handler", "PreparedArguments", "handle_stage"]

# A handler's parameters are the operation's; they are checked when the contract is loaded.
Handler = Callable[..., Any]

PreparedArguments = Callable[[Any, Mapping[str, Any]], Mapping[str, Any]]
"""From a context that reads and the request's arguments to those for the option ``prepare``."""


def handle_stage(
    operation: Operation,
    handler: Handler,
    options: HandlerOptions,
    backend: Backend[Any],
    *,
    api_url: str,
    base_path: str,
    authenticates_itself: bool,
    prepared_arguments: PreparedArguments | None = None,
    faults: FaultInjection | None = None,
) -> Stage:
    """Return the stage that sets ``outcome``.

    GET handlers read inline, and so do handlers with the option ``reads_only``; everything else runs in a
    transaction that any failure rolls back, an invalid response included. A coroutine function is awaited
    with the call itself as its context. The backend awaits the option ``prepare`` of a handler that writes
    before the transaction, with the same arguments, or with what ``prepared_arguments`` makes of them.
    ``api_url`` is the API's public root;
    ``authenticates_itself`` lets the handler see the Authorization header, which no other handler does.

    Raises:
        ResponseViolation: the operation does not document the response.
    """
    finish = _finisher(operation)
    below = len(base_path)

    def call_of(state: RequestState) -> Call:
        present = state.present
        authorization = present.get(b"authorization") if authenticates_itself else None
        prefer, accept = present.get(b"prefer"), present.get(b"accept")
        return Call(
            operation.id,
            operation.method,
            state.request_id,
            state.principal,
            api_url,
            state.path[below:],
            state.query,
            state.received_at,
            state.source_address,
            None if authorization is None else authorization.decode("latin-1"),
            None if prefer is None else prefer.decode("latin-1"),
            None if accept is None else accept.decode("latin-1"),
        )

    def work_of(state: RequestState, fault: RequestedFault | None) -> Callable[[Any], EncodedResponse]:
        def work(context: Any) -> EncodedResponse:
            encoded = finish(handler(context, **state.arguments))
            if fault is not None:
                fault.strike()
            return encoded

        return work

    def fault_of(state: RequestState) -> RequestedFault | None:
        return faults.requested(state.present.get(b"x-fault")) if faults is not None else None

    async def handle_coroutine(state: RequestState) -> None:
        state.handling = True
        fault = fault_of(state)
        state.outcome = finish(await handler(call_of(state), **state.arguments))
        if fault is not None:
            await fault.hold()
            fault.strike_now()

    prepare = options.prepare

    async def handle_write(state: RequestState) -> None:
        state.handling = True
        if prepare is not None:
            sent = state.arguments
            arguments: Mapping[str, Any] = sent
            if prepared_arguments is not None:
                arguments = backend.read(call_of(state), lambda context: prepared_arguments(context, sent))
            await backend.prepare(lambda services: prepare(services, **arguments))
        work = work_of(state, fault_of(state))
        state.outcome = await backend.write(call_of(state), work, state.idempotency)

    def handle_read(state: RequestState) -> Awaitable[None] | None:
        state.handling = True
        fault = fault_of(state)
        if fault is not None:
            return handle_read_with_fault(state, fault)
        arguments = state.arguments
        state.outcome = backend.read(call_of(state), lambda context: finish(handler(context, **arguments)))
        return None

    async def handle_read_with_fault(state: RequestState, fault: RequestedFault) -> None:
        await fault.hold()
        state.outcome = backend.read(call_of(state), work_of(state, fault.without_delay()))

    if inspect.iscoroutinefunction(handler):
        return handle_coroutine
    reads = operation.method == "GET" or options.reads_only
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
