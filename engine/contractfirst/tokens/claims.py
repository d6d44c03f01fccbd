"""The claims of an access token (the shape of RFC 9068 section 2.2), each required and checked."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from contractfirst.tokens.errors import MalformedToken, WrongClaim

__all__ = ["CLAIM_NAMES", "Claims", "parse_claims", "scope_string"]

CLAIM_NAMES = frozenset({"iss", "exp", "aud", "sub", "client_id", "iat", "jti", "scope"})


@dataclass(frozen=True, slots=True)
class Claims:
    """What a verified token says. ``issued_at`` and ``expires_at`` are whole seconds since 1970, UTC."""

    issuer: str
    audience: str
    client_id: str
    scopes: frozenset[str]
    issued_at: int
    expires_at: int
    token_id: str


def parse_claims(payload: bytes, known_scopes: Iterable[str]) -> Claims:
    """Read the payload of a token whose signature is good.

    Raises:
        MalformedToken: not a JSON object, or one with a duplicate member.
        WrongClaim: a claim is missing, unknown or of the wrong type; ``sub`` and ``client_id`` differ;
            a scope is unknown.
    """
    try:
        # Decoded here, because json.loads would guess UTF-16 and UTF-32 and skip a byte order mark.
        members = json.loads(payload.decode(), object_pairs_hook=_unique, parse_constant=_refuse_constant)
    # A long integer and bad UTF-8 are a ValueError too.
    except (ValueError, RecursionError) as error:
        raise MalformedToken("the claims are not strict JSON") from error
    if not isinstance(members, dict):
        raise MalformedToken("the claims are not a JSON object")
    if members.keys() != CLAIM_NAMES:
        raise WrongClaim("the claims are not exactly those that are issued here")
    client_id = _text(members, "client_id")
    if _text(members, "sub") != client_id:
        raise WrongClaim("sub and client_id differ")
    return Claims(
        issuer=_text(members, "iss"),
        audience=_text(members, "aud"),
        client_id=client_id,
        scopes=_scopes(_text(members, "scope"), known_scopes),
        issued_at=_seconds(members, "iat"),
        expires_at=_seconds(members, "exp"),
        token_id=_text(members, "jti"),
    )


def scope_string(scopes: Iterable[str], known_scopes: Iterable[str]) -> str:
    """Return the scopes as RFC 6749 section 3.3 spells them, in the order of ``known_scopes``.

    Raises:
        ValueError: no scope, or an unknown one.
    """
    wanted = frozenset(scopes)
    ordered = [scope for scope in known_scopes if scope in wanted]
    if not ordered or len(ordered) != len(wanted):
        raise ValueError("a token has at least one scope, and only known ones")
    return " ".join(ordered)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("duplicate member")
    return members


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


def _text(members: dict[str, object], name: str) -> str:
    value = members[name]
    if not isinstance(value, str) or not value:
        raise WrongClaim(f"{name} is not a non-empty string")
    return value


def _seconds(members: dict[str, object], name: str) -> int:
    value = members[name]
    # bool is an int to Python; JSON's true is not a number.
    if type(value) is not int or value < 0:
        raise WrongClaim(f"{name} is not a whole number of seconds")
    return value


def _scopes(value: str, known_scopes: Iterable[str]) -> frozenset[str]:
    words = value.split(" ")
    scopes = frozenset(words)
    if len(scopes) != len(words) or not scopes <= frozenset(known_scopes):
        raise WrongClaim("scope is not a list of known scopes, one space apart, each once")
    return scopes
