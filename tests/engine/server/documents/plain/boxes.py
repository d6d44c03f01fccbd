"""Handlers of boxes; they keep nothing."""

from contractfirst.contract import Response


def make_box(_context: object, *, body: object) -> Response:
    return Response(201, body)


def find_boxes(_context: object, *, colour: str | None, anything: object, x_depth: int | None) -> Response:
    return Response(200, {"colour": colour, "anything": anything, "depth": x_depth}, {"X-Total": "0"})


def open_box(_context: object, *, number: int) -> Response:
    if number == 204:
        return Response(204)
    if number == 0:
        return Response(200, {"kind": "box", "weight": 0})
    return Response(200, {"kind": "box", "weight": number})
