"""What is taken away for good, a bounded amount at a time: old deliveries, and all of a deleted webhook."""

from sqlalchemy import bindparam, delete, select

from brainstormmsp.store import tables
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.transaction import Transaction

__all__ = ["purge_deleted_webhooks", "purge_deliveries"]

_ENDPOINTS = tables.webhook_endpoints
_SECRETS = tables.webhook_secrets
_DELIVERIES = tables.webhook_deliveries

_PLACE = (_DELIVERIES.c.organisation_id, _DELIVERIES.c.id)
_OLD = Statement(
    select(*_PLACE).where(_DELIVERIES.c.created_at < bindparam("before")).limit(bindparam("most"))
)
_DELETED = Statement(
    select(_ENDPOINTS.c.organisation_id, _ENDPOINTS.c.id)
    .where(_ENDPOINTS.c.deleted_at.is_not(None))
    .limit(10)
)
_OF_WEBHOOK = Statement(
    select(*_PLACE)
    .where(
        _DELIVERIES.c.organisation_id == bindparam("organisation_id"),
        _DELIVERIES.c.webhook_id == bindparam("id"),
    )
    .limit(bindparam("most"))
)
_DROP_DELIVERY = (
    *(
        Statement(
            delete(table).where(
                table.c.organisation_id == bindparam("organisation_id"),
                table.c.delivery_id == bindparam("id"),
            )
        )
        for table in (tables.webhook_attempts, tables.webhook_payloads)
    ),
    Statement(
        delete(_DELIVERIES).where(
            _DELIVERIES.c.organisation_id == bindparam("organisation_id"), _DELIVERIES.c.id == bindparam("id")
        )
    ),
)
_DROP_WEBHOOK = (
    Statement(
        delete(_SECRETS).where(
            _SECRETS.c.organisation_id == bindparam("organisation_id"),
            _SECRETS.c.webhook_id == bindparam("id"),
        )
    ),
    Statement(
        delete(_ENDPOINTS).where(
            _ENDPOINTS.c.organisation_id == bindparam("organisation_id"), _ENDPOINTS.c.id == bindparam("id")
        )
    ),
)


def purge_deliveries(transaction: Transaction, before: str, most: int) -> int:
    """Delete deliveries made before a time, ``most`` at most; return how many it were."""
    return _drop(transaction, transaction.all(_OLD, {"before": before, "most": most}))


def purge_deleted_webhooks(transaction: Transaction, most: int) -> int:
    """Delete what belongs to deleted webhooks, ``most`` deliveries at most; return how many it were.

    A webhook goes when none of its deliveries is left.
    """
    count = 0
    for webhook in transaction.all(_DELETED):
        count += _drop(transaction, transaction.all(_OF_WEBHOOK, {**webhook, "most": most - count}))
        if count >= most:
            break
        for statement in _DROP_WEBHOOK:
            transaction.execute(statement, webhook)
    return count


def _drop(transaction: Transaction, deliveries: list[dict[str, str]]) -> int:
    for statement in _DROP_DELIVERY:
        for delivery in deliveries:
            transaction.execute(statement, delivery)
    return len(deliveries)
