"""What a request passes, one module a stage; ``pipeline`` composes them per operation."""

from collections.abc import Awaitable, Callable

from contractfirst.server.request_state import RequestState

__all__ = ["Stage"]

# A stage that has nothing to wait for returns None, so that it costs no coroutine.
Stage = Callable[[RequestState], Awaitable[None] | None]
