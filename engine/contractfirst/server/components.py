"""What a project brings to ``contractfirst serve`` besides its document and its handlers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from contractfirst.clock import Clock, SystemClock
from contractfirst.contract import Contract
from contractfirst.protocols import Authenticator, Backend, ClientRegistry
from contractfirst.server.settings import ServerSettings

__all__ = ["Components", "ComponentsFactory"]


@dataclass(frozen=True, slots=True)
class Components:
    """What handlers work on, who identifies the caller by an access token, and the source of time.

    ``clients`` knows the clients that authenticate with a secret; the rate limits of token requests use it.
    """

    backend: Backend[Any]
    authenticator: Authenticator
    clock: Clock = field(default_factory=SystemClock)
    clients: ClientRegistry | None = None


ComponentsFactory = Callable[[Contract, ServerSettings], Components]
"""Makes a project's components; ``contractfirst serve --components MODULE:NAME`` names one."""
