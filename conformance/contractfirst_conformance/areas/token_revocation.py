"""Token revocation (RFC 7009) and the metadata of the authorization server (RFC 8414)."""

import json
from collections.abc import Mapping

from contractfirst.contract import Contract, Operation
from contractfirst_conformance.authenticated_requests import authenticated_requests, security_schemes
from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Need
from contractfirst_conformance.token_requests import (
    ask,
    asking_key,
    expect_error,
    token_endpoint,
    token_request,
)

_WELL_KNOWN = "/.well-known/oauth-authorization-server"


def _flow(contract: Contract) -> Mapping[str, object]:
    """Return the flow ``clientCredentials``; empty without one."""
    for scheme in security_schemes(contract).values():
        flows = scheme.get("flows")
        flow = flows.get("clientCredentials") if isinstance(flows, Mapping) else None
        if isinstance(flow, Mapping):
            return flow
    return {}


def _revocation_endpoint(context: CheckContext) -> Operation:
    contract = context.client.contract
    url = str(_flow(contract).get("x-revocation-url", ""))
    found = (
        operation
        for operation in contract.operations.values()
        if operation.method == "POST" and url.endswith(contract.base_path + operation.path)
    )
    return next(found, None) or context.skip("the contract names no x-revocation-url")


@check(
    "AUTH-40",
    area="authentication",
    title="A revoked token is refused",
    source="RFC 7009 sections 2.1 and 2.2",
    needs=[Need.FULL],
)
def revocation(context: CheckContext) -> None:
    """A token that its client revokes is a 401 from then on, and the client's other tokens are not.

    Revoking an unknown token is a success. A wrong secret revokes nothing.
    """
    operation, key = _revocation_endpoint(context), asking_key(context)
    token_form = token_request(token_endpoint(context), "JSON", key)
    tokens = [ask(context, token_form).fields.get("access_token") for _ in range(2)]
    revoked, kept = (
        token if isinstance(token, str) else context.skip("there is no token") for token in tokens
    )
    base_request = authenticated_requests(context, 1)[0]
    body = {"client_id": key.client_id, "client_secret": key.client_secret, "token": revoked}
    request = token_request(operation, "JSON", None)

    wrong = ask(context, request.with_json({**body, "client_secret": "wrong"}))
    expect_error(context, wrong, "a wrong secret", ("invalid_client",), (401,))
    before = context.client.send(base_request, by=revoked)
    context.expect(
        before.succeeded, f"A token was revoked with a wrong secret: {before.status}.", wrong, before
    )
    for what, token in (
        ("the token", revoked),
        ("an unknown token", "conformance"),
        ("the token again", revoked),
    ):
        exchange = ask(context, request.with_json({**body, "token": token}))
        context.expect(
            exchange.status == 200, f"Revoking {what} is answered {exchange.status}.", exchange, subject=what
        )
    after = context.client.send(base_request, by=revoked)
    context.expect(
        after.status == 401, f"A revoked token is answered {after.status}.", after, subject="revoked"
    )
    other = context.client.send(base_request, by=kept)
    context.expect(
        other.succeeded,
        f"Another token of the client is answered {other.status}.",
        other,
        subject="other token",
    )


@check(
    "AUTH-41",
    area="authentication",
    title="The metadata matches the contract",
    source="RFC 8414 sections 2, 3.1 and 3.3",
)
def metadata(context: CheckContext) -> None:
    """The metadata names the issuer that its address is made of, and the contract's endpoints and scopes.

    A contract is expected to have metadata if it names a revocation endpoint (`x-revocation-url`).
    """
    contract = context.client.contract
    endpoints = {
        "token_endpoint": token_endpoint(context).path,
        "revocation_endpoint": _revocation_endpoint(context).path,
    }
    exchange = context.client.send_outside(_WELL_KNOWN + contract.base_path)
    context.expect(
        exchange.status == 200, f"The metadata is answered {exchange.status}.", exchange, subject="status"
    )
    try:
        document = json.loads(exchange.response.body) if exchange.response is not None else {}
    except ValueError:
        document = {}
    issuer = str(document.get("issuer", ""))
    context.expect(
        issuer.endswith(contract.base_path), f"The issuer is {issuer!r}.", exchange, subject="issuer"
    )
    for name, path in endpoints.items():
        context.expect(
            document.get(name) == issuer + path, f"{name} is {document.get(name)!r}.", exchange, subject=name
        )
    scopes = _flow(contract).get("scopes")
    expected = sorted(scopes) if isinstance(scopes, Mapping) else []
    context.expect(
        sorted(document.get("scopes_supported", [])) == expected,
        f"scopes_supported is {document.get('scopes_supported')}.",
        exchange,
        subject="scopes_supported",
    )
    for name in ("response_types_supported", "grant_types_supported"):
        context.expect(isinstance(document.get(name), list), f"{name} is missing.", exchange, subject=name)
