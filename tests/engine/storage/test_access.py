"""Clients and the tokens that they get."""

from base64 import b64encode
from fractions import Fraction
from functools import partial

import pytest

from contractfirst.clock import ManualClock
from contractfirst.contract.problems import BadRequest, Unauthorized
from contractfirst.storage import (
    SqlAuthenticator,
    SqlClientRegistry,
    StoredClient,
    find_client,
    register_client,
    revoke_client,
)
from contractfirst.tokens import (
    AccessTokens,
    GrantRequest,
    KeyRing,
    PresentedClient,
    RegisteredClient,
    SecretHasher,
    SigningKey,
    authenticate_client,
    grant_access_token,
)
from tests.engine.storage.conftest import Fixture

SECRET = "correct-horse"
HASHER = SecretHasher(bytes(range(32)))
BASIC_SHOP = "Basic " + b64encode(f"shop:{SECRET}".encode()).decode()
BASIC_OTHER = "Basic " + b64encode(f"other:{SECRET}".encode()).decode()
SHOP = StoredClient(
    "shop", HASHER.digest(SECRET), frozenset({"read", "write"}), "harbor", multiplier=Fraction(3, 2)
)
NOW = "2026-12-01T09:30:00.000Z"


def asked(
    grant_type: str,
    client_id: str = "",
    client_secret: str = "",
    scope: str = "",
    *,
    authorization: str | None = None,
) -> GrantRequest:
    body = {
        "grant_type": grant_type,
        "client_id": client_id,
        "client_secret": client_secret,
        "scope": scope,
    }
    return GrantRequest.read(body, authorization)


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
    token = grant(fixture, tokens, asked("client_credentials", "shop", SECRET, "read"))
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
        (asked("client_credentials"), "invalid_client"),
        (asked("client_credentials", "shop"), "invalid_client"),
        (asked("client_credentials", "shop", "wrong"), "invalid_client"),
        (asked("client_credentials", "nobody", SECRET), "invalid_client"),
        (asked("client_credentials", authorization="Bearer x"), "invalid_client"),
        (asked("client_credentials", "shop", SECRET, authorization="Basic x"), "invalid_request"),
        (asked("password", "shop", SECRET), "unsupported_grant_type"),
        (asked("client_credentials", "shop", SECRET, "admin"), "invalid_scope"),
        (asked("", "shop", SECRET), "invalid_request"),
        (asked("client_credentials", "shop", authorization=BASIC_OTHER), "invalid_request"),
    ],
)
def test_a_refused_grant_has_the_code_of_rfc_6749(
    fixture: Fixture, request_: GrantRequest, code: str
) -> None:
    register(fixture)
    with pytest.raises((BadRequest, Unauthorized)) as refusal:
        grant(fixture, new_tokens(fixture.clock), request_)
    assert refusal.value.code == code


def test_basic_and_the_same_client_id_in_the_body_are_one_credential(fixture: Fixture) -> None:
    """RFC 6749 section 2.3.1; requests-oauthlib sends both."""
    register(fixture)
    tokens = new_tokens(fixture.clock)
    token = grant(fixture, tokens, asked("client_credentials", "shop", authorization=BASIC_SHOP))
    assert tokens.verify(token).scopes == SHOP.scopes


def test_a_former_secret_works_beside_the_new_one(fixture: Fixture) -> None:
    client = RegisteredClient(
        "shop", HASHER.digest("new"), frozenset({"read"}), former_digest=HASHER.digest("old")
    )
    for secret in ("new", "old"):
        presented = PresentedClient("shop", secret)
        assert authenticate_client(presented, {"shop": client}.get, HASHER) is client
    with pytest.raises(Unauthorized):
        authenticate_client(PresentedClient("shop", "older"), {"shop": client}.get, HASHER)


def test_an_implied_scope_may_be_asked_for_and_is_not_granted_by_default(fixture: Fixture) -> None:
    tokens = new_tokens(fixture.clock)
    client = RegisteredClient(
        "shop", SHOP.secret_digest, frozenset({"read"}), implied_scopes=frozenset({"write"})
    )
    for scope, expected in (("", "read"), ("write", "write")):
        request = asked("client_credentials", "shop", SECRET, scope)
        assert grant_access_token(request, {"shop": client}.get, HASHER, tokens).scope == expected


def test_a_registry_recognises_ids_and_secrets(fixture: Fixture) -> None:
    register(fixture)
    registry = SqlClientRegistry(HASHER, fixture.database)
    assert registry.recognise("shop", SECRET) == "authenticated"
    assert registry.recognise("shop", "wrong") == "wrong_secret"
    assert registry.recognise("nobody", SECRET) == "unknown"


def test_a_stored_scope_that_is_unknown_is_not_granted(fixture: Fixture) -> None:
    register(fixture, StoredClient("shop", SHOP.secret_digest, frozenset({"read", "dropped"}), "harbor"))
    tokens = new_tokens(fixture.clock)
    token = grant(fixture, tokens, asked("client_credentials", "shop", SECRET))
    assert tokens.verify(token).scopes == frozenset({"read"})


def test_a_revoked_client_gets_no_token_and_its_tokens_are_refused(fixture: Fixture) -> None:
    register(fixture)
    tokens = new_tokens(fixture.clock)
    request = asked("client_credentials", "shop", SECRET)
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
