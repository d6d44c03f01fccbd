# Generated from the contract by `contractfirst stubs`; do not edit.
# ruff: noqa
"""What the operations of the tag "Contacts" take and return."""

from typing import Protocol, TypeAlias

from brainstormmsp import schemas
from brainstormmsp.backend import Context
from contractfirst.contract.exchange import Response


class ListContacts200(Response):
    """A page of contacts."""

    __slots__ = ()

    def __init__(self, body: schemas.ContactPage, *, link: str | None = None) -> None:
        super().__init__(200, body, {"Link": link})


class CreateContact201(Response):
    """The created contact."""

    __slots__ = ()

    def __init__(self, body: schemas.Contact, *, location: str, etag: str | None = None) -> None:
        super().__init__(201, body, {"Location": location, "ETag": etag})


class GetContact200(Response):
    """The contact."""

    __slots__ = ()

    def __init__(self, body: schemas.Contact, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


class ReplaceContact200(Response):
    """The replaced contact."""

    __slots__ = ()

    def __init__(self, body: schemas.Contact, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


class DeleteContact204(Response):
    """The contact is deleted."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(204)


class RestoreContact200(Response):
    """The contact."""

    __slots__ = ()

    def __init__(self, body: schemas.Contact, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


ListContactsResult: TypeAlias = ListContacts200
CreateContactResult: TypeAlias = CreateContact201
GetContactResult: TypeAlias = GetContact200
ReplaceContactResult: TypeAlias = ReplaceContact200
DeleteContactResult: TypeAlias = DeleteContact204
RestoreContactResult: TypeAlias = RestoreContact200


class Contacts(Protocol):
    """The functions that handle the tag; the server gives every argument."""

    def list_contacts(
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
        sort: schemas.ListContactsSort,
        client_id: str | None,
    ) -> ListContactsResult: ...

    def create_contact(self, context: Context, /, *, body: schemas.ContactInput) -> CreateContactResult: ...

    def get_contact(self, context: Context, /, *, contact_id: str) -> GetContactResult: ...

    def replace_contact(
        self,
        context: Context,
        /,
        *,
        contact_id: str,
        if_match: str | None,
        body: schemas.ContactInput,
    ) -> ReplaceContactResult: ...

    def delete_contact(
        self,
        context: Context,
        /,
        *,
        contact_id: str,
        if_match: str | None,
    ) -> DeleteContactResult: ...

    def restore_contact(self, context: Context, /, *, contact_id: str) -> RestoreContactResult: ...
