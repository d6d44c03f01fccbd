"""Webhooks: where an organisation's events are delivered, and the secrets that sign them."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, insert, or_, select, update

from brainstormmsp import schemas
from brainstormmsp.store import tables
from brainstormmsp.store.resource import Resource
from brainstormmsp.store.scope import Scope
from brainstormmsp.store.sequences import latest_value
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.transaction import Transaction
from contractfirst.contract.problems import Conflict

__all__ = [
    "WEBHOOKS",
    "create_webhook",
    "disable_webhook",
    "get_webhook",
    "replace_webhook",
    "require_enabled",
    "rotate_secret",
    "secrets_of_webhook",
    "show_webhook",
]

_SECRETS = tables.webhook_secrets

# ``secret`` is in no column: only the response to the request that made it shows it.
WEBHOOKS = Resource[schemas.WebhookReplaced](
    tables.webhook_endpoints,
    singular="webhook",
    members=("event_types",),
    hidden=("after_sequence", "deleted_at"),
)

_OF_WEBHOOK = (
    _SECRETS.c.organisation_id == bindparam("of_organisation"),
    _SECRETS.c.webhook_id == bindparam("of_webhook"),
)
_ADD_SECRET = Statement(insert(_SECRETS))
_DROP_PREVIOUS = Statement(delete(_SECRETS).where(*_OF_WEBHOOK, _SECRETS.c.expires_at.is_not(None)))
_LET_EXPIRE = Statement(update(_SECRETS).where(*_OF_WEBHOOK).values(expires_at=bindparam("ends")))
_LIVE_SECRETS = Statement(
    select(_SECRETS.c.id, _SECRETS.c.secret)
    .where(*_OF_WEBHOOK, or_(_SECRETS.c.expires_at.is_(None), _SECRETS.c.expires_at > bindparam("now")))
    .order_by(_SECRETS.c.id.desc())
)


def show_webhook(scope: Scope, webhook: schemas.WebhookReplaced) -> schemas.WebhookReplaced:
    """Return a webhook's representation now: without a previous secret that has expired."""
    shown = webhook.copy()
    if (shown["previous_secret_expires_at"] or "") <= scope.timestamp:
        shown["previous_secret_expires_at"] = None
    return shown


def get_webhook(scope: Scope, webhook_id: str) -> schemas.Webhook:
    """Return a webhook as it is read.

    Raises:
        NotFound: the organisation has no such webhook.
    """
    return show_webhook(scope, WEBHOOKS.get(scope, webhook_id))


def create_webhook(scope: Scope, body: Mapping[str, Any], secret: str) -> schemas.Webhook:
    """Store a webhook with its secret; return it as it is read."""
    webhook = WEBHOOKS.insert(scope, body, after_sequence=latest_value(scope, "events"))
    _add_secret(scope, webhook["id"], secret)
    return webhook


def replace_webhook(scope: Scope, webhook_id: str, body: Mapping[str, Any]) -> schemas.WebhookReplaced:
    """Replace a webhook; return it as it is read. Enabling it forgets why it was disabled.

    Raises:
        NotFound: the organisation has no such webhook.
    """
    reason = WEBHOOKS.get(scope, webhook_id)["disabled_reason"]
    enabled = body.get("enabled", True)
    webhook = WEBHOOKS.replace(scope, webhook_id, body, disabled_reason=None if enabled else reason)
    return show_webhook(scope, webhook)


def rotate_secret(scope: Scope, webhook_id: str, secret: str, previous_ends: str) -> schemas.WebhookReplaced:
    """Give a webhook another secret; return it as it is read.

    The one that it has lives on until ``previous_ends``; one that was to expire is gone at once.

    Raises:
        NotFound: the organisation has no such webhook.
    """
    webhook = WEBHOOKS.update(scope, webhook_id, previous_secret_expires_at=previous_ends)
    place = {"of_organisation": scope.organisation_id, "of_webhook": webhook_id}
    scope.transaction.execute(_DROP_PREVIOUS, place)
    scope.transaction.execute(_LET_EXPIRE, {**place, "ends": previous_ends})
    _add_secret(scope, webhook_id, secret)
    return show_webhook(scope, webhook)


def disable_webhook(scope: Scope, webhook_id: str, reason: str) -> bool:
    """Stop delivering to a webhook, and say why; ``False`` when it is gone or was disabled already."""
    webhook = WEBHOOKS.find(scope, webhook_id)
    if webhook is None or not webhook["enabled"]:
        return False
    WEBHOOKS.update(scope, webhook_id, enabled=False, disabled_reason=reason)
    return True


def require_enabled(webhook: schemas.Webhook) -> None:
    """Raise ``Conflict`` (``webhook_disabled``) for a webhook that is not enabled."""
    if not webhook["enabled"]:
        raise Conflict("The webhook is disabled.", code="webhook_disabled")


def secrets_of_webhook(
    transaction: Transaction, organisation_id: str, webhook_id: str, now: str
) -> tuple[str, ...]:
    """Return the secrets that sign right now, the newest first."""
    place = {"of_organisation": organisation_id, "of_webhook": webhook_id, "now": now}
    return tuple(
        transaction.encryption.decrypt(
            b64decode(row["secret"]), _stored_in(organisation_id, webhook_id, row["id"])
        ).decode()
        for row in transaction.all(_LIVE_SECRETS, place)
    )


def _add_secret(scope: Scope, webhook_id: str, secret: str) -> None:
    secret_id = scope.ids.new()
    place = _stored_in(scope.organisation_id, webhook_id, secret_id)
    encrypted = scope.transaction.encryption.encrypt(secret.encode(), place)
    scope.transaction.execute(
        _ADD_SECRET,
        {
            "organisation_id": scope.organisation_id,
            "webhook_id": webhook_id,
            "id": secret_id,
            "secret": b64encode(encrypted).decode(),
            "expires_at": None,
        },
    )


def _stored_in(organisation_id: str, webhook_id: str, secret_id: str) -> str:
    return f"webhook_secrets {organisation_id} {webhook_id} {secret_id}"
