"""What a handler needs done before its transaction: anything that takes long, such as asking a resolver."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

__all__ = ["prepared_by"]

Handler = TypeVar("Handler", bound=Callable[..., Any])


def prepared_by(prepare: Callable[..., Awaitable[None]]) -> Callable[[Handler], Handler]:
    """Have ``prepare(services, **arguments)`` awaited before the handler of a write runs.

    It is given the ``Services`` and the handler's own arguments, and runs on the event loop, where nothing
    waits for it; what it raises refuses the request. It also runs before a request that is repeated under an
    Idempotency-Key is recognised.
    """

    def attach(handler: Handler) -> Handler:
        handler.preparation = prepare  # type: ignore[attr-defined]  # functions take attributes
        return handler

    return attach
