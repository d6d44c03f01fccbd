"""Request bodies in the media type that an operation accepts."""

import json
from typing import Final
from urllib.parse import urlencode

from contractfirst.contract import Operation
from contractfirst_conformance.exchange import HttpRequest

__all__ = ["FORM_TYPE", "carrying", "encoded", "media_type"]

FORM_TYPE: Final = "application/x-www-form-urlencoded"


def media_type(operation: Operation) -> str:
    """Return the media type to send a body in: JSON where it is taken."""
    names = operation.request_body.media_types if operation.request_body is not None else ()
    return next((name for name in names if "json" in name), names[0] if names else "application/json")


def carrying(request: HttpRequest, operation: Operation, body: object) -> HttpRequest:
    """Return the request with a body in the media type that the operation takes."""
    kind = media_type(operation)
    if "json" in kind:
        return request.with_header("Content-Type", kind).with_json(body)
    return request.with_body(encoded(kind, body), kind)


def encoded(kind: str, body: object) -> bytes:
    """Return a body as JSON, as form fields or as its text, by its media type."""
    if "json" in kind:
        return json.dumps(body).encode()
    if kind == FORM_TYPE and isinstance(body, dict):
        pairs = [
            (name, each if isinstance(each, str) else json.dumps(each))
            for name, value in body.items()
            for each in (value if isinstance(value, list) else [value])
        ]
        return urlencode(pairs).encode()
    return str(body).encode()
