"""The other end, simulated: answers are decided by what is asked alone, so that they are always the same.

``connection`` decides what goes wrong: ``{"fails": "unreachable"}``, ``{"fails": "refused"}``, or for a
backup product ``{"fails": "full"}``.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from brainstormmsp.connectors.ports import AgentReport, BackupOutcome, Batch, Connectors, Received
from contractfirst.contract.problems import Forbidden, ServiceUnavailable

__all__ = ["SimulatedAgent", "SimulatedBackupProduct", "SimulatedConnector", "simulated_connectors"]

_CLIENTS_IN_BATCH = 10
_GIBIBYTE = 1 << 30

_SEND_ASSETS = frozenset({"ninjaone", "datto_rmm", "n_able", "atera", "sentinelone", "crowdstrike", "sophos"})
_SEND_TICKETS = frozenset({"connectwise", "halopsa", "autotask"})
_SUBJECTS = ("Printer on the second floor is offline", "New starter needs an account", "VPN drops every hour")


def simulated_connectors() -> Connectors:
    """Return another end that is all simulated."""
    return Connectors(SimulatedAgent(), SimulatedBackupProduct(), SimulatedConnector())


class SimulatedAgent:
    """An agent that performs every action successfully."""

    def act(self, asset: Mapping[str, Any], action: str, *, depth: str, simulate: bool) -> AgentReport:
        """Return the effect of the action on the asset."""
        name, status = asset["hostname"], asset["status"]
        match action:
            case "scan":
                looked_at = (
                    4000 + _number(asset["id"], 6000) if depth == "full" else 40 + _number(asset["id"], 60)
                )
                what = "files and services" if depth == "full" else "running services"
                return AgentReport(True, f"{looked_at} {what} on {name} scanned, nothing suspicious found.")
            case "isolate":
                done = "Would be disconnected" if simulate else "Disconnected"
                return AgentReport(
                    status != "needs_review",
                    f"{done} from the network; status {_changes(simulate)} needs_review.",
                )
            case "release":
                done = "Would be reconnected" if simulate else "Reconnected"
                return AgentReport(
                    status != "active", f"{done} to the network; status {_changes(simulate)} active."
                )
            case _:
                done = "would be turned on" if simulate else "is on"
                return AgentReport(True, f"Protection of {name} {done}.")


class SimulatedBackupProduct:
    """A product whose backups succeed unless the connection says otherwise."""

    def run(self, backup_job: Mapping[str, Any], connection: Mapping[str, Any]) -> BackupOutcome:
        """Run the backup."""
        match connection.get("fails"):
            case "unreachable":
                raise ServiceUnavailable(
                    "The backup product did not respond.", code="backup_product_unreachable"
                )
            case "full":
                return BackupOutcome(False, message="The repository has no space left.")
            case _:
                size = backup_job["size_bytes"] or (20 + _number(backup_job["id"], 400)) * _GIBIBYTE
                return BackupOutcome(True, size_bytes=size + size // 200)


class SimulatedConnector:
    """A system that knows an asset or a ticket of every client, and is asked ten clients at a time."""

    def fetch(
        self,
        integration: Mapping[str, Any],
        connection: Mapping[str, Any],
        clients: Sequence[Mapping[str, Any]],
        position: str | None,
        now: datetime,
    ) -> Batch:
        """Return what the system knows of the next clients."""
        match connection.get("fails"):
            case "unreachable":
                raise ServiceUnavailable("The other system did not respond.", code="integration_unreachable")
            case "refused":
                raise Forbidden(
                    "The other system rejected the integration's credentials; reconnect the integration.",
                    code="integration_refused",
                )
        begin = int(position or 0)
        end = min(begin + _CLIENTS_IN_BATCH, len(clients))
        provider = integration["provider"]
        items = [item for client in clients[begin:end] for item in _sent(provider, client, now)]
        percent = 100 * end // len(clients) if clients else 100
        return Batch(items, str(end) if end < len(clients) else None, percent)


def _sent(provider: str, client: Mapping[str, Any], now: datetime) -> list[Received]:
    digits = sha256(f"{provider}/{client['id']}".encode()).hexdigest()
    number = int(digits[:8], 16)
    reference = {"system": provider.replace("_", "-"), "id": digits[:12]}
    body: dict[str, Any] = {"client_id": client["id"], "external_refs": [reference]}
    if provider in _SEND_ASSETS:
        seen_at = now.replace(minute=0, second=0, microsecond=0)
        body |= {
            "type": "endpoint",
            "hostname": f"ws-{digits[:6]}",
            "os": ("Windows 11 Pro 24H2", "Windows 10 Pro 22H2", "macOS 15.7")[number % 3],
            "last_seen_at": seen_at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "encrypted": number % 5 > 0,
        }
        return [Received("assets", body)]
    if provider in _SEND_TICKETS:
        body |= {"contact_id": None, "subject": _SUBJECTS[number % len(_SUBJECTS)], "priority": "normal"}
        return [Received("tickets", body)]
    return []


def _changes(simulate: bool) -> str:
    return "would become" if simulate else "is now"


def _number(seed: str, below: int) -> int:
    return int(sha256(seed.encode()).hexdigest()[:8], 16) % below
