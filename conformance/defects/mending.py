"""Tokens corrected before the server reads them: what a careless server does not check."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from contractfirst_conformance.errors import Skipped
from contractfirst_conformance.exchange import HttpResponse
from contractfirst_conformance.forgery import Jwt, open_token, signature
from defects.borrowing import known_tokens, remember
from defects.defect import InterceptedRequest

__all__ = ["Look", "mended"]

_REFUSED = 401


@dataclass(frozen=True, slots=True)
class Look:
    """A token that was refused, beside a good one and the server's key."""

    token: Jwt
    good: Jwt
    key: bytes

    @property
    def signed(self) -> str:
        """What the signature is made over."""
        return self.token.token.rpartition(".")[0]

    @property
    def signature(self) -> str:
        """The signature as it came."""
        return self.token.token.rpartition(".")[2]

    def is_signed(self, key: bytes | None = None, algorithm: str = "HS256") -> bool:
        """Return whether the signature is right, by the server's key unless another is given."""
        return self.signature == signature(self.signed, self.key if key is None else key, algorithm)

    def claims(self, *borrowed: str, without: str = "", **others: Any) -> dict[str, Any]:
        """Return the token's claims, some ``borrowed`` from the good one, one left out, and ``others``."""
        kept = {name: value for name, value in self.token.claims.items() if name != without}
        return {**kept, **{name: self.good.claims[name] for name in borrowed}, **others}


def mended(intercepted: InterceptedRequest, mend: Callable[[Look], Mapping[str, Any] | None]) -> HttpResponse:
    """Forward; a refused token is sent again with the claims that ``mend`` returns, correctly signed.

    The server checks everything else. ``None`` leaves the refusal.
    """
    response = intercepted.forward()
    remember(intercepted, response)
    scheme, _, token = (intercepted.request.header("authorization") or "").partition(" ")
    known = known_tokens(intercepted)
    if response.status != _REFUSED or scheme != "Bearer" or not known:
        return response
    key = intercepted.credentials.server.signing_key.encode()
    try:
        look = Look(open_token(token), open_token(known[0]), key)
    except Skipped:
        return response
    claims = mend(look)
    if claims is None:
        return response
    good = look.good.build(key, claims=claims)
    return intercepted.forward(intercepted.request.with_header("Authorization", f"Bearer {good}"))
