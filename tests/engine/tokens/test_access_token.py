"""A token that we issued is accepted, for an hour; what a bearer may rely on."""

import json
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt as joserfc_jwt
from joserfc.jwk import OctKey

from contractfirst.tokens import (
    AccessTokens,
    ExpiredToken,
    ForgedToken,
    KeyRing,
    PrematureToken,
    SigningKey,
)
from tests.engine.tokens.fixtures import AUDIENCE, ISSUER, KEY, NOW, OTHER_KEY, claims, new_tokens, spell

HOUR = timedelta(hours=1)


def test_header_and_claims_are_exactly_the_documented_ones() -> None:
    _, tokens = new_tokens(None)
    token = tokens.issue("bmspid_1", {"write", "read"})
    header, payload, _ = token.value.split(".")
    assert urlsafe_b64decode(header + "==") == b'{"alg":"HS256","typ":"JWT"}'
    body = json.loads(urlsafe_b64decode(payload + "=="))
    assert body == claims(jti=token.token_id)
    assert (token.expires_in, token.scope) == (3600, "read write")


def test_token_and_key_never_show_in_a_repr() -> None:
    _, tokens = new_tokens()
    token = tokens.issue("bmspid_1", {"read"})
    assert token.value not in repr(token)
    assert repr(KEY) not in repr(SigningKey(KEY))


def test_other_people_s_libraries_read_our_tokens() -> None:
    _, tokens = new_tokens()
    value = tokens.issue("bmspid_1", {"read"}).value
    theirs = joserfc_jwt.decode(value, OctKey.import_key(KEY), algorithms=["HS256"])
    assert theirs.header == {"alg": "HS256", "typ": "JWT"}
    assert theirs.claims["sub"] == "bmspid_1"
    options: jwt.types.Options = {
        "verify_exp": False,
        "verify_iat": False,
        "enforce_minimum_key_length": True,
    }
    body = jwt.decode(value, KEY, ["HS256"], options, audience=AUDIENCE, issuer=ISSUER)
    assert body["scope"] == "read"


def test_we_read_the_tokens_that_pyjwt_spells() -> None:
    _, tokens = new_tokens()
    assert tokens.verify(jwt.encode(claims(), KEY, "HS256")).client_id == "bmspid_1"


@given(
    client_id=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60),
    scopes=st.sets(st.sampled_from(["read", "write"]), min_size=1),
    age=st.integers(0, 3599),
)
def test_what_is_issued_is_verified(client_id: str, scopes: set[str], age: int) -> None:
    clock, tokens = new_tokens()
    token = tokens.issue(client_id, scopes)
    clock.advance(age)
    for _ in range(2):
        verified = tokens.verify(token.value)
        assert verified.client_id == client_id
        assert verified.scopes == scopes
        assert verified.token_id == token.token_id
        assert (verified.issued_at, verified.expires_at) == (NOW, NOW + 3600)


def test_every_token_has_its_own_id() -> None:
    _, tokens = new_tokens()
    assert len({tokens.issue("a", {"read"}).token_id for _ in range(100)}) == 100


@pytest.mark.parametrize(("client_id", "scopes"), [("", {"read"}), ("a", set()), ("a", {"read", "admin"})])
def test_senseless_tokens_are_not_issued(client_id: str, scopes: set[str]) -> None:
    _, tokens = new_tokens()
    with pytest.raises(ValueError, match=r"client_id|scope"):
        tokens.issue(client_id, scopes)


@pytest.mark.parametrize("seen_before", [False, True])
def test_token_lives_until_its_hour_is_over(seen_before: bool) -> None:
    clock, tokens = new_tokens()
    value = tokens.issue("a", {"read"}).value
    if seen_before:
        tokens.verify(value)
    clock.current += timedelta(seconds=3600, microseconds=-1)
    tokens.verify(value)
    clock.current += timedelta(microseconds=1)
    with pytest.raises(ExpiredToken) as caught:
        tokens.verify(value)
    assert caught.value.description == "The access token expired"


