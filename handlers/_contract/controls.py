# Generated from the contract by `contractfirst stubs`; do not edit.
# ruff: noqa
"""What the operations of the tag "Controls" take and return."""

from typing import Protocol, TypeAlias

from brainstormmsp import schemas
from brainstormmsp.backend import Context
from contractfirst.contract.exchange import Response


class ListControls200(Response):
    """A page of controls."""

    __slots__ = ()

    def __init__(self, body: schemas.ControlPage, *, link: str | None = None) -> None:
        super().__init__(200, body, {"Link": link})


class CreateControl201(Response):
    """The created control."""

    __slots__ = ()

    def __init__(self, body: schemas.Control, *, location: str, etag: str | None = None) -> None:
        super().__init__(201, body, {"Location": location, "ETag": etag})


class GetControl200(Response):
    """The control."""

    __slots__ = ()

    def __init__(self, body: schemas.Control, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


class ReplaceControl200(Response):
    """The replaced control."""

    __slots__ = ()

    def __init__(self, body: schemas.Control, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


class DeleteControl204(Response):
    """The control is deleted."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(204)


class RestoreControl200(Response):
    """The control."""

    __slots__ = ()

    def __init__(self, body: schemas.Control, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


ListControlsResult: TypeAlias = ListControls200
CreateControlResult: TypeAlias = CreateControl201
GetControlResult: TypeAlias = GetControl200
ReplaceControlResult: TypeAlias = ReplaceControl200
DeleteControlResult: TypeAlias = DeleteControl204
RestoreControlResult: TypeAlias = RestoreControl200


class Controls(Protocol):
    """The functions that handle the tag; the server gives every argument."""

    def list_controls(
        self,
        context: Context,
        /,
        *,
        limit: int,
        cursor: str | None,
        updated_since: str | None,
        created_since: str | None,
        include_total: bool,
        include_deleted: bool,
        search: str | None,
        sort: schemas.ListControlsSort,
        type: list[schemas.ControlType] | None,
        category: list[schemas.ControlCategory] | None,
        severity: list[schemas.ControlSeverity] | None,
        origin: list[schemas.ControlOrigin] | None,
        state: list[schemas.ControlState] | None,
        framework: list[schemas.FrameworkCode] | None,
    ) -> ListControlsResult: ...

    def create_control(self, context: Context, /, *, body: schemas.ControlInput) -> CreateControlResult: ...

    def get_control(self, context: Context, /, *, control_id: str) -> GetControlResult: ...

    def replace_control(
        self,
        context: Context,
        /,
        *,
        control_id: str,
        if_match: str | None,
        body: schemas.ControlInput,
    ) -> ReplaceControlResult: ...

    def delete_control(
        self,
        context: Context,
        /,
        *,
        control_id: str,
        if_match: str | None,
    ) -> DeleteControlResult: ...

    def restore_control(self, context: Context, /, *, control_id: str) -> RestoreControlResult: ...
