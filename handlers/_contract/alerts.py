# Generated from the contract by `contractfirst stubs`; do not edit.
# ruff: noqa
"""What the operations of the tag "Alerts" take and return."""

from typing import Protocol, TypeAlias

from brainstormmsp import schemas
from brainstormmsp.backend import Context
from contractfirst.contract.exchange import Response


class ListAlerts200(Response):
    """A page of alerts."""

    __slots__ = ()

    def __init__(self, body: schemas.AlertPage, *, link: str | None = None) -> None:
        super().__init__(200, body, {"Link": link})


class CreateAlert201(Response):
    """The created alert."""

    __slots__ = ()

    def __init__(self, body: schemas.Alert, *, location: str, etag: str | None = None) -> None:
        super().__init__(201, body, {"Location": location, "ETag": etag})


class GetAlert200(Response):
    """The alert."""

    __slots__ = ()

    def __init__(self, body: schemas.Alert, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


class ReplaceAlert200(Response):
    """The replaced alert."""

    __slots__ = ()

    def __init__(self, body: schemas.Alert, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


ListAlertsResult: TypeAlias = ListAlerts200
CreateAlertResult: TypeAlias = CreateAlert201
GetAlertResult: TypeAlias = GetAlert200
ReplaceAlertResult: TypeAlias = ReplaceAlert200


class Alerts(Protocol):
    """The functions that handle the tag; the server gives every argument."""

    def list_alerts(
        self,
        context: Context,
        /,
        *,
        limit: int,
        cursor: str | None,
        updated_since: str | None,
        created_since: str | None,
        include_total: bool,
        sort: schemas.ListAlertsSort,
        client_id: str | None,
        asset_id: str | None,
        severity: list[schemas.AlertSeverity] | None,
        status: list[schemas.AlertStatus] | None,
        source: str | None,
    ) -> ListAlertsResult: ...

    def create_alert(self, context: Context, /, *, body: schemas.AlertInput) -> CreateAlertResult: ...

    def get_alert(self, context: Context, /, *, alert_id: str) -> GetAlertResult: ...

    def replace_alert(
        self,
        context: Context,
        /,
        *,
        alert_id: str,
        if_match: str | None,
        body: schemas.AlertReplacement,
    ) -> ReplaceAlertResult: ...
