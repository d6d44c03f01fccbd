"""X-Request-Id: what a request is called, in the response and in its errors."""

import re
import uuid

from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Numbered"]


class Numbered:
    """Gives every request a name, and every response its."""

    def __init__(self, application: ASGIApp) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        given = dict(scope["headers"]).get(b"x-request-id", b"").decode("latin-1")
        name = given if re.fullmatch(r"[A-Za-z0-9._-]{8,128}", given) else str(uuid.uuid4())
        scope["request_id"] = name

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"x-request-id", name.encode())]
            await send(message)

        await self._application(scope, receive, sent)
