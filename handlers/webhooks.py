"""Where events are delivered."""

from datetime import timedelta

from brainstormmsp import schemas
from brainstormmsp.backend import LOOK_AGAIN_SECONDS, Context, Services, created, listed
from brainstormmsp.store import Contains, Page, format_timestamp
from brainstormmsp.store.clients import CLIENTS
from brainstormmsp.store.events import EVENTS
from brainstormmsp.store.webhook_deliveries import (
    DELIVERIES,
    deliver_again,
    make_delivery,
    require_delivered_event,
    show_delivery,
)
from brainstormmsp.store.webhooks import (
    WEBHOOKS,
    require_enabled,
    rotate_secret,
    show_webhook,
)
from brainstormmsp.store.webhooks import (
    create_webhook as store_webhook,
)
from brainstormmsp.store.webhooks import (
    get_webhook as read_webhook,
)
from brainstormmsp.store.webhooks import (
    replace_webhook as store_replacement,
)
from brainstormmsp.webhooks import generate_secret
from contractfirst.contract.entity_tags import entity_tag, require_match
from contractfirst.handler_options import HandlerOptions, OptionsByHandler
from handlers._contract import webhooks as contract

# How long a secret signs after another one has replaced it.
_ROTATION = timedelta(hours=24)


async def _require_target(services: Services, *, body: schemas.WebhookInput, **_others: object) -> None:
    """Refuse a URL that events are not sent to; its host may take seconds to resolve."""
    await services.webhook_targets.require(body["url"])


def list_events(
    context: Context,
    *,
    limit: int,
    cursor: str | None,
    include_total: bool,
    sort: schemas.ListEventsSort,
    created_since: str | None,
    type: list[schemas.WebhookEventType] | None,
    client_id: str | None,
) -> contract.ListEventsResult:
    """Return a page of the log of events."""
    CLIENTS.require(context, client_id)
    page = EVENTS.page(
        context,
        filters={"type": type, "client_id": client_id},
        sort=sort,
        created_since=created_since,
        include_total=include_total,
        limit=limit,
        cursor=cursor,
    )
    return listed(context, page, contract.ListEvents200)


def list_webhooks(
    context: Context,
    *,
    limit: int,
    cursor: str | None,
    updated_since: str | None,
    created_since: str | None,
    include_total: bool,
    sort: schemas.ListWebhooksSort,
    enabled: bool | None,
    event_type: list[schemas.WebhookEventType] | None,
) -> contract.ListWebhooksResult:
    """Return a page of webhooks."""
    page = WEBHOOKS.page(
        context,
        filters={"enabled": enabled, "event_types": Contains(event_type)},
        sort=sort,
        updated_since=updated_since,
        created_since=created_since,
        include_total=include_total,
        limit=limit,
        cursor=cursor,
    )
    shown: Page[schemas.Webhook] = page.map(lambda webhook: show_webhook(context, webhook))
    return listed(context, shown, contract.ListWebhooks200)


def create_webhook(context: Context, *, body: schemas.WebhookInput) -> contract.CreateWebhookResult:
    """Create a webhook; its secret is shown this once."""
    _require_clients(context, body)
    secret = generate_secret()
    webhook = store_webhook(context, body, secret)
    shown: schemas.WebhookWithSecret = {**webhook, "secret": secret}
    response = created(context, shown, contract.CreateWebhook201)
    response.headers["ETag"] = entity_tag(webhook)
    return response


def get_webhook(context: Context, *, webhook_id: str) -> contract.GetWebhookResult:
    """Read a webhook."""
    return contract.GetWebhook200(read_webhook(context, webhook_id))


def replace_webhook(
    context: Context,
    *,
    webhook_id: str,
    if_match: str | None,
    body: schemas.WebhookReplacement,
) -> contract.ReplaceWebhookResult:
    """Replace a webhook, with another secret if asked for."""
    before = read_webhook(context, webhook_id)
    _require_clients(context, body)
    require_match(if_match, before)
    fields = {name: value for name, value in body.items() if name != "rotate_secret"}
    webhook = store_replacement(context, webhook_id, fields)
    shown = webhook
    if body.get("rotate_secret"):
        secret = generate_secret()
        webhook = rotate_secret(context, webhook_id, secret, format_timestamp(context.now + _ROTATION))
        shown = {**webhook, "secret": secret}
    return contract.ReplaceWebhook200(shown, etag=entity_tag(webhook))


def delete_webhook(
    context: Context, *, webhook_id: str, if_match: str | None
) -> contract.DeleteWebhookResult:
    """Delete a webhook and its deliveries."""
    require_match(if_match, read_webhook(context, webhook_id))
    WEBHOOKS.delete(context, webhook_id)
    return contract.DeleteWebhook204()


def test_webhook(context: Context, *, webhook_id: str) -> contract.TestWebhookResult:
    """Send an example of the webhook's first event type."""
    webhook = WEBHOOKS.get(context, webhook_id)
    require_enabled(webhook)
    delivery = make_delivery(
        context, webhook_id, context.ids.new(), webhook["event_types"][0], body=None, test=True
    )
    return contract.TestWebhook202(
        delivery,
        location=_location(context, delivery),
        retry_after=LOOK_AGAIN_SECONDS,
    )


def list_webhook_deliveries(
    context: Context,
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
) -> contract.ListWebhookDeliveriesResult:
    """Return a page of a webhook's deliveries."""
    WEBHOOKS.require(context, webhook_id)
    require_delivered_event(context, webhook_id, event_id)
    page = DELIVERIES.page(
        context,
        filters={
            "webhook_id": webhook_id,
            "status": status,
            "event_type": event_type,
            "event_id": event_id,
        },
        sort=sort,
        updated_since=updated_since,
        created_since=created_since,
        include_total=include_total,
        limit=limit,
        cursor=cursor,
    )
    shown = page.map(lambda delivery: show_delivery(context, delivery))
    return listed(context, shown, contract.ListWebhookDeliveries200)


def redeliver_webhook_delivery(
    context: Context, *, webhook_id: str, delivery_id: str
) -> contract.RedeliverWebhookDeliveryResult:
    """Send a delivery again."""
    delivery = deliver_again(context, WEBHOOKS.get(context, webhook_id), delivery_id)
    return contract.RedeliverWebhookDelivery202(
        delivery,
        location=_location(context, delivery),
        retry_after=LOOK_AGAIN_SECONDS,
    )


def _require_clients(context: Context, body: schemas.WebhookInput | schemas.WebhookReplacement) -> None:
    for client_id in body.get("client_ids", ()):
        CLIENTS.require(context, client_id)


def _location(context: Context, delivery: schemas.WebhookDelivery) -> str:
    """Return where the delivery is listed, alone."""
    deliveries = f"{context.call.base_url}/webhooks/{delivery['webhook_id']}/deliveries"
    return f"{deliveries}?event_id={delivery['event_id']}"


HANDLER_OPTIONS: OptionsByHandler = {
    create_webhook: HandlerOptions(prepare=_require_target),
    replace_webhook: HandlerOptions(prepare=_require_target),
}
