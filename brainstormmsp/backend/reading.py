"""Handlers that change nothing although their method could."""

from collections.abc import Callable
from typing import Any, TypeVar

__all__ = ["reads_only"]

Handler = TypeVar("Handler", bound=Callable[..., Any])


def reads_only(handler: Handler) -> Handler:
    """Have a handler run on a snapshot at once, as those of GET do, and never wait for the one writer.

    For operations that take a secret or a long question in a body. An Idempotency-Key means nothing to them.
    """
    handler.reads_only = True  # type: ignore[attr-defined]  # functions take attributes
    return handler
