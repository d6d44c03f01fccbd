"""Token requests, read and put in other words."""

from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote

from contractfirst_conformance.credentials import Credential
from contractfirst_conformance.exchange import HttpRequest
from defects.defect import InterceptedRequest

__all__ = ["asked", "asking", "key_of"]


def asked(intercepted: InterceptedRequest) -> dict[str, str] | None:
    """Return the fields of a token request, those in HTTP Basic too; ``None`` for any other request."""
    request = intercepted.request
    if request.operation is None or not request.operation.anonymous or request.body is None:
        return None
    try:
        is_json = "json" in (request.header("content-type") or "")
        read = request.json if is_json else dict(parse_qsl(request.body.decode(), keep_blank_values=True))
    except ValueError:
        return None
    if not isinstance(read, dict):
        return None
    fields = {str(name): str(value) for name, value in read.items()}
    scheme, _, pair = (request.header("authorization") or "").partition(" ")
    if scheme.lower() == "basic":
        try:
            name, _, secret = b64decode(pair, validate=True).decode().partition(":")
        except (Base64Error, UnicodeDecodeError):
            return None
        fields |= {"client_id": unquote(name), "client_secret": unquote(secret)}
    return fields


def asking(
    intercepted: InterceptedRequest, fields: Mapping[str, str], key: Credential | None = None
) -> HttpRequest:
    """Return a token request with these fields in JSON, and ``key`` instead of the caller's."""
    named = {"client_id": key.client_id, "client_secret": key.client_secret} if key is not None else {}
    return intercepted.request.without_header("authorization").with_json({**fields, **named})


def key_of(intercepted: InterceptedRequest, fields: Mapping[str, str]) -> Credential | None:
    """Return the key whose id a token request has, ``None`` for an unknown one."""
    keys = (key for each in intercepted.credentials.organisations for key in each.every_key())
    return next((key for key in keys if key.client_id == fields.get("client_id")), None)
