"""A catalogue of forgeries, each refused, none of them taught why."""

import json
import string
from collections.abc import Callable
from math import inf, nan

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from contractfirst.tokens import (
    ExpiredToken,
    ForeignToken,
    ForgedToken,
    InvalidToken,
    MalformedToken,
    PrematureToken,
    WrongClaim,
    WrongHeader,
)
from tests.engine.tokens.fixtures import (
    HEADER,
    KEY,
    NOW,
    OTHER_KEY,
    claims,
    new_tokens,
    segment,
    sign,
    spell,
)

GOOD = spell(claims())
GOOD_HEADER, GOOD_PAYLOAD, GOOD_SIGNATURE = GOOD.split(".")
ALPHABET = string.ascii_letters + string.digits + "-_"


def refuse(token: str, kind: type[InvalidToken] = InvalidToken) -> InvalidToken:
    _, tokens = new_tokens()
    tokens.verify(GOOD)
    with pytest.raises(kind) as caught:
        tokens.verify(token)
    # Once more, lest the first look left anything behind.
    with pytest.raises(kind):
        tokens.verify(token)
    assert caught.value.description in {"The access token is invalid", "The access token expired"}
    if len(token) > 20:
        assert token not in caught.value.reason
    return caught.value


def test_the_token_that_the_forgeries_start_from_is_good() -> None:
    _, tokens = new_tokens()
    assert tokens.verify(GOOD).client_id == "bmspid_1"


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "nOnE", "", None, " none", "none\u0000"])
@pytest.mark.parametrize("signature", ["", GOOD_SIGNATURE])
def test_unsigned_tokens(algorithm: str | None, signature: str) -> None:
    header = segment(json.dumps({"alg": algorithm, "typ": "JWT"}).encode())
    refuse(f"{header}.{GOOD_PAYLOAD}.{signature}")
    refuse(spell(claims(), {"alg": algorithm, "typ": "JWT"}), WrongHeader)


@pytest.mark.parametrize("algorithm", ["HS384", "HS512"])
def test_other_hashes_with_the_right_key(algorithm: str) -> None:
    key = KEY * 2
    refuse(jwt.encode(claims(), key, algorithm), WrongHeader)
    refuse(jwt.encode(claims(), KEY.ljust(64, b"\0"), algorithm), WrongHeader)


def test_public_key_algorithms() -> None:
    rsa_key = rsa.generate_private_key(65537, 2048)
    refuse(jwt.encode(claims(), rsa_key, "RS256"), WrongHeader)
    refuse(jwt.encode(claims(), rsa_key, "PS256"), WrongHeader)
    refuse(jwt.encode(claims(), ec.generate_private_key(ec.SECP256R1()), "ES256"), WrongHeader)
    refuse(jwt.encode(claims(), ed25519.Ed25519PrivateKey.generate(), "EdDSA"), WrongHeader)
    public = rsa_key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    refuse(spell(claims(), {"alg": "RS256", "typ": "JWT"}, public), WrongHeader)
    refuse(spell(claims(), HEADER, public), ForgedToken)


