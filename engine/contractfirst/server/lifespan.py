"""Startup and shutdown of the application (ASGI lifespan protocol)."""

import logging
from typing import Any

from contractfirst.protocols import Backend
from contractfirst.server.asgi import Receive, Scope, Send
from contractfirst.server.request_log import RequestLog

__all__ = ["Lifespan"]

logger = logging.getLogger("contractfirst.server")


class Lifespan:
    """Starts the backend before the first request and stops it after the last.

    ``failure`` is what went wrong, if anything did; ``started`` and ``stopped`` say how far it came.
    """

    def __init__(self, backend: Backend[Any], request_log: RequestLog | None) -> None:
        self._backend = backend
        self._request_log = request_log
        self.failure: Exception | None = None
        self.started = False
        self.stopped = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            raise RuntimeError(f"unsupported ASGI scope {scope['type']}")
        while True:
            message = await receive()
            step = message["type"].removeprefix("lifespan.")
            try:
                await (self._start() if step == "startup" else self.stop())
            except Exception as error:
                self.failure = error
                logger.exception("%s failed", step)
                await send({"type": f"lifespan.{step}.failed", "message": f"{step} failed: {error}"})
                return
            await send({"type": f"lifespan.{step}.complete"})
            if step == "shutdown":
                return

    async def _start(self) -> None:
        await self._backend.start()
        self.started = True

    async def stop(self) -> None:
        """Stop the backend, once, and write what is left of the log."""
        if self.stopped:
            return
        try:
            await self._backend.stop()
            self.stopped = True
        finally:
            if self._request_log is not None:
                self._request_log.close()
