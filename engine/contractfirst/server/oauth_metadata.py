"""The metadata of the authorization server (RFC 8414), as far as the contract describes one."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import orjson

from contractfirst.contract import Contract, Operation
from contractfirst.contract.exchange import EncodedResponse
from contractfirst.server.pages import FixedPages, page

__all__ = ["oauth_metadata_pages"]

_WELL_KNOWN = "/.well-known/oauth-authorization-server"
_BODY_TYPES = frozenset({"application/json", "application/x-www-form-urlencoded"})


def oauth_metadata_pages(contract: Contract, public_url: str) -> FixedPages:
    """Return the metadata of a contract with the flow ``clientCredentials``, else no page.

    The issuer is the API's root; its path follows the well-known one (section 3.1). The flow's
    ``x-revocation-url`` names the revocation endpoint (RFC 7009).
    """
    for scheme in contract.model.security_schemes.values():
        flow = scheme.value.get("flows", {}).get("clientCredentials")
        token = None if flow is None else _operation_at(contract, flow.get("tokenUrl"))
        if token is not None:
            metadata = page(orjson.dumps(_metadata(contract, public_url, flow, token)), "application/json")
            return FixedPages({_WELL_KNOWN + contract.base_path: partial(_unchanged, metadata)}, {})
    return FixedPages({}, {})


def _unchanged(metadata: EncodedResponse) -> EncodedResponse:
    return metadata


def _metadata(
    contract: Contract, public_url: str, flow: Mapping[str, Any], token: Operation
) -> dict[str, object]:
    issuer = public_url + contract.base_path
    document: dict[str, object] = {
        "issuer": issuer,
        "token_endpoint": issuer + token.path,
        "token_endpoint_auth_methods_supported": _methods(contract, token),
        "grant_types_supported": ["client_credentials"],
        "response_types_supported": [],
        "scopes_supported": list(flow.get("scopes", {})),
        "service_documentation": f"{public_url}/docs",
    }
    revocation = _operation_at(contract, flow.get("x-revocation-url"))
    if revocation is not None:
        document["revocation_endpoint"] = issuer + revocation.path
        document["revocation_endpoint_auth_methods_supported"] = _methods(contract, revocation)
    return document


def _operation_at(contract: Contract, url: object) -> Operation | None:
    """Return the POST operation that a URL of the contract, absolute or relative, names."""
    return next(
        (
            each
            for each in contract.operations.values()
            if each.method == "POST" and str(url or "").endswith(contract.base_path + each.path)
        ),
        None,
    )


def _methods(contract: Contract, operation: Operation) -> list[str]:
    """Return how a client may authenticate at the operation (RFC 7591 section 2)."""
    names = {name for alternative in operation.security for name in alternative}
    schemes = [contract.model.security_schemes[name].value for name in sorted(names)]
    methods = []
    if any(str(scheme.get("scheme", "")).lower() == "basic" for scheme in schemes):
        methods.append("client_secret_basic")
    body = operation.request_body
    if operation.anonymous and body is not None and _BODY_TYPES.intersection(body.media_types):
        methods.append("client_secret_post")
    return methods
