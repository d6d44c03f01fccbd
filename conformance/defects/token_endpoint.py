"""Token endpoints that grant carelessly, and what they put into a token."""

import json
from collections.abc import Callable
from typing import Any

from contractfirst_conformance.exchange import HttpResponse
from contractfirst_conformance.forgery import open_token
from defects.asking import asked, asking
from defects.defect import InterceptedRequest, defect, edited, with_header

_AREA = "authentication"
_FORM = "application/x-www-form-urlencoded"


def _is_form(intercepted: InterceptedRequest) -> bool:
    return intercepted.request.header("content-type") == _FORM


def _refused(status: int, **fields: str) -> HttpResponse:
    return HttpResponse(status, (("Content-Type", "application/json"),), json.dumps(fields).encode())


@defect("AUTH-30", area=_AREA)
def forms_are_not_taken(intercepted: InterceptedRequest) -> HttpResponse:
    """A key gets a token by a form too."""
    by_form = asked(intercepted) is not None and _is_form(intercepted)
    return _refused(415, error="invalid_request") if by_form else intercepted.forward()


@defect("AUTH-30", area=_AREA)
def basic_is_not_taken(intercepted: InterceptedRequest) -> HttpResponse:
    """A key gets a token by HTTP Basic too."""
    fields = asked(intercepted)
    return intercepted.forward(
        None if fields is None else intercepted.request.without_header("authorization")
    )


@defect("AUTH-30", area=_AREA)
def tokens_may_be_stored(intercepted: InterceptedRequest) -> HttpResponse:
    """A token must not be stored by any cache."""
    response = intercepted.forward()
    return response if asked(intercepted) is None else with_header(response, "Cache-Control", "private")


@defect("AUTH-30", area=_AREA)
def lifetime_is_text(intercepted: InterceptedRequest) -> HttpResponse:
    """A token's lifetime is in whole seconds."""
    response = intercepted.forward()
    granted = isinstance(response.json, dict) and "expires_in" in response.json
    return (
        edited(response, lambda body: {**body, "expires_in": str(body["expires_in"])})
        if granted
        else response
    )


@defect("AUTH-33", area=_AREA)
def one_name_for_every_fault(intercepted: InterceptedRequest) -> HttpResponse:
    """An invalid token request has the error code of RFC 6749."""
    response = intercepted.forward()
    if isinstance(response.json, dict) and isinstance(response.json.get("error"), str):
        return edited(response, lambda body: {**body, "error": "invalid_request"})
    return response


@defect("AUTH-33", area=_AREA)
def grant_is_not_read(intercepted: InterceptedRequest) -> HttpResponse:
    """Another grant than client_credentials is unsupported."""
    fields = asked(intercepted)
    if fields is None or "grant_type" not in fields or fields["grant_type"] == "client_credentials":
        return intercepted.forward()
    return intercepted.forward(asking(intercepted, {**fields, "grant_type": "client_credentials"}))


@defect("AUTH-33", area=_AREA)
def unknown_scope_is_promised(intercepted: InterceptedRequest) -> HttpResponse:
    """An unknown scope is invalid, and is not granted."""
    response, fields = intercepted.forward(), asked(intercepted)
    if fields is None or response.status != 400 or "scope" not in fields:
        return response
    scope = fields.pop("scope")
    return edited(intercepted.forward(asking(intercepted, fields)), lambda body: {**body, "scope": scope})


@defect("AUTH-33", area=_AREA)
def last_of_two_fields_counts(intercepted: InterceptedRequest) -> HttpResponse:
    """A parameter that occurs twice makes a token request invalid."""
    fields, body = asked(intercepted), intercepted.request.body or b""
    twice = fields is not None and _is_form(intercepted) and body.count(b"grant_type=") > 1
    return intercepted.forward(asking(intercepted, fields) if fields is not None and twice else None)


@defect("AUTH-39", area=_AREA)
def unknown_parameters_are_refused(intercepted: InterceptedRequest) -> HttpResponse:
    """Unknown parameters of a token request are ignored."""
    fields = asked(intercepted) or {}
    unknown = fields.keys() - {"grant_type", "client_id", "client_secret", "scope"}
    return _refused(400, error="invalid_request") if unknown else intercepted.forward()


@defect("AUTH-39", area=_AREA)
def empty_scope_is_refused(intercepted: InterceptedRequest) -> HttpResponse:
    """A parameter without a value counts as absent."""
    empty = (asked(intercepted) or {}).get("scope") == ""
    return _refused(400, error="invalid_scope") if empty else intercepted.forward()


@defect("AUTH-39", area=_AREA)
def basic_excludes_the_client_id(intercepted: InterceptedRequest) -> HttpResponse:
    """HTTP Basic and the same client_id in the body are one credential."""
    request = intercepted.request
    twice = request.header("authorization") is not None and b"client_id" in (request.body or b"")
    if asked(intercepted) is not None and twice:
        return _refused(400, error="invalid_request")
    return intercepted.forward()


@defect("AUTH-33", area=_AREA)
def basic_outdoes_the_body(intercepted: InterceptedRequest) -> HttpResponse:
    """Credentials in two places make a token request invalid."""
    fields = asked(intercepted)
    if fields is None or intercepted.request.header("authorization") is None:
        return intercepted.forward()
    return intercepted.forward(asking(intercepted, fields))


def _resigned(
    intercepted: InterceptedRequest, edit: Callable[[dict[str, Any]], dict[str, Any]]
) -> HttpResponse:
    """Put other claims into every token that is granted."""
    response = intercepted.forward()
    if not isinstance(response.json, dict) or "access_token" not in response.json:
        return response
    jwt = open_token(response.json["access_token"])
    key = intercepted.credentials.server.signing_key.encode()
    token = jwt.build(key, claims=edit(dict(jwt.claims)))
    return edited(response, lambda body: {**body, "access_token": token})


@defect("AUTH-38", area=_AREA)
def secret_in_the_token(intercepted: InterceptedRequest) -> HttpResponse:
    """A token contains no secret."""
    fields = asked(intercepted) or {}
    return _resigned(intercepted, lambda claims: {**claims, "key": fields.get("client_secret")})


@defect("AUTH-38", area=_AREA)
def one_name_for_every_token(intercepted: InterceptedRequest) -> HttpResponse:
    """No two tokens have one jti."""
    return _resigned(intercepted, lambda claims: {**claims, "jti": "token"})


@defect("AUTH-38", area=_AREA)
def everybody_is_the_same_subject(intercepted: InterceptedRequest) -> HttpResponse:
    """The tokens of two keys differ in sub."""
    return _resigned(intercepted, lambda claims: {**claims, "sub": "service"})


@defect("AUTH-38", area=_AREA)
def token_without_an_end(intercepted: InterceptedRequest) -> HttpResponse:
    """A token has an end."""
    return _resigned(intercepted, lambda claims: {name: claims[name] for name in claims if name != "exp"})
