"""Token endpoints that grant carelessly, and what they put into a token."""

import json
from collections.abc import Callable
from typing import Any

from contractfirst_conformance.exchange import Response
from contractfirst_conformance.forgery import open_token
from defects.asking import asked, asking
from defects.defect import Passage, defect, edited, with_header

_AREA = "authentication"
_FORM = "application/x-www-form-urlencoded"


def _is_form(passage: Passage) -> bool:
    return passage.request.header("content-type") == _FORM


def _refused(status: int, **fields: str) -> Response:
    return Response(status, (("Content-Type", "application/json"),), json.dumps(fields).encode())


@defect("AUTH-30", area=_AREA)
def forms_are_not_taken(passage: Passage) -> Response:
    """A key gets a token by a form too."""
    by_form = asked(passage) is not None and _is_form(passage)
    return _refused(415, error="invalid_request") if by_form else passage.forward()


@defect("AUTH-30", area=_AREA)
def basic_is_not_taken(passage: Passage) -> Response:
    """A key gets a token by HTTP Basic too."""
    fields = asked(passage)
    return passage.forward(None if fields is None else passage.request.without_header("authorization"))


@defect("AUTH-30", area=_AREA)
def tokens_may_be_stored(passage: Passage) -> Response:
    """A token must not be stored by any cache."""
    response = passage.forward()
    return response if asked(passage) is None else with_header(response, "Cache-Control", "private")


@defect("AUTH-30", area=_AREA)
def lifetime_is_text(passage: Passage) -> Response:
    """A token's lifetime is told in whole seconds."""
    response = passage.forward()
    granted = isinstance(response.json, dict) and "expires_in" in response.json
    return (
        edited(response, lambda body: {**body, "expires_in": str(body["expires_in"])})
        if granted
        else response
    )


@defect("AUTH-33", area=_AREA)
def one_name_for_every_fault(passage: Passage) -> Response:
    """A faulty token request is named as RFC 6749 names it."""
    response = passage.forward()
    if isinstance(response.json, dict) and isinstance(response.json.get("error"), str):
        return edited(response, lambda body: {**body, "error": "invalid_request"})
    return response


@defect("AUTH-33", area=_AREA)
def grant_is_not_read(passage: Passage) -> Response:
    """Another grant than client_credentials is unsupported."""
    fields = asked(passage)
    if fields is None or "grant_type" not in fields or fields["grant_type"] == "client_credentials":
        return passage.forward()
    return passage.forward(asking(passage, {**fields, "grant_type": "client_credentials"}))


@defect("AUTH-33", area=_AREA)
def unknown_scope_is_promised(passage: Passage) -> Response:
    """An unknown scope is invalid, and is not granted."""
    response, fields = passage.forward(), asked(passage)
    if fields is None or response.status != 400 or "scope" not in fields:
        return response
    scope = fields.pop("scope")
    return edited(passage.forward(asking(passage, fields)), lambda body: {**body, "scope": scope})


@defect("AUTH-33", area=_AREA)
def last_of_two_fields_counts(passage: Passage) -> Response:
    """A parameter that occurs twice makes a token request invalid."""
    fields, body = asked(passage), passage.request.body or b""
    twice = fields is not None and _is_form(passage) and body.count(b"grant_type=") > 1
    return passage.forward(asking(passage, fields) if fields is not None and twice else None)


@defect("AUTH-33", area=_AREA)
def basic_outdoes_the_body(passage: Passage) -> Response:
    """Credentials in two places make a token request invalid."""
    fields = asked(passage)
    if fields is None or passage.request.header("authorization") is None:
        return passage.forward()
    return passage.forward(asking(passage, fields))


def _resigned(passage: Passage, edit: Callable[[dict[str, Any]], dict[str, Any]]) -> Response:
    """Put other claims into every token that is granted."""
    response = passage.forward()
    if not isinstance(response.json, dict) or "access_token" not in response.json:
        return response
    jwt = open_token(response.json["access_token"])
    key = passage.credentials.server.signing_key.encode()
    token = jwt.build(key, claims=edit(dict(jwt.claims)))
    return edited(response, lambda body: {**body, "access_token": token})


@defect("AUTH-38", area=_AREA)
def secret_in_the_token(passage: Passage) -> Response:
    """A token tells no secret."""
    fields = asked(passage) or {}
    return _resigned(passage, lambda claims: {**claims, "key": fields.get("client_secret")})


@defect("AUTH-38", area=_AREA)
def one_name_for_every_token(passage: Passage) -> Response:
    """No two tokens have one jti."""
    return _resigned(passage, lambda claims: {**claims, "jti": "token"})


@defect("AUTH-38", area=_AREA)
def everybody_is_the_same_subject(passage: Passage) -> Response:
    """A token's sub tells keys apart."""
    return _resigned(passage, lambda claims: {**claims, "sub": "service"})


@defect("AUTH-38", area=_AREA)
def token_without_an_end(passage: Passage) -> Response:
    """A token has an end."""
    return _resigned(passage, lambda claims: {name: claims[name] for name in claims if name != "exp"})
