"""How a server runs a handler, where the operation's method alone does not say."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["HandlerOptions", "OptionsByHandler"]


@dataclass(frozen=True, slots=True)
class HandlerOptions:
    """Options of one handler.

    With ``reads_only`` the handler runs on a read snapshot at once, as GET handlers do, and never waits for
    the writer; an Idempotency-Key has no effect on it. For operations that take a secret or a long question
    in their body.

    ``prepare`` is awaited before the transaction of a handler that writes, for anything that takes long, such
    as a DNS lookup. It is given what the backend's ``prepare`` hands over and the handler's own keyword
    arguments, and runs on the event loop; what it raises rejects the request. It also runs before a request
    that is repeated under an Idempotency-Key is recognised.
    """

    reads_only: bool = False
    prepare: Callable[..., Awaitable[None]] | None = None


OptionsByHandler = Mapping[Callable[..., Any], HandlerOptions]
"""The type of ``HANDLER_OPTIONS``, which a handler module may define: its functions' options."""