@pytest.mark.parametrize("key", [OTHER_KEY, b"\0", KEY[:-1], KEY + b"\0" * 16 + b"x"])
def test_signatures_of_other_keys(key: bytes) -> None:
    refuse(spell(claims(), key=key), ForgedToken)


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "HS256"},
        {"typ": "JWT"},
        {},
        {"alg": "HS256", "typ": "jwt"},
        {"alg": "HS256", "typ": "at+jwt"},
        {"alg": "HS256", "typ": "JWS"},
        {"alg": "HS256", "typ": None},
        {"alg": "hs256", "typ": "JWT"},
        {"alg": ["HS256"], "typ": "JWT"},
        {"alg": "HS256", "typ": "JWT", "kid": "1"},
        {"alg": "HS256", "typ": "JWT", "kid": "../../dev/null"},
        {"alg": "HS256", "typ": "JWT", "crit": []},
        {"alg": "HS256", "typ": "JWT", "crit": ["exp"], "exp": 1},
        {"alg": "HS256", "typ": "JWT", "b64": False, "crit": ["b64"]},
        {"alg": "HS256", "typ": "JWT", "b64": True},
        {"alg": "HS256", "typ": "JWT", "jku": "https://attacker.example/keys"},
        {"alg": "HS256", "typ": "JWT", "jwk": {"kty": "oct", "k": segment(OTHER_KEY)}},
        {"alg": "HS256", "typ": "JWT", "x5u": "https://attacker.example/chain"},
        {"alg": "HS256", "typ": "JWT", "x5c": ["MII"]},
        {"alg": "HS256", "typ": "JWT", "x5t": "a", "x5t#S256": "b"},
        {"alg": "HS256", "typ": "JWT", "cty": "JWT"},
        {"alg": "HS256", "typ": "JWT", "zip": "DEF"},
        {"alg": "HS256", "typ": "JWT", "enc": "A256GCM"},
        {"alg": "HS256", "typ": "JWT", "": ""},
    ],
    ids=json.dumps,
)
def test_any_other_header(header: dict[str, object]) -> None:
    compact = json.dumps(header, separators=(",", ":")).encode()
    refuse(spell(claims(), compact), WrongHeader)


@pytest.mark.parametrize(
    "header",
    [
        b'{"alg":"HS256","alg":"HS256","typ":"JWT"}',
        b'{"alg":"none","alg":"HS256","typ":"JWT"}',
        b'{"alg":"HS256","alg":"none","typ":"JWT"}',
        b'{"typ":"JOSE","alg":"HS256","typ":"JWT"}',
        b'{"alg": "HS256", "typ": "JWT"}',
        b' {"alg":"HS256","typ":"JWT"}',
        b'{"alg":"HS256","typ":"JWT"}\n',
        b'{"\\u0061lg":"HS256","typ":"JWT"}',
        b'\xef\xbb\xbf{"alg":"HS256","typ":"JWT"}',
        b'["alg","HS256","typ","JWT"]',
        b'"HS256"',
        b"null",
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 2000,
    ],
)
def test_headers_spelled_otherwise(header: bytes) -> None:
    refuse(spell(claims(), header))


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "..",
        "...",
        "Bearer",
        GOOD_HEADER,
        f"{GOOD_HEADER}.{GOOD_PAYLOAD}",
        f"{GOOD_HEADER}.{GOOD_PAYLOAD}.",
        f"{GOOD_HEADER}..{GOOD_SIGNATURE}",
        f".{GOOD_PAYLOAD}.{GOOD_SIGNATURE}",
        f"{GOOD_PAYLOAD}.{GOOD_SIGNATURE}",
        f"{GOOD}.",
        f".{GOOD}",
        f"{GOOD}.{GOOD_SIGNATURE}",
        f"{GOOD}.{GOOD}",
        f"{GOOD}{GOOD}",
        f"{GOOD_HEADER}.{GOOD_HEADER}.{GOOD_PAYLOAD}.{GOOD_SIGNATURE}",
        f"{GOOD_HEADER}.{GOOD_PAYLOAD}.{GOOD_PAYLOAD}.{GOOD_SIGNATURE}",
        f"{GOOD_HEADER}.{GOOD_PAYLOAD}.{GOOD_SIGNATURE}.a.b",
        f"{GOOD_PAYLOAD}.{GOOD_HEADER}.{GOOD_SIGNATURE}",
        f"{GOOD}=",
        f"{GOOD}==",
        f"{GOOD_HEADER}=.{GOOD_PAYLOAD}.{GOOD_SIGNATURE}",
        f"{GOOD_HEADER}.{GOOD_PAYLOAD}=.{GOOD_SIGNATURE}",
        f" {GOOD}",
        f"{GOOD} ",
        f"{GOOD}\n",
        f"{GOOD}\r\n",
        f"{GOOD}\t",
        f"{GOOD}\0",
        f"\ufeff{GOOD}",
        GOOD.replace(".", " . "),
        GOOD.replace(".", ". "),
        GOOD.replace(".", "\uff0e"),
        f"{GOOD_HEADER}.{GOOD_PAYLOAD}.{GOOD_SIGNATURE[:-1]}\u0661",
        f"{GOOD_HEADER}.{GOOD_PAYLOAD}.{GOOD_SIGNATURE[:-1]}",
        f"{GOOD_HEADER}.{GOOD_PAYLOAD}.{GOOD_SIGNATURE[:20]}",
        f"{GOOD_HEADER}.{GOOD_PAYLOAD}.{GOOD_SIGNATURE}A",
        f"{GOOD_HEADER}.{GOOD_PAYLOAD}.{GOOD_SIGNATURE}AAAA",
        f"{GOOD_HEADER}.{GOOD_PAYLOAD}.{'A' * 43}",
        f'{{"payload":"{GOOD_PAYLOAD}","protected":"{GOOD_HEADER}","signature":"{GOOD_SIGNATURE}"}}',
        "\ud800.a.b",
        "a" * 4097,
    ],
    ids=lambda token: repr(token).replace(GOOD_HEADER, "H").replace(GOOD_PAYLOAD, "P")[:60],
)
def test_parts_missing_doubled_and_disguised(token: str) -> None:
    refuse(token)


