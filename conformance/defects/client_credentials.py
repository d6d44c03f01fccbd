"""Token endpoints that take the wrong credential, or say too much about it."""

import json
from base64 import b64decode, b64encode
from dataclasses import replace
from urllib.parse import parse_qsl, quote

from contractfirst_conformance.exchange import Response
from defects.asking import asked, asking, key_of
from defects.defect import Passage, defect, edited, with_header

_AREA = "authentication"


@defect("AUTH-31", area=_AREA)
def wrong_secret_is_a_400(passage: Passage) -> Response:
    """A wrong credential is a 401, invalid_client."""
    response = passage.forward()
    anonymous = passage.request.operation is not None and passage.request.operation.anonymous
    return replace(response, status=400) if anonymous and response.status == 401 else response


@defect("AUTH-31", area=_AREA)
def secret_has_no_case(passage: Passage) -> Response:
    """A secret is compared letter by letter."""
    fields = asked(passage)
    key = key_of(passage, fields) if fields is not None else None
    if fields is None or key is None:
        return passage.forward()
    alike = fields.get("client_secret", "").lower() == key.client_secret.lower()
    return passage.forward(asking(passage, fields, key) if alike else None)


@defect("AUTH-31", area=_AREA)
def secret_is_cut_at_its_length(passage: Passage) -> Response:
    """A secret is compared to its end."""
    fields = asked(passage)
    key = key_of(passage, fields) if fields is not None else None
    if fields is None or key is None:
        return passage.forward()
    alike = fields.get("client_secret", "").startswith(key.client_secret)
    return passage.forward(asking(passage, fields, key) if alike else None)


@defect("AUTH-31", area=_AREA)
def basic_is_answered_with_bearer(passage: Passage) -> Response:
    """A failed HTTP Basic is challenged with Basic."""
    response = passage.forward()
    failed = asked(passage) is not None and response.status == 401
    return with_header(response, "WWW-Authenticate", 'Bearer realm="API"') if failed else response


@defect("AUTH-32", area=_AREA)
def unknown_client_is_told(passage: Passage) -> Response:
    """An unknown client and a wrong secret cannot be told apart."""
    response, fields = passage.forward(), asked(passage)
    if response.status == 401 and fields is not None and key_of(passage, fields) is None:
        return edited(response, lambda body: {**body, "error_description": "The client does not exist."})
    return response


@defect("AUTH-32", area=_AREA)
def unknown_client_is_forbidden(passage: Passage) -> Response:
    """An unknown client and a wrong secret have the same status."""
    response, fields = passage.forward(), asked(passage)
    unknown = response.status == 401 and fields is not None and key_of(passage, fields) is None
    return replace(response, status=400) if unknown else response


@defect("AUTH-34", area=_AREA)
def basic_taken_as_it_stands(passage: Passage) -> Response:
    """Id and secret in HTTP Basic are form-encoded."""
    scheme, _, value = (passage.request.header("authorization") or "").partition(" ")
    if scheme.lower() != "basic" or asked(passage) is None:
        return passage.forward()
    name, _, secret = b64decode(value).decode().partition(":")
    pair = f"{quote(name, safe='')}:{quote(secret, safe='')}"
    header = f"Basic {b64encode(pair.encode()).decode()}"
    return passage.forward(passage.request.with_header("Authorization", header))


@defect("AUTH-34", area=_AREA)
def basic_must_be_capital(passage: Passage) -> Response:
    """The scheme Basic is read without regard to case."""
    header = passage.request.header("authorization") or ""
    small = header.startswith("basic ")
    return passage.forward(passage.request.without_header("authorization") if small else None)


@defect("AUTH-34", area=_AREA)
def unreadable_basic_breaks_the_server(passage: Passage) -> Response:
    """An HTTP Basic that cannot be read is refused, never a 5xx."""
    scheme, _, value = (passage.request.header("authorization") or "").partition(" ")
    if scheme != "Basic":
        return passage.forward()
    try:
        b64decode(value, validate=True).decode()
    except ValueError:
        return Response(500, (("Content-Type", "application/json"),), b'{"error": "server_error"}')
    return passage.forward()


def _from_the_query(passage: Passage) -> dict[str, str]:
    fields = dict(parse_qsl(passage.request.query))
    return fields if "client_secret" in fields else {}


@defect("AUTH-37", area=_AREA)
def credentials_in_the_query(passage: Passage) -> Response:
    """Credentials count in the body or the header alone."""
    fields, found = asked(passage), _from_the_query(passage)
    if fields is None or not found:
        return passage.forward()
    bare = replace(passage.request, query="")
    return passage.forward(bare.with_json({**fields, **found}))


@defect("AUTH-37", area=_AREA)
def tokens_are_there_to_get(passage: Passage) -> Response:
    """A token is not to be had by GET."""
    found = _from_the_query(passage)
    if passage.request.method != "GET" or not found:
        return passage.forward()
    body = json.dumps(found).encode()
    kind = ("Content-Type", "application/json")
    return passage.forward(replace(passage.request, method="POST", query="", headers=(kind,), body=body))
