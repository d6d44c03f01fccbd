"""The scope of an operation on resources."""

from typing import Protocol

from brainstormmsp.store.transaction import Transaction
from contractfirst.identifiers import IdSource

__all__ = ["Scope"]


class Scope(Protocol):
    """Organisation, transaction, time and ids of an operation. A handler's context is one."""

    @property
    def transaction(self) -> Transaction:
        """The transaction in progress."""

    @property
    def organisation_id(self) -> str:
        """The organisation whose resources are read and written."""

    @property
    def timestamp(self) -> str:
        """The time of the change, in stored form."""

    @property
    def ids(self) -> IdSource:
        """The source of new ids."""
