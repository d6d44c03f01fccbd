"""Token revocation (RFC 7009) and the metadata that names it (RFC 8414)."""

from typing import Any

import httpx
import pytest

from tests.product.handlers.harness import Api, Key
from tests.product.handlers.test_auth import basic, credential, require_error


def revoke(api: Api, body: dict[str, Any], **arguments: Any) -> httpx.Response:
    return api.post("/auth/revoke", body, anonymous=True, **arguments)


def status_with(api: Api, token: str) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    return api.get("/clients", anonymous=True, headers=headers).status_code


def new_token(api: Api, key: Key) -> str:
    return api.services.tokens.issue(key.client_id, key.scopes).value


@pytest.mark.parametrize("form", ["json", "form", "basic"])
def test_a_revoked_token_is_refused_at_once_and_no_other(api: Api, form: str) -> None:
    key = api.home.both
    token, other = new_token(api, key), new_token(api, key)
    assert status_with(api, token) == 200
    body = {"token": token, "token_type_hint": "access_token"}
    if form == "json":
        response = revoke(api, {**credential(key), **body})
    elif form == "form":
        response = api.request("POST", "/auth/revoke", data={**credential(key), **body}, anonymous=True)
    else:
        headers = basic(key.client_id, key.secret)
        response = api.request("POST", "/auth/revoke", data=body, anonymous=True, headers=headers)
    assert response.status_code == 200, response.text
    assert response.content == b""
    assert status_with(api, token) == 401
    assert status_with(api, other) == 200
    assert revoke(api, {**credential(key), **body}).status_code == 200


@pytest.mark.parametrize("token", ["unknown", "a.b.c", "x" * 4096])
def test_an_unknown_token_is_a_success(api: Api, token: str) -> None:
    """RFC 7009 section 2.2."""
    assert revoke(api, {**credential(api.home.both), "token": token}).status_code == 200


def test_an_expired_token_is_a_success(api: Api) -> None:
    token = new_token(api, api.home.both)
    api.clock.advance(3600)
    assert revoke(api, {**credential(api.home.both), "token": token}).status_code == 200


def test_only_the_client_itself_revokes_its_tokens(api: Api) -> None:
    """RFC 7009 section 2.1: the token must have been issued to the client that asks."""
    token = new_token(api, api.home.both)
    for key in (api.home.reader, api.other.both):
        require_error(revoke(api, {**credential(key), "token": token}), 400, "invalid_grant")
    wrong = {**credential(api.home.both), "client_secret": "wrong", "token": token}
    require_error(revoke(api, wrong), 401, "invalid_client")
    require_error(revoke(api, {"token": token}), 401, "invalid_client")
    assert status_with(api, token) == 200


@pytest.mark.parametrize("body", [{}, {"token": ""}, {"token": 7}])
def test_a_request_without_a_token_is_invalid(api: Api, body: dict[str, Any]) -> None:
    require_error(revoke(api, {**credential(api.home.both), **body}), 400, "invalid_request")


def test_revocation_shares_the_limit_of_the_token_endpoint(api: Api) -> None:
    body = {**credential(api.home.both), "token": "unknown"}
    assert [revoke(api, body).status_code for _ in range(21)] == [200] * 20 + [429]


def test_the_metadata_names_the_endpoints_where_a_client_looks(api: Api) -> None:
    """RFC 8414 section 3.1: the issuer's path follows the well-known one."""
    response = api.request(
        "GET", "https://brainstormmsp.ai/.well-known/oauth-authorization-server/api/v1", anonymous=True
    )
    assert response.status_code == 200
    metadata = response.json()
    assert metadata["issuer"] == "https://brainstormmsp.ai/api/v1"
    assert metadata["token_endpoint"] == "https://brainstormmsp.ai/api/v1/auth/token"
    assert metadata["revocation_endpoint"] == "https://brainstormmsp.ai/api/v1/auth/revoke"
    assert metadata["grant_types_supported"] == ["client_credentials"]
    assert metadata["response_types_supported"] == []
    assert metadata["scopes_supported"][:2] == ["read", "write"]
    methods = ["client_secret_basic", "client_secret_post"]
    assert metadata["token_endpoint_auth_methods_supported"] == methods
    assert metadata["revocation_endpoint_auth_methods_supported"] == methods
