"""What an operation on resources works within."""

from typing import Protocol

from brainstormmsp.store.transaction import Transaction
from contractfirst.identifiers import IdSource

__all__ = ["Scope"]


class Scope(Protocol):
    """Whose resources, in which transaction, at what time. A handler's context is one."""

    @property
    def transaction(self) -> Transaction:
        """The transaction in progress."""

    @property
    def organisation_id(self) -> str:
        """The organisation that sees and owns everything that is done."""

    @property
    def timestamp(self) -> str:
        """The time of the change, in stored form."""

    @property
    def ids(self) -> IdSource:
        """Where identifiers come from."""
