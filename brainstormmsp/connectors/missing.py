"""The connectors of a production system on which none is installed: everything they are asked for fails."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NoReturn

from brainstormmsp.connectors.ports import Connectors
from contractfirst.contract.problems import Conflict

__all__ = ["missing_connectors"]


def missing_connectors() -> Connectors:
    """Return connectors that raise ``Conflict`` (``connector_missing``), which fails a job for good."""
    missing = _Missing()
    return Connectors(agent=missing, backup_product=missing, connector=missing)


class _Missing:
    def act(self, asset: Mapping[str, Any], action: str, *, depth: str, simulate: bool) -> NoReturn:
        _refuse()

    def run(self, backup_job: Mapping[str, Any], connection: Mapping[str, Any]) -> NoReturn:
        _refuse()

    def fetch(
        self,
        integration: Mapping[str, Any],
        connection: Mapping[str, Any],
        clients: Sequence[Mapping[str, Any]],
        position: str | None,
        now: datetime,
    ) -> NoReturn:
        _refuse()


def _refuse() -> NoReturn:
    raise Conflict(
        "No connector is installed; simulated ones are refused in production.", code="connector_missing"
    )