@pytest.mark.parametrize("alphabet", ["+/"])
def test_standard_base64_instead_of_base64url(alphabet: str) -> None:
    for number in range(500):
        token = spell(claims(jti=f"token-{number}"))
        if "-" in token.split(".")[2] or "_" in token.split(".")[2]:
            refuse(token.replace("-", "+").replace("_", "/"), MalformedToken)
            return
    raise AssertionError("no signature had a character that tells the alphabets apart")


@pytest.mark.parametrize("part", [0, 1, 2])
def test_every_flipped_bit(part: int) -> None:
    """Also the last character's bits that decode to nothing: a token has one spelling."""
    _, tokens = new_tokens()
    parts = GOOD.split(".")
    for position, character in enumerate(parts[part]):
        for bit in range(6):
            flipped = ALPHABET64[ALPHABET64.index(character) ^ (1 << bit)]
            changed = parts[part][:position] + flipped + parts[part][position + 1 :]
            token = ".".join([*parts[:part], changed, *parts[part + 1 :]])
            with pytest.raises(InvalidToken):
                tokens.verify(token)
    tokens.verify(GOOD)


ALPHABET64 = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"


def test_unused_bits_of_a_payload_that_is_signed_so() -> None:
    payload = next(
        part for n in range(9) if len(part := segment(json.dumps(claims(jti="j" * (n + 1))).encode())) % 4
    )
    loose = ALPHABET64[ALPHABET64.index(payload[-1]) ^ 1]
    refuse(sign(f"{GOOD_HEADER}.{payload[:-1]}{loose}"), MalformedToken)


@given(st.text(st.sampled_from(ALPHABET + ".= "), max_size=300) | st.text(max_size=50))
def test_noise(token: str) -> None:
    _, tokens = new_tokens()
    with pytest.raises(InvalidToken):
        tokens.verify(token)


def test_oversized_token_with_a_good_signature() -> None:
    refuse(spell(claims(jti="j" * 4000)), MalformedToken)


@pytest.mark.parametrize("exp", [NOW, NOW - 1])
def test_expired_by_a_second_or_less(exp: int) -> None:
    refuse(spell(claims(exp=exp, iat=exp - 3600)), ExpiredToken)


def test_not_yet_valid() -> None:
    refuse(spell(claims(iat=NOW + 1)), PrematureToken)


@pytest.mark.parametrize(
    "changed",
    [
        {"iat": NOW - 1},
        {"exp": NOW + 3601},
        {"exp": NOW + 10**9},
        {"iat": 0},
        {"iat": NOW + 9, "exp": NOW + 9},
    ],
    ids=str,
)
def test_lifetimes_that_we_never_grant(changed: dict[str, object]) -> None:
    refuse(spell(claims(**changed)), WrongClaim)


