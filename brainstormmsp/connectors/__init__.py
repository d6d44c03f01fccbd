"""What stands at the other end of the product: agents on assets, backup products, other systems."""

from brainstormmsp.connectors.missing import missing_connectors
from brainstormmsp.connectors.ports import (
    Agent,
    AgentReport,
    BackupOutcome,
    BackupProduct,
    Batch,
    Connector,
    Connectors,
    Received,
)
from brainstormmsp.connectors.simulated import simulated_connectors

__all__ = [
    "Agent",
    "AgentReport",
    "BackupOutcome",
    "BackupProduct",
    "Batch",
    "Connector",
    "Connectors",
    "Received",
    "missing_connectors",
    "simulated_connectors",
]
