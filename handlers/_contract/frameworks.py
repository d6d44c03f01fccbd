# Generated from the contract by `contractfirst stubs`; do not edit.
# ruff: noqa
"""What the operations of the tag "Frameworks" take and return."""

from typing import Protocol, TypeAlias

from brainstormmsp import schemas
from brainstormmsp.backend import Context
from contractfirst.contract.exchange import Response


class ListFrameworks200(Response):
    """A page of frameworks."""

    __slots__ = ()

    def __init__(self, body: schemas.FrameworkPage, *, link: str | None = None) -> None:
        super().__init__(200, body, {"Link": link})


ListFrameworksResult: TypeAlias = ListFrameworks200


class Frameworks(Protocol):
    """The functions that handle the tag; the server gives every argument."""

    def list_frameworks(
        self,
        context: Context,
        /,
        *,
        limit: int,
        cursor: str | None,
        updated_since: str | None,
        created_since: str | None,
        include_total: bool,
        sort: schemas.ListFrameworksSort,
        code: list[schemas.FrameworkCode] | None,
    ) -> ListFrameworksResult: ...
