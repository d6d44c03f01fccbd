"""What handlers need besides the store."""

from dataclasses import dataclass

from brainstormmsp.clock import Clock
from brainstormmsp.identifiers import IdSource
from brainstormmsp.tokens import AccessTokens, SecretHasher

__all__ = ["Services"]


@dataclass(frozen=True, slots=True)
class Services:
    """Sources of time and identifiers, access tokens, and what turns clients' secrets into digests."""

    clock: Clock
    ids: IdSource
    tokens: AccessTokens
    secrets: SecretHasher
