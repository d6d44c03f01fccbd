"""Access tokens: JWT (RFC 7519) signed with HS256, issued and verified."""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_urlsafe

import jwt

from contractfirst.clock import Clock
from contractfirst.tokens.claims import Claims, parse_claims, scope_string
from contractfirst.tokens.errors import (
    ExpiredToken,
    ForeignToken,
    ForgedToken,
    MalformedToken,
    PrematureToken,
    WrongClaim,
    WrongHeader,
)
from contractfirst.tokens.keys import KeyRing, SigningKey

__all__ = ["LIFETIME", "AccessToken", "AccessTokens", "Claims"]

ALGORITHM = "HS256"
LIFETIME = 3600
MAXIMUM_LENGTH = 4096
COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


def _segment(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


# The header is one JSON object of two members, so it has two spellings. Comparing with both pins the
# algorithm before a byte of the token is interpreted: no other alg or typ, no crit, kid, jwk, jku or x5u.
HEADERS = frozenset({_segment(b'{"alg":"HS256","typ":"JWT"}'), _segment(b'{"typ":"JWT","alg":"HS256"}')})


def _random_id() -> str:
    return token_urlsafe(16)


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A new token; ``expires_in`` in seconds, ``scope`` space-separated, ``token_id`` its ``jti``."""

    value: str = field(repr=False)
    expires_in: int
    scope: str
    token_id: str


@dataclass(frozen=True, slots=True)
class _Verified:
    claims: Claims
    key: SigningKey


class AccessTokens:
    """Issues tokens and verifies them.

    ``leeway`` is how far, in seconds, this machine's clock may lag behind or run ahead of the issuer's.
    A verified token is remembered, up to ``remembered`` of them, so that its signature is computed once;
    times and the life of its key are looked at on every call.
    """

    def __init__(
        self,
        keys: KeyRing,
        clock: Clock,
        *,
        issuer: str,
        audience: str,
        known_scopes: Sequence[str] = ("read", "write"),
        lifetime: int = LIFETIME,
        leeway: int = 0,
        new_token_id: Callable[[], str] = _random_id,
        remembered: int = 10_000,
    ) -> None:
        if not 0 < lifetime <= LIFETIME or leeway < 0 or remembered < 1:
            raise ValueError(f"lifetime is 1 to {LIFETIME} seconds, leeway and remembered are not negative")
        self._keys = keys
        self._clock = clock
        self._issuer = issuer
        self._audience = audience
        self._known_scopes = tuple(known_scopes)
        self._lifetime = lifetime
        self._leeway = leeway
        self._new_token_id = new_token_id
        self._remembered = remembered
        self._verified: dict[str, _Verified] = {}
        self._signatures = jwt.PyJWS(
            [ALGORITHM], {"verify_signature": True, "enforce_minimum_key_length": True}
        )

    @property
    def keys(self) -> KeyRing:
        """The keys in use."""
        return self._keys

    @property
    def clock(self) -> Clock:
        """The clock that issues and ends tokens."""
        return self._clock

    @property
    def known_scopes(self) -> frozenset[str]:
        """Every scope that a token may have."""
        return frozenset(self._known_scopes)

    def replace_keys(self, keys: KeyRing) -> None:
        """Use another key ring from now on; what was verified under the old one is verified again."""
        self._keys = keys
        self._verified.clear()

    def issue(self, client_id: str, scopes: Iterable[str]) -> AccessToken:
        """Return a new token for an OAuth client.

        Raises:
            ValueError: an empty client_id, no scope, or an unknown one.
        """
        if not client_id:
            raise ValueError("a token needs a client_id")
        scope = scope_string(scopes, self._known_scopes)
        issued_at = int(self._clock.now().timestamp())
        token_id = self._new_token_id()
        payload = {
            "iss": self._issuer,
            "exp": issued_at + self._lifetime,
            "aud": self._audience,
            "sub": client_id,
            "client_id": client_id,
            "iat": issued_at,
            "jti": token_id,
            "scope": scope,
        }
        # sort_headers (PyJWT's default here) gives the header its exact spelling.
        value = self._signatures.encode(
            json.dumps(payload, separators=(",", ":")).encode(), self._keys.signing.secret, ALGORITHM
        )
        return AccessToken(value, self._lifetime, scope, token_id)

    def verify(self, token: str) -> Claims:
        """Return the claims of a token that one of the live keys signed and whose time is now.

        Raises:
            InvalidToken: one of its subclasses, see ``contractfirst.tokens.errors``.
        """
        now = self._clock.now()
        verified = self._verified.get(token)
        if verified is None or not verified.key.live(now):
            verified = self._verify_signature(token, now)
            self._check_bounds(verified.claims)
            self._check_times(verified.claims, now)
            self._remember(token, verified)
            return verified.claims
        self._check_times(verified.claims, now)
        return verified.claims

    def _verify_signature(self, token: str, now: datetime) -> _Verified:
        self._verified.pop(token, None)
        _check_spelling(token)
        for key in self._keys.live(now):
            try:
                payload = self._signatures.decode(token, key.secret, [ALGORITHM])
            except jwt.InvalidSignatureError:
                continue
            except jwt.InvalidTokenError as error:
                raise MalformedToken("the token cannot be decoded") from error
            return _Verified(parse_claims(payload, self._known_scopes), key)
        raise ForgedToken("no live key made the signature")

    def _check_bounds(self, claims: Claims) -> None:
        if claims.issuer != self._issuer:
            raise ForeignToken("iss is another issuer")
        if claims.audience != self._audience:
            raise ForeignToken("aud is another audience")
        if not 0 < claims.expires_at - claims.issued_at <= LIFETIME:
            raise WrongClaim(f"the token lives longer than {LIFETIME} seconds")

    def _check_times(self, claims: Claims, now: datetime) -> None:
        seconds = now.timestamp()
        if claims.expires_at + self._leeway <= seconds:
            raise ExpiredToken("exp has passed")
        if claims.issued_at - self._leeway > seconds:
            raise PrematureToken("iat is in the future")

    def _remember(self, token: str, verified: _Verified) -> None:
        if len(self._verified) >= self._remembered:
            # Every token lives equally long, so the one remembered first is close to its end.
            del self._verified[next(iter(self._verified))]
        self._verified[token] = verified


def _check_spelling(token: str) -> None:
    """Refuse every spelling of a token except the canonical one."""
    if len(token) > MAXIMUM_LENGTH:
        raise MalformedToken(f"the token is longer than {MAXIMUM_LENGTH} characters")
    if COMPACT.fullmatch(token) is None:
        raise MalformedToken("the token is not three base64url parts without padding")
    header, *rest = token.split(".")
    if header not in HEADERS:
        raise WrongHeader('the header is not {"alg":"HS256","typ":"JWT"}')
    for part in rest:
        try:
            content = urlsafe_b64decode(part + "=" * (-len(part) % 4))
        except Base64Error as error:
            raise MalformedToken("a part is not base64url") from error
        # The last character carries bits that decode to nothing; they must be zero.
        if _segment(content) != part:
            raise MalformedToken("a part is not canonical base64url")
