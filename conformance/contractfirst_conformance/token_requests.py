"""Token requests (RFC 6749 section 4.4.2) in every form that the contract takes, and how they are refused."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlencode

from contractfirst.contract import Operation
from contractfirst_conformance.authenticated_requests import security_schemes
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Credential
from contractfirst_conformance.encoding import FORM_TYPE
from contractfirst_conformance.errors import Skipped
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.server_under_test import ServerUnderTest

__all__ = [
    "BASIC",
    "FORM",
    "FORM_TYPE",
    "GRANT",
    "JSON",
    "ask",
    "asking_key",
    "basic",
    "each_form",
    "expect_error",
    "forms",
    "refusals_of_clients",
    "scopes_of",
    "token_endpoint",
    "token_request",
]

JSON, FORM, BASIC = "JSON", "a form", "HTTP Basic"
GRANT = "client_credentials"
_TYPES = {JSON: "application/json", FORM: FORM_TYPE}


def token_endpoint(context: CheckContext) -> Operation:
    """Return the operation that grants tokens; skips the check in a contract without one."""
    operation = context.client.token_client.operation
    if operation is None:
        context.skip("the contract names no token endpoint (oauth2 flow clientCredentials)")
    return operation


def asking_key(context: CheckContext) -> Credential:
    """Return a key that may ask often, for asking is limited by key: a fresh one where there is one."""
    try:
        key: Credential | None = context.client.fresh_probe()
    except Skipped:
        key = context.client.caller
    if key is None or key.is_fixed:
        context.skip("there is no key with an id and a secret")
    return key


def forms(server: ServerUnderTest, operation: Operation) -> list[str]:
    """Return the forms that the operation documents, of JSON, FORM and BASIC."""
    types = operation.request_body.media_types if operation.request_body is not None else ()
    found = [form for form, kind in _TYPES.items() if kind in types]
    offered = {name for alternative in operation.security for name in alternative}
    schemes = security_schemes(server.client.contract)
    if any(str(schemes[name].get("scheme", "")).lower() == "basic" for name in offered & schemes.keys()):
        found.append(BASIC)
    return found


def each_form(context: CheckContext) -> Iterator[tuple[Operation, str]]:
    """Yield the token endpoint with each of its forms."""
    operation = token_endpoint(context)
    for form in forms(context.server, operation):
        yield operation, form


def basic(client_id: str, secret: str) -> str:
    """Return the header for a credential (RFC 6749 section 2.3.1, RFC 7617)."""
    pair = f"{quote(client_id, safe='')}:{quote(secret, safe='')}"
    return f"Basic {b64encode(pair.encode()).decode()}"


def token_request(
    operation: Operation, form: str, key: Credential | None, fields: Mapping[str, str] | None = None
) -> HttpRequest:
    """Return a token request in a form; ``fields`` replace those of the body."""
    body = {"grant_type": GRANT, **(fields or {})}
    request = HttpRequest("POST", operation.path, operation=operation)
    if key is not None and form == BASIC:
        request = request.with_header("Authorization", basic(key.client_id, key.client_secret))
    elif key is not None:
        body = {"client_id": key.client_id, "client_secret": key.client_secret, **body}
    types = operation.request_body.media_types if operation.request_body is not None else ()
    if form == JSON or FORM_TYPE not in types:
        return request.with_json(body)
    return request.with_body(urlencode(body).encode(), FORM_TYPE)


def ask(context: CheckContext, request: HttpRequest) -> Exchange:
    """Send a token request; raises ``Skipped`` when it is over the limit of asking."""
    exchange = context.client.send(request, by=None)
    if isinstance(token := exchange.fields.get("access_token"), str):
        context.client.redactor.learn(token)
    return exchange


def scopes_of(exchange: Exchange) -> frozenset[str]:
    """Return the scopes that a token response grants (RFC 6749 section 5.1); none without a ``scope``."""
    scope = exchange.fields.get("scope")
    return frozenset(scope.split()) if isinstance(scope, str) else frozenset()


def refusals_of_clients(operation: Operation | None, form: str = JSON) -> tuple[int, ...]:
    """Return the statuses of ``invalid_client``.

    401 for HTTP Basic and wherever the contract documents one, else 400 too (RFC 6749 section 5.2).
    """
    strict = form == BASIC or operation is None or "401" in operation.responses
    return (401,) if strict else (400, 401)


def expect_error(
    context: CheckContext,
    exchange: Exchange,
    what: str,
    errors: tuple[str, ...],
    statuses: tuple[int, ...] = (400,),
) -> None:
    """Check an error response (RFC 6749 section 5.2).

    A contract without ``x-problem-format: rfc6749`` may have other bodies, and any documented 4xx instead
    of 400; a body with an ``error`` is checked all the same.
    """
    operation, reported = exchange.operation, exchange.fields.get("error")
    by_rfc = operation is not None and operation.problem_format == "rfc6749"
    elsewise = (
        operation is not None
        and not by_rfc
        and 400 in statuses
        and 400 <= exchange.status < 500
        and operation.documents(exchange.status)
    )
    context.expect(
        exchange.status in statuses or elsewise,
        f"With {what} the answer is {exchange.status}, not {' or '.join(map(str, statuses))}.",
        exchange,
        subject=what,
    )
    if exchange.status in (400, 401) and (by_rfc or isinstance(reported, str)):
        context.expect(
            reported in errors,
            f"With {what} the error is {reported}, not {' or '.join(errors)}.",
            exchange,
            subject=f"{what}: error",
        )
