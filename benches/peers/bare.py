"""The store's calls and nothing else: no token, no validation, no limits."""

from typing import Any

import orjson

from benches.peers.store import ClientStore
from contractfirst.server.asgi import Application, Receive, Scope, Send

__all__ = ["application"]

_PREFIX = "/api/v1/clients"


def application(store: ClientStore) -> Application:
    """Return the application."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        status, answer = 200, None
        if scope["method"] == "POST":
            status, answer = 201, await store.create(await _body(receive), _key(scope))
        elif path == _PREFIX:
            page = store.page(25, None)
            answer = {"data": page.rows, "next_cursor": page.next_cursor}
        else:
            answer = store.read(path[len(_PREFIX) + 1 :])
        content = orjson.dumps(answer)
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(content))]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    return serve


async def _body(receive: Receive) -> Any:
    content, more = b"", True
    while more:
        message = await receive()
        content += message.get("body", b"")
        more = message.get("more_body", False)
    return orjson.loads(content)


def _key(scope: Scope) -> str:
    found: bytes = next(value for name, value in scope["headers"] if name == b"idempotency-key")
    return found.decode()