def test_leeway_is_granted_at_both_ends_and_no_further() -> None:
    clock, tokens = new_tokens(leeway=5)
    early, late = spell(claims(iat=NOW + 5)), spell(claims(iat=NOW - 3604, exp=NOW - 4))
    tokens.verify(early)
    tokens.verify(late)
    clock.advance(1)
    with pytest.raises(ExpiredToken):
        tokens.verify(late)
    with pytest.raises(PrematureToken):
        tokens.verify(spell(claims(iat=NOW + 7)))


def test_rotation_logs_nobody_out() -> None:
    clock, tokens = new_tokens()
    first = tokens.issue("a", {"read"}).value
    clock.advance(1800)
    last = tokens.issue("a", {"read"}).value
    tokens.replace_keys(tokens.keys.rotated(OTHER_KEY, clock.now(), HOUR))
    new = tokens.issue("a", {"read"}).value
    jwt.decode(new, OTHER_KEY, ["HS256"], {"verify_exp": False, "verify_iat": False, "verify_aud": False})
    for value in (first, last, new):
        tokens.verify(value)
    clock.advance(1799)
    for value in (first, last, new):
        tokens.verify(value)
    clock.advance(1800)
    tokens.verify(last)
    # A third key while the first is still retiring.
    tokens.replace_keys(tokens.keys.rotated(bytes(range(40)), clock.now(), HOUR))
    tokens.verify(last)
    tokens.verify(new)
    clock.advance(1)
    with pytest.raises(ExpiredToken):
        tokens.verify(new)


@pytest.mark.parametrize("seen_before", [False, True])
def test_retired_key_ends_even_for_tokens_that_it_signed(seen_before: bool) -> None:
    clock, tokens = new_tokens()
    value = tokens.issue("a", {"read"}).value
    tokens.replace_keys(KeyRing([SigningKey(OTHER_KEY), SigningKey(KEY, clock.now() + timedelta(minutes=1))]))
    if seen_before:
        tokens.verify(value)
    clock.advance(60)
    with pytest.raises(ForgedToken):
        tokens.verify(value)


def test_removed_key_ends_at_once() -> None:
    _, tokens = new_tokens()
    value = tokens.issue("a", {"read"}).value
    tokens.verify(value)
    tokens.replace_keys(KeyRing([SigningKey(OTHER_KEY)]))
    with pytest.raises(ForgedToken):
        tokens.verify(value)


class CountingRing(KeyRing):
    """Counts how often somebody looked for a key to verify with."""

    __slots__ = ("looks",)

    def live(self, now: datetime) -> tuple[SigningKey, ...]:
        self.looks = getattr(self, "looks", 0) + 1
        return super().live(now)


def test_signature_of_a_token_is_computed_once_and_memory_is_bounded() -> None:
    ring = CountingRing([SigningKey(KEY)])
    _, tokens = new_tokens(ring, remembered=3)
    values = [tokens.issue("a", {"read"}).value for _ in range(5)]
    for value in values:
        tokens.verify(value)
        tokens.verify(value)
    assert ring.looks == 5
    tokens.verify(values[4])
    assert ring.looks == 5
    tokens.verify(values[0])
    assert ring.looks == 6


@pytest.mark.parametrize("settings", [{"lifetime": 0}, {"lifetime": 3601}, {"leeway": -1}, {"remembered": 0}])
def test_senseless_settings_are_refused(settings: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="lifetime"):
        new_tokens(None, **settings)


@pytest.fixture
def sequence() -> Iterator[str]:
    return (f"id-{number}" for number in range(9))


def test_ids_come_from_the_injected_source(sequence: Iterator[str]) -> None:
    clock, _ = new_tokens()
    tokens = AccessTokens(
        KeyRing([SigningKey(KEY)]), clock, issuer="i", audience="a", new_token_id=lambda: next(sequence)
    )
    assert [tokens.issue("c", {"read"}).token_id for _ in range(2)] == ["id-0", "id-1"]
    assert clock.now() == datetime.fromtimestamp(NOW, UTC)