@pytest.mark.parametrize("name", ["iss", "aud"])
@pytest.mark.parametrize(
    "change",
    [str.upper, lambda s: s + "/", lambda s: s[:-1], lambda s: f" {s}", lambda s: "https://x.example"],
)
def test_wrong_issuer_and_audience(name: str, change: Callable[[str], str]) -> None:
    refuse(spell(claims(**{name: change(str(claims()[name]))})), ForeignToken)


@pytest.mark.parametrize("name", sorted(claims()))
def test_each_claim_missing(name: str) -> None:
    body = claims()
    del body[name]
    refuse(spell(body), WrongClaim)


STRINGS = ["iss", "aud", "sub", "client_id", "jti", "scope"]


@pytest.mark.parametrize("name", STRINGS)
@pytest.mark.parametrize("wrap", [lambda s: [s], lambda s: {s: s}, lambda s: None, lambda s: "", lambda s: 1])
def test_each_string_claim_mistyped(name: str, wrap: Callable[[object], object]) -> None:
    refuse(spell(claims(**{name: wrap(claims()[name])})), WrongClaim)


@pytest.mark.parametrize("name", ["exp", "iat"])
@pytest.mark.parametrize(
    "change", [str, float, lambda n: True, lambda n: None, lambda n: [n], lambda n: n + 0.5, lambda n: -n]
)
def test_each_time_claim_mistyped(name: str, change: Callable[[int], object]) -> None:
    value = claims()[name]
    assert isinstance(value, int)
    refuse(spell(claims(**{name: change(value)})), WrongClaim)


def test_booleans_are_not_taken_for_times() -> None:
    refuse(spell(claims(iat=False, exp=True)), WrongClaim)


@pytest.mark.parametrize("value", [inf, nan, -inf])
def test_numbers_that_are_not_json(value: float) -> None:
    refuse(spell(claims(exp=value)), MalformedToken)


@pytest.mark.parametrize(
    "changed",
    [
        {"sub": "bmspid_2"},
        {"client_id": "bmspid_2"},
        {"scope": "admin"},
        {"scope": "read admin"},
        {"scope": "read  write"},
        {"scope": " read"},
        {"scope": "read "},
        {"scope": "read,write"},
        {"scope": "read\twrite"},
        {"scope": "read read"},
        {"scope": "READ"},
        {"scope": " "},
        {"nbf": NOW + 100},
        {"nbf": NOW - 100},
        {"tenant": "other"},
        {"roles": ["admin"]},
    ],
    ids=str,
)
def test_claims_that_we_never_make(changed: dict[str, object]) -> None:
    refuse(spell(claims(**changed)), WrongClaim)


COMPACT = json.dumps(claims(), separators=(",", ":"))


@pytest.mark.parametrize(
    "payload",
    [
        COMPACT.replace('"sub"', '"sub":"bmspid_1","sub"').encode(),
        COMPACT.replace('"scope"', '"scope":"read","scope"').encode(),
        COMPACT.replace('"exp"', '"exp":1,"exp"').encode(),
        COMPACT.encode() + b"x",
        COMPACT.encode()[:-1],
        COMPACT.encode("utf-16"),
        b"\xef\xbb\xbf" + COMPACT.encode(),
        COMPACT.replace("token-1", "\udcff").encode("utf-8", "surrogateescape"),
        COMPACT.replace(f"{NOW}", "1" * 2500).encode(),
        b"[" * 2900,
        b"[]",
        b"null",
        b'"read"',
        b"1",
        b"NaN",
        b" ",
    ],
    ids=lambda payload: repr(payload[:24]),
)
def test_payloads_that_are_not_strict_json(payload: bytes) -> None:
    refuse(spell(payload))


def test_description_tells_a_forger_nothing() -> None:
    forgeries = [
        spell(claims(), key=OTHER_KEY),
        spell(claims(aud="x")),
        spell(claims(), {"alg": "none", "typ": "JWT"}),
        "x",
        spell(claims(exp="1")),
        spell(claims(iat=NOW + 5)),
    ]
    refusals = [refuse(token) for token in forgeries]
    assert {refusal.description for refusal in refusals} == {"The access token is invalid"}
    assert len({refusal.reason for refusal in refusals}) == len(forgeries)
