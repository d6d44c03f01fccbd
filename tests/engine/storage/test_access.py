"""Clients and the tokens that they get."""

from fractions import Fraction
from functools import partial

import pytest

from contractfirst.clock import ManualClock
from contractfirst.contract.problems import BadRequest, Unauthorized
from contractfirst.storage import SqlAuthenticator, StoredClient, find_client, register_client, revoke_client
from contractfirst.tokens import (
    AccessTokens,
    GrantRequest,
    KeyRing,
    SecretHasher,
    SigningKey,
    grant_access_token,
)
from tests.engine.storage.conftest import Fixture

SECRET = "correct-horse"
HASHER = SecretHasher(bytes(range(32)))
SHOP = StoredClient(
    "shop", HASHER.digest(SECRET), frozenset({"read", "write"}), "harbor", multiplier=Fraction(3, 2)
)
NOW = "2026-12-01T09:30:00.000Z"


def new_tokens(clock: ManualClock) -> AccessTokens:
    return AccessTokens(KeyRing([SigningKey(b"k" * 32)]), clock, issuer="https://a.test", audience="a")


def register(fixture: Fixture, client: StoredClient = SHOP) -> None:
    with fixture.database.write() as connection:
        register_client(connection, client, NOW)


def grant(fixture: Fixture, tokens: AccessTokens, request: GrantRequest) -> str:
    with fixture.database.read() as connection:
        return grant_access_token(request, partial(find_client, connection), HASHER, tokens).value


def test_a_client_is_found_as_it_was_registered(fixture: Fixture) -> None:
    register(fixture)
    with fixture.database.read() as connection:
        assert find_client(connection, "shop") == SHOP
        assert find_client(connection, "nobody") is None
    assert SHOP.secret_digest not in repr(SHOP)


def test_a_token_stands_for_its_client(fixture: Fixture) -> None:
    register(fixture)
    tokens = new_tokens(fixture.clock)
    token = grant(fixture, tokens, GrantRequest("client_credentials", "shop", SECRET, "read"))
    principal = SqlAuthenticator(tokens, fixture.database).authenticate(token)
    assert (principal.client_id, principal.tenant, principal.scopes, principal.multiplier) == (
        "shop",
        "harbor",
        frozenset({"read"}),
        Fraction(3, 2),
    )


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (GrantRequest("client_credentials"), "invalid_client"),
        (GrantRequest("client_credentials", "shop"), "invalid_client"),
        (GrantRequest("client_credentials", "shop", "wrong"), "invalid_client"),
        (GrantRequest("client_credentials", "nobody", SECRET), "invalid_client"),
        (GrantRequest("client_credentials", authorization="Bearer x"), "invalid_client"),
        (GrantRequest("client_credentials", "shop", SECRET, authorization="Basic x"), "invalid_request"),
        (GrantRequest("password", "shop", SECRET), "unsupported_grant_type"),
        (GrantRequest("client_credentials", "shop", SECRET, "admin"), "invalid_scope"),
        (GrantRequest("client_credentials", "shop", SECRET, ""), "invalid_scope"),
    ],
)
def test_a_refused_grant_has_the_code_of_rfc_6749(
    fixture: Fixture, request_: GrantRequest, code: str
) -> None:
    register(fixture)
    with pytest.raises((BadRequest, Unauthorized)) as refusal:
        grant(fixture, new_tokens(fixture.clock), request_)
    assert refusal.value.code == code


def test_a_stored_scope_that_is_unknown_is_not_granted(fixture: Fixture) -> None:
    register(fixture, StoredClient("shop", SHOP.secret_digest, frozenset({"read", "dropped"}), "harbor"))
    tokens = new_tokens(fixture.clock)
    token = grant(fixture, tokens, GrantRequest("client_credentials", "shop", SECRET))
    assert tokens.verify(token).scopes == frozenset({"read"})


def test_a_revoked_client_gets_no_token_and_its_tokens_are_refused(fixture: Fixture) -> None:
    register(fixture)
    tokens = new_tokens(fixture.clock)
    request = GrantRequest("client_credentials", "shop", SECRET)
    token = grant(fixture, tokens, request)
    with fixture.database.write() as connection:
        assert revoke_client(connection, "shop", NOW)
        assert not revoke_client(connection, "shop", NOW)
        assert not revoke_client(connection, "nobody", NOW)
    with pytest.raises(Unauthorized, match="revoked"):
        SqlAuthenticator(tokens, fixture.database).authenticate(token)
    with pytest.raises(Unauthorized, match="authentication failed"):
        grant(fixture, tokens, request)


def test_a_client_loses_a_scope_in_tokens_that_it_has(fixture: Fixture) -> None:
    reader = StoredClient("shop", SHOP.secret_digest, frozenset({"read"}), "harbor")
    register(fixture, reader)
    tokens = new_tokens(fixture.clock)
    token = tokens.issue("shop", ["read", "write"]).value
    assert SqlAuthenticator(tokens, fixture.database).authenticate(token).scopes == frozenset({"read"})


def test_an_expired_token_is_refused(fixture: Fixture) -> None:
    register(fixture)
    tokens = new_tokens(fixture.clock)
    token = tokens.issue("shop", ["read"]).value
    fixture.clock.advance(3600)
    with pytest.raises(Unauthorized, match="expired"):
        SqlAuthenticator(tokens, fixture.database).authenticate(token)
