"""What stands at the other end: agents on assets, backup products, other systems. One protocol each.

Calls leave the process, so they are made outside transactions and may be made again after a crash. What
fails for the moment is raised as ``ServiceUnavailable``, what fails for good as another ``Problem``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

__all__ = [
    "Agent",
    "AgentReport",
    "BackupOutcome",
    "BackupProduct",
    "Batch",
    "Connector",
    "Connectors",
    "Received",
]

Action = Literal["scan", "isolate", "release", "protect"]


@dataclass(frozen=True, slots=True)
class AgentReport:
    """What an action came to: whether the asset is different now, and what was found or done."""

    changed: bool
    detail: str


class Agent(Protocol):
    """What carries actions out on an asset."""

    def act(self, asset: Mapping[str, Any], action: str, *, depth: str, simulate: bool) -> AgentReport:
        """Carry an action out, or find out what it would do.

        ``asset`` is the asset's representation, ``action`` scan, isolate, release or protect, ``depth``
        quick or full, which only a scan looks at.
        """


@dataclass(frozen=True, slots=True)
class BackupOutcome:
    """How a backup ended; ``size_bytes`` is that of a success, ``message`` the product's own words."""

    succeeded: bool
    size_bytes: int = 0
    message: str | None = None


class BackupProduct(Protocol):
    """A product that makes backups."""

    def run(self, backup_job: Mapping[str, Any], connection: Mapping[str, Any]) -> BackupOutcome:
        """Run a backup job, given its representation, and wait for its end."""


@dataclass(frozen=True, slots=True)
class Received:
    """Something that another system sent: ``body`` is what a bulk item of ``resource`` would be."""

    resource: Literal["assets", "tickets"]
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some of what another system has; ``following`` is where the next ones begin, ``None`` at the end."""

    items: Sequence[Received]
    following: str | None
    percent: int


class Connector(Protocol):
    """Reads what another system has."""

    def fetch(
        self,
        integration: Mapping[str, Any],
        connection: Mapping[str, Any],
        clients: Sequence[Mapping[str, Any]],
        position: str | None,
        now: datetime,
    ) -> Batch:
        """Return what there is from ``position`` on, from the beginning when it is ``None``.

        ``clients`` are representations of the clients that the integration covers.
        """


@dataclass(frozen=True, slots=True)
class Connectors:
    """Everything at the other end."""

    agent: Agent
    backup_product: BackupProduct
    connector: Connector
