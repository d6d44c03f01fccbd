# Generated from the contract by `contractfirst stubs`; do not edit.
# ruff: noqa
"""What the operations of the tag "ApiKeys" take and return."""

from typing import Protocol, TypeAlias

from brainstormmsp import schemas
from brainstormmsp.backend import Context
from contractfirst.contract.exchange import Response


class ListApiKeys200(Response):
    """A page of API keys."""

    __slots__ = ()

    def __init__(self, body: schemas.ApiKeyPage, *, link: str | None = None) -> None:
        super().__init__(200, body, {"Link": link})


class CreateApiKey201(Response):
    """The created API key with its secret."""

    __slots__ = ()

    def __init__(self, body: schemas.ApiKeyWithSecret, *, location: str) -> None:
        super().__init__(201, body, {"Location": location})


class GetApiKey200(Response):
    """The API key."""

    __slots__ = ()

    def __init__(self, body: schemas.ApiKey, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


class RotateApiKey200(Response):
    """The API key with its new secret."""

    __slots__ = ()

    def __init__(self, body: schemas.ApiKeyWithSecret) -> None:
        super().__init__(200, body)


class RevokeApiKey200(Response):
    """The revoked API key."""

    __slots__ = ()

    def __init__(self, body: schemas.ApiKey) -> None:
        super().__init__(200, body)


ListApiKeysResult: TypeAlias = ListApiKeys200
CreateApiKeyResult: TypeAlias = CreateApiKey201
GetApiKeyResult: TypeAlias = GetApiKey200
RotateApiKeyResult: TypeAlias = RotateApiKey200
RevokeApiKeyResult: TypeAlias = RevokeApiKey200


class ApiKeys(Protocol):
    """The functions that handle the tag; the server gives every argument."""

    def list_api_keys(
        self,
        context: Context,
        /,
        *,
        limit: int,
        cursor: str | None,
        updated_since: str | None,
        sort: schemas.ListApiKeysSort,
    ) -> ListApiKeysResult: ...

    def create_api_key(self, context: Context, /, *, body: schemas.ApiKeyInput) -> CreateApiKeyResult: ...

    def get_api_key(self, context: Context, /, *, api_key_id: str) -> GetApiKeyResult: ...

    def rotate_api_key(
        self,
        context: Context,
        /,
        *,
        api_key_id: str,
        body: schemas.ApiKeyRotation,
    ) -> RotateApiKeyResult: ...

    def revoke_api_key(self, context: Context, /, *, api_key_id: str) -> RevokeApiKeyResult: ...
