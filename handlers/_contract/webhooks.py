# Generated from the contract by `contractfirst stubs`; do not edit.
# ruff: noqa
"""What the operations of the tag "Webhooks" take and return."""

from typing import Protocol, TypeAlias

from brainstormmsp import schemas
from brainstormmsp.backend import Context
from contractfirst.contract.exchange import Response


class ListEvents200(Response):
    """A page of events."""

    __slots__ = ()

    def __init__(self, body: schemas.EventPage, *, link: str | None = None) -> None:
        super().__init__(200, body, {"Link": link})


class ListWebhooks200(Response):
    """A page of webhooks."""

    __slots__ = ()

    def __init__(self, body: schemas.WebhookPage, *, link: str | None = None) -> None:
        super().__init__(200, body, {"Link": link})


class CreateWebhook201(Response):
    """The created webhook, with its secret."""

    __slots__ = ()

    def __init__(self, body: schemas.WebhookWithSecret, *, location: str, etag: str | None = None) -> None:
        super().__init__(201, body, {"Location": location, "ETag": etag})


class GetWebhook200(Response):
    """The webhook."""

    __slots__ = ()

    def __init__(self, body: schemas.Webhook, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


class ReplaceWebhook200(Response):
    """The replaced webhook, with its new secret if one was requested."""

    __slots__ = ()

    def __init__(self, body: schemas.WebhookReplaced, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


class DeleteWebhook204(Response):
    """The webhook is deleted."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(204)


class TestWebhook202(Response):
    """The pending delivery; `Location` is the list of deliveries filtered to this one."""

    __slots__ = ()

    def __init__(self, body: schemas.WebhookDelivery, *, location: str, retry_after: int) -> None:
        super().__init__(202, body, {"Location": location, "Retry-After": str(retry_after)})


class ListWebhookDeliveries200(Response):
    """A page of deliveries."""

    __slots__ = ()

    def __init__(self, body: schemas.WebhookDeliveryPage, *, link: str | None = None) -> None:
        super().__init__(200, body, {"Link": link})


class RedeliverWebhookDelivery202(Response):
    """The delivery, pending again; `Location` is the list of deliveries filtered to this one."""

    __slots__ = ()

    def __init__(self, body: schemas.WebhookDelivery, *, location: str, retry_after: int) -> None:
        super().__init__(202, body, {"Location": location, "Retry-After": str(retry_after)})


ListEventsResult: TypeAlias = ListEvents200
ListWebhooksResult: TypeAlias = ListWebhooks200
CreateWebhookResult: TypeAlias = CreateWebhook201
GetWebhookResult: TypeAlias = GetWebhook200
ReplaceWebhookResult: TypeAlias = ReplaceWebhook200
DeleteWebhookResult: TypeAlias = DeleteWebhook204
TestWebhookResult: TypeAlias = TestWebhook202
ListWebhookDeliveriesResult: TypeAlias = ListWebhookDeliveries200
RedeliverWebhookDeliveryResult: TypeAlias = RedeliverWebhookDelivery202


class Webhooks(Protocol):
    """The functions that handle the tag; the server gives every argument."""

    def list_events(
        self,
        context: Context,
        /,
        *,
        limit: int,
        cursor: str | None,
        include_total: bool,
        sort: schemas.ListEventsSort,
        created_since: str | None,
        type: list[schemas.WebhookEventType] | None,
        client_id: str | None,
    ) -> ListEventsResult: ...

    def list_webhooks(
        self,
        context: Context,
        /,
        *,
        limit: int,
        cursor: str | None,
        updated_since: str | None,
        created_since: str | None,
        include_total: bool,
        sort: schemas.ListWebhooksSort,
        enabled: bool | None,
        event_type: list[schemas.WebhookEventType] | None,
    ) -> ListWebhooksResult: ...

    def create_webhook(self, context: Context, /, *, body: schemas.WebhookInput) -> CreateWebhookResult: ...

    def get_webhook(self, context: Context, /, *, webhook_id: str) -> GetWebhookResult: ...

    def replace_webhook(
        self,
        context: Context,
        /,
        *,
        webhook_id: str,
        if_match: str | None,
        body: schemas.WebhookReplacement,
    ) -> ReplaceWebhookResult: ...

    def delete_webhook(
        self,
        context: Context,
        /,
        *,
        webhook_id: str,
        if_match: str | None,
    ) -> DeleteWebhookResult: ...

    def test_webhook(self, context: Context, /, *, webhook_id: str) -> TestWebhookResult: ...

    def list_webhook_deliveries(
        self,
        context: Context,
        /,
        *,
        webhook_id: str,
        limit: int,
        cursor: str | None,
        updated_since: str | None,
        created_since: str | None,
        include_total: bool,
        sort: schemas.ListWebhookDeliveriesSort,
        status: list[schemas.WebhookDeliveryStatus] | None,
        event_type: list[schemas.WebhookEventType] | None,
        event_id: str | None,
    ) -> ListWebhookDeliveriesResult: ...

    def redeliver_webhook_delivery(
        self,
        context: Context,
        /,
        *,
        webhook_id: str,
        delivery_id: str,
    ) -> RedeliverWebhookDeliveryResult: ...
