# Generated from the contract by `contractfirst stubs`; do not edit.
# ruff: noqa
"""What the operations of the tag "Auth" take and return."""

from typing import Literal, Protocol, TypeAlias

from brainstormmsp import schemas
from brainstormmsp.backend import Context
from contractfirst.contract.exchange import Response


class CreateToken200(Response):
    """The access token."""

    __slots__ = ()

    def __init__(self, body: schemas.Token, *, cache_control: Literal["no-store"] = "no-store") -> None:
        super().__init__(200, body, {"Cache-Control": cache_control})


class RevokeToken200(Response):
    """The token is not valid any more, or never was. There is no body."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(200)


class GetMe200(Response):
    """The caller."""

    __slots__ = ()

    def __init__(self, body: schemas.Me, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


CreateTokenResult: TypeAlias = CreateToken200
RevokeTokenResult: TypeAlias = RevokeToken200
GetMeResult: TypeAlias = GetMe200


class Auth(Protocol):
    """The functions that handle the tag; the server gives every argument."""

    def create_token(self, context: Context, /, *, body: schemas.TokenRequest) -> CreateTokenResult: ...

    def revoke_token(self, context: Context, /, *, body: schemas.RevocationRequest) -> RevokeTokenResult: ...

    def get_me(self, context: Context, /) -> GetMeResult: ...
