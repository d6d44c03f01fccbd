"""The scope of an operation on resources."""

from collections.abc import Mapping
from typing import Any, Protocol

from brainstormmsp.store.transaction import Transaction
from contractfirst.identifiers import IdSource

__all__ = ["Announcer", "Scope"]


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


class Announcer(Scope, Protocol):
    """A scope in which events are emitted; a handler's context and a job's are both."""

    def emit(self, event_type: str, data: Mapping[str, Any]) -> None:
        """Write an event down for delivery, if and only if the change is committed.

        ``event_type`` is one of the contract's webhooks, ``data`` what its payload has under ``data`` but for
        ``sequence``.
        """
