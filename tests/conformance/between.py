"""A layer in front of an ASGI application that changes requests and responses."""

from collections.abc import Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]


class Between:
    """Changes requests on their way in, and responses on their way out."""

    def __init__(
        self,
        inner: Any,
        request: Callable[[Scope, bytes], int | bytes | None] = lambda scope, body: None,
        response: Callable[[Scope, dict[str, Any], bytes], bytes] = lambda scope, start, body: body,
    ) -> None:
        self.inner, self.request, self.response = inner, request, response

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        body = (await receive())["body"]
        decided = self.request(scope, body)
        reported: list[Any] = []

        async def again() -> dict[str, Any]:
            return {"type": "http.request", "body": decided if isinstance(decided, bytes) else body}

        async def keep(message: Any) -> None:
            reported.append(message)

        if isinstance(decided, int):
            reported = [{"type": "http.response.start", "status": decided, "headers": []}]
        else:
            await self.inner(scope, again, keep)
        start = reported[0]
        content = b"".join(each.get("body", b"") for each in reported[1:])
        content = self.response(scope, start, content)
        await send(start)
        await send({"type": "http.response.body", "body": content})


def header(scope: Scope, name: bytes) -> bytes | None:
    return next((value for key, value in scope["headers"] if key == name), None)


def put(scope: Scope, name: bytes, value: bytes) -> None:
    scope["headers"] = [each for each in scope["headers"] if each[0] != name] + [(name, value)]
