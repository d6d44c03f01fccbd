"""What handlers need besides the store."""

from dataclasses import dataclass, field
from datetime import timedelta

from brainstormmsp.store.encryption import Encryption
from brainstormmsp.webhooks.targets import Targets
from contractfirst.clock import Clock
from contractfirst.identifiers import IdSource
from contractfirst.tokens import AccessTokens, SecretHasher

__all__ = ["Services"]


@dataclass(frozen=True, slots=True)
class Services:
    """Sources of time and ids, access tokens, digests and encryption of secrets, and webhooks' rules."""

    clock: Clock
    ids: IdSource
    tokens: AccessTokens
    secrets: SecretHasher
    encryption: Encryption
    webhook_targets: Targets = field(default_factory=Targets)
    deletions_kept: timedelta = timedelta(days=90)
