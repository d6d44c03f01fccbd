"""The contract: a document compiled into what serves it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from brainstormmsp.contract.document import Document
from brainstormmsp.contract.operation import Operation
from brainstormmsp.contract.rates import RateClass
from brainstormmsp.contract.router import Router
from brainstormmsp.contract.webhook import Webhook

__all__ = ["Contract"]


@dataclass(frozen=True, slots=True, eq=False)
class Contract:
    """One OpenAPI 3.1 document, ready to serve requests."""

    document: Document
    operations: Mapping[str, Operation]
    router: Router
    rate_classes: Mapping[str, RateClass]
    base_path: str
    webhooks: Mapping[str, Webhook]

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> "Contract":
        """Read and compile a document; raises ``ContractError`` with every finding."""
        raise NotImplementedError
