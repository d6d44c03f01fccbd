from collections.abc import Iterator
from fractions import Fraction
from functools import partial

import pytest

from brainstormmsp.backend import Services, StoreAuthenticator
from brainstormmsp.store import Database, format_timestamp
from brainstormmsp.store.api_keys import (
    find_api_key,
    list_api_keys,
    revoke_api_key,
    revoke_token,
)
from brainstormmsp.store.errors import UnknownApiKey
from contractfirst.clock import ManualClock
from contractfirst.contract.problems import Unauthorized
from tests.product.backend.conftest import NOW, add_key

STAMP = format_timestamp(NOW)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database.open(database_url)
    add_key(database, "bmspid_1", "Northwind")
    add_key(database, "bmspid_2", "Southwind", "read")
    yield database
    database.close()


@pytest.fixture
def authenticator(services: Services, database: Database) -> StoreAuthenticator:
    return StoreAuthenticator(services.tokens, lambda: database)


def test_a_token_speaks_for_its_api_key(authenticator: StoreAuthenticator, services: Services) -> None:
    principal = authenticator.authenticate(services.tokens.issue("bmspid_1", ["read"]).value)
    assert principal.client_id == "bmspid_1"
    assert principal.tenant == "id of Northwind"
    assert principal.scopes == {"read"}
    assert principal.multiplier == Fraction(3, 2)


def test_a_token_never_has_more_scopes_than_its_key(
    authenticator: StoreAuthenticator, services: Services
) -> None:
    token = services.tokens.issue("bmspid_2", ["read", "write"])
    assert authenticator.authenticate(token.value).scopes == {"read"}


def test_a_revoked_key_is_refused_at_once(
    authenticator: StoreAuthenticator, services: Services, database: Database
) -> None:
    token = services.tokens.issue("bmspid_1", ["read"]).value
    authenticator.authenticate(token)
    database.write_and_wait(lambda transaction: revoke_api_key(transaction, "bmspid_1", STAMP))
    with pytest.raises(Unauthorized):
        authenticator.authenticate(token)
    authenticator.authenticate(services.tokens.issue("bmspid_2", ["read"]).value)


def test_a_revoked_token_is_refused_at_once_and_others_are_not(
    authenticator: StoreAuthenticator, services: Services, database: Database
) -> None:
    revoked, other = (services.tokens.issue("bmspid_1", ["read"]) for _ in range(2))
    authenticator.authenticate(revoked.value)
    for _ in range(2):
        database.write_and_wait(lambda transaction: revoke_token(transaction, revoked.token_id, STAMP, STAMP))
    with pytest.raises(Unauthorized):
        authenticator.authenticate(revoked.value)
    authenticator.authenticate(other.value)


def test_a_token_of_an_unknown_key_is_refused(authenticator: StoreAuthenticator, services: Services) -> None:
    with pytest.raises(Unauthorized):
        authenticator.authenticate(services.tokens.issue("bmspid_9", ["read"]).value)


def test_a_bad_token_is_refused_and_an_expired_one_says_so(
    authenticator: StoreAuthenticator, services: Services, clock: ManualClock
) -> None:
    token = services.tokens.issue("bmspid_1", ["read"]).value
    with pytest.raises(Unauthorized, match="invalid"):
        authenticator.authenticate(f"{token[:-9]}{'B' if token[-9] == 'A' else 'A'}{token[-8:]}")
    clock.advance(3600)
    with pytest.raises(Unauthorized, match="expired"):
        authenticator.authenticate(token)


def test_keys_are_found_and_listed_with_their_organisation(database: Database) -> None:
    key = database.read(lambda transaction: find_api_key(transaction, "bmspid_2"))
    assert key is not None
    assert (key.organisation, set(key.scopes), key.name) == ("Southwind", {"read"}, "API key")
    assert "0000" not in repr(key)
    listed = database.read(lambda transaction: list_api_keys(transaction, "Northwind"))
    assert [each.client_id for each in listed] == ["bmspid_1"]
    assert len(database.read(list_api_keys)) == 2


def test_revoking_an_unknown_key_is_an_error_and_twice_is_none(database: Database) -> None:
    with pytest.raises(UnknownApiKey):
        database.write_and_wait(lambda transaction: revoke_api_key(transaction, "bmspid_9", STAMP))
    for stamp in (STAMP, "2027-01-01T00:00:00.000Z"):
        database.write_and_wait(partial(revoke_api_key, client_id="bmspid_1", timestamp=stamp))
    key = database.read(lambda transaction: find_api_key(transaction, "bmspid_1"))
    assert key is not None
    assert key.revoked_at == STAMP
