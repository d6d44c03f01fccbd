"""Token endpoints that take the wrong credential, or say too much about it."""

import json
from base64 import b64decode, b64encode
from dataclasses import replace
from urllib.parse import parse_qsl, quote

from contractfirst_conformance.exchange import HttpResponse
from defects.asking import asked, asking, key_of
from defects.defect import InterceptedRequest, defect, edited, with_header

_AREA = "authentication"


@defect("AUTH-31", area=_AREA)
def wrong_secret_is_a_400(intercepted: InterceptedRequest) -> HttpResponse:
    """A wrong credential is a 401, invalid_client."""
    response = intercepted.forward()
    anonymous = intercepted.request.operation is not None and intercepted.request.operation.anonymous
    return replace(response, status=400) if anonymous and response.status == 401 else response


@defect("AUTH-31", area=_AREA)
def secret_has_no_case(intercepted: InterceptedRequest) -> HttpResponse:
    """A secret is compared letter by letter."""
    fields = asked(intercepted)
    key = key_of(intercepted, fields) if fields is not None else None
    if fields is None or key is None:
        return intercepted.forward()
    alike = fields.get("client_secret", "").lower() == key.client_secret.lower()
    return intercepted.forward(asking(intercepted, fields, key) if alike else None)


@defect("AUTH-31", area=_AREA)
def secret_is_cut_at_its_length(intercepted: InterceptedRequest) -> HttpResponse:
    """A secret is compared to its end."""
    fields = asked(intercepted)
    key = key_of(intercepted, fields) if fields is not None else None
    if fields is None or key is None:
        return intercepted.forward()
    alike = fields.get("client_secret", "").startswith(key.client_secret)
    return intercepted.forward(asking(intercepted, fields, key) if alike else None)


@defect("AUTH-31", area=_AREA)
def basic_is_answered_with_bearer(intercepted: InterceptedRequest) -> HttpResponse:
    """A failed HTTP Basic is challenged with Basic."""
    response = intercepted.forward()
    failed = asked(intercepted) is not None and response.status == 401
    return with_header(response, "WWW-Authenticate", 'Bearer realm="API"') if failed else response


@defect("AUTH-32", area=_AREA)
def unknown_client_is_told(intercepted: InterceptedRequest) -> HttpResponse:
    """An unknown client and a wrong secret look alike."""
    response, fields = intercepted.forward(), asked(intercepted)
    if response.status == 401 and fields is not None and key_of(intercepted, fields) is None:
        return edited(response, lambda body: {**body, "error_description": "The client does not exist."})
    return response


@defect("AUTH-32", area=_AREA)
def unknown_client_is_forbidden(intercepted: InterceptedRequest) -> HttpResponse:
    """An unknown client and a wrong secret have the same status."""
    response, fields = intercepted.forward(), asked(intercepted)
    unknown = response.status == 401 and fields is not None and key_of(intercepted, fields) is None
    return replace(response, status=400) if unknown else response


@defect("AUTH-34", area=_AREA)
def basic_taken_as_it_stands(intercepted: InterceptedRequest) -> HttpResponse:
    """Id and secret in HTTP Basic are form-encoded."""
    scheme, _, value = (intercepted.request.header("authorization") or "").partition(" ")
    if scheme.lower() != "basic" or asked(intercepted) is None:
        return intercepted.forward()
    name, _, secret = b64decode(value).decode().partition(":")
    pair = f"{quote(name, safe='')}:{quote(secret, safe='')}"
    header = f"Basic {b64encode(pair.encode()).decode()}"
    return intercepted.forward(intercepted.request.with_header("Authorization", header))


@defect("AUTH-34", area=_AREA)
def basic_must_be_capital(intercepted: InterceptedRequest) -> HttpResponse:
    """The scheme Basic is read without regard to case."""
    header = intercepted.request.header("authorization") or ""
    small = header.startswith("basic ")
    return intercepted.forward(intercepted.request.without_header("authorization") if small else None)


@defect("AUTH-34", area=_AREA)
def unreadable_basic_breaks_the_server(intercepted: InterceptedRequest) -> HttpResponse:
    """An HTTP Basic that cannot be read is refused, never a 5xx."""
    scheme, _, value = (intercepted.request.header("authorization") or "").partition(" ")
    if scheme != "Basic":
        return intercepted.forward()
    try:
        b64decode(value, validate=True).decode()
    except ValueError:
        return HttpResponse(500, (("Content-Type", "application/json"),), b'{"error": "server_error"}')
    return intercepted.forward()


def _from_the_query(intercepted: InterceptedRequest) -> dict[str, str]:
    fields = dict(parse_qsl(intercepted.request.query))
    return fields if "client_secret" in fields else {}


@defect("AUTH-37", area=_AREA)
def credentials_in_the_query(intercepted: InterceptedRequest) -> HttpResponse:
    """Credentials are accepted only in the body or the header."""
    fields, found = asked(intercepted), _from_the_query(intercepted)
    if fields is None or not found:
        return intercepted.forward()
    bare = replace(intercepted.request, query="")
    return intercepted.forward(bare.with_json({**fields, **found}))


@defect("AUTH-37", area=_AREA)
def tokens_are_there_to_get(intercepted: InterceptedRequest) -> HttpResponse:
    """A token is not to be had by GET."""
    found = _from_the_query(intercepted)
    if intercepted.request.method != "GET" or not found:
        return intercepted.forward()
    body = json.dumps(found).encode()
    kind = ("Content-Type", "application/json")
    return intercepted.forward(
        replace(intercepted.request, method="POST", query="", headers=(kind,), body=body)
    )
