"""Where events are delivered."""

from brainstormmsp.backend import Context
from handlers._contract import schemas
from handlers._contract import webhooks as contract


def list_webhooks(
    context: Context,
    *,
    limit: int = 25,
    cursor: str | None = None,
    updated_since: str | None = None,
    sort: schemas.ListWebhooksSort = "created_at",
    enabled: bool | None = None,
    event_type: list[schemas.WebhookEventType] | None = None,
) -> contract.ListWebhooksResult:
    """List webhooks.

    The organisation's webhooks, oldest first unless `sort` says otherwise; their secrets are never shown.
    """
    raise NotImplementedError


def create_webhook(context: Context, *, body: schemas.WebhookInput) -> contract.CreateWebhookResult:
    """Create a webhook.

    From now on the events of `event_types` are sent to `url`. The answer holds the `secret` that their
    signatures are made with; no later answer shows it again, only a repetition under the same
    `Idempotency-Key` does. `ETag` is that of the webhook as it is read, without the secret.

    Two rules of `url` are not in the schema and answer 400 at `/url`: `url_scheme` for anything but
    https, and `private_address` for a host that is, or resolves to, a private, loopback, link-local or
    metadata address. The operator's setting for local development lifts both. A host that does not
    resolve is accepted; the addresses are judged again whenever an event is sent.
    """
    raise NotImplementedError


def get_webhook(context: Context, *, webhook_id: str) -> contract.GetWebhookResult:
    """Read a webhook.

    The webhook without its secret. `disabled_reason` is there when we disabled it: `gone` after the
    endpoint answered 410, `retries_exhausted` after the last retry of a delivery failed.
    """
    raise NotImplementedError


def replace_webhook(
    context: Context,
    *,
    webhook_id: str,
    if_match: str | None = None,
    body: schemas.WebhookReplacement,
) -> contract.ReplaceWebhookResult:
    """Replace a webhook.

    Replaces everything that a webhook's input holds; what is left out is removed or gets its default.
    `enabled: true` brings a disabled webhook back and removes `disabled_reason`; `enabled: false` stops
    it, and deliveries that are pending wait until it is enabled again.

    With `rotate_secret: true` the answer holds a new `secret`, once. For 24 hours, until
    `previous_secret_expires_at`, every delivery is signed with both secrets, the new one first; rotating
    again meanwhile retires the older one at once. `ETag` is that of the webhook as it is read, without
    the secret. `url` has the two rules of `createWebhook` that answer 400: `url_scheme` and
    `private_address`.
    """
    raise NotImplementedError


def delete_webhook(
    context: Context,
    *,
    webhook_id: str,
    if_match: str | None = None,
) -> contract.DeleteWebhookResult:
    """Delete a webhook.

    Deletes the webhook with its deliveries, pending ones included. It answers 404 from now on; deleting
    it again answers 404 too.
    """
    raise NotImplementedError


def test_webhook(context: Context, *, webhook_id: str) -> contract.TestWebhookResult:
    """Send a test event.

    Sends a realistic example of the first of the webhook's event types, signed like any other; the
    delivery says `test: true`. It is retried like any other, but never disables the webhook. A webhook
    that is disabled answers 409 with the code `webhook_disabled`.
    """
    raise NotImplementedError


def list_webhook_deliveries(
    context: Context,
    *,
    webhook_id: str,
    limit: int = 25,
    cursor: str | None = None,
    updated_since: str | None = None,
    sort: schemas.ListWebhookDeliveriesSort = "created_at",
    status: list[schemas.WebhookDeliveryStatus] | None = None,
    event_type: list[schemas.WebhookEventType] | None = None,
    event_id: str | None = None,
) -> contract.ListWebhookDeliveriesResult:
    """List a webhook's deliveries.

    Deliveries of the webhook, oldest first unless `sort` says otherwise, with every attempt. They are
    kept for 30 days. A webhook, or an `event_id`, that is unknown answers 404.
    """
    raise NotImplementedError


def redeliver_webhook_delivery(
    context: Context,
    *,
    webhook_id: str,
    delivery_id: str,
) -> contract.RedeliverWebhookDeliveryResult:
    """Send a delivery again.

    Puts a delivery that succeeded or failed back to `pending` and attempts it at once, with the same
    `webhook-id` and body, a new `webhook-timestamp` and the retries of a new delivery. Earlier attempts
    stay on record. A webhook that is disabled answers 409 with the code `webhook_disabled`, a delivery
    that is pending 409 with `delivery_pending`.
    """
    raise NotImplementedError
