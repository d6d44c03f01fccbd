"""Handlers that misbehave on purpose."""

import asyncio

from contractfirst.contract import Call, Response
from contractfirst.contract.problems import Conflict

Shelf = dict[str, dict[str, object]]


def read_oddly(_shelf: Shelf, *, how: str) -> Response:
    match how:
        case "well":
            return Response(200, {"number": 1}, {"X-Count": "1"})
        case "wrong-body":
            return Response(200, {"number": "one"}, {"X-Count": "1"})
        case "wrong-header":
            return Response(200, {"number": 1}, {"X-Count": "one"})
        case "missing-header":
            return Response(200, {"number": 1})
        case "undocumented-status":
            return Response(202, {"number": 1})
        case "undocumented-problem":
            raise Conflict("Nobody said that this could be.")
        case "no-response":
            return {"number": 1}  # type: ignore[return-value]  # that is the misbehaviour
        case _:
            raise RuntimeError("token=hunter2hunter2 Bearer abcdefghijklmnop")


def write_oddly(shelf: Shelf, *, how: str) -> Response:
    shelf[how] = {"id": how}
    if how == "undocumented-status":
        return Response(200, {})
    if how == "wrong-body":
        return Response(204, {"number": 1})
    if how == "boom":
        raise RuntimeError("boom")
    return Response(204)


async def read_slowly(call: Call, *, seconds: float) -> Response:
    await asyncio.sleep(seconds)
    return Response(200, {"request_id": call.request_id, "path": call.path})


def greet(_shelf: Shelf) -> Response:
    return Response(200, {"hello": "there"})
