"""What a message looks like: signature, headers, body."""

from contractfirst_conformance.areas.webhook_event_run import event_run_of, sent
from contractfirst_conformance.check import Stage, check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Need
from contractfirst_conformance.receiver import signature_of

_NEEDS = [Need.FULL, Need.WEBHOOK_RECEIVER]
_STANDARD = "Standard Webhooks 1.0"
_SKEW = 30.0
_LARGEST = 20_000
_HEADERS = ("webhook-id", "webhook-timestamp", "webhook-signature")


@check(
    "WH-08",
    area="webhooks",
    title="Every message is signed with its webhook's secret",
    source=f"{_STANDARD}, verifying webhook authenticity",
    needs=_NEEDS,
    stage=Stage.FRESH,
)
def signatures_are_right(context: CheckContext) -> None:
    """One of the signatures of every message is the HMAC-SHA256 of id, timestamp and body under the secret.

    The secret is the one that was returned when the webhook was created, and no other webhook has it: with a
    shared secret every receiver could sign for the server.
    """
    for hook, arrival in sent(context):
        others = [each.secret for each in event_run_of(context).hooks if each is not hook]
        context.expect(
            arrival.signed_with(hook.secret),
            "No signature of a message is right for the secret that was shown at the webhook's creation.",
            arrival.exchange,
            hook.created,
            subject=str(arrival.fields.get("type", "")),
        )
        context.expect(
            not any(arrival.signed_with(each) for each in others if each != hook.secret),
            "A message is signed with the secret of another webhook too.",
            arrival.exchange,
            hook.created,
            subject="another secret",
        )


@check(
    "WH-09",
    area="webhooks",
    title="Every message has its three headers, once each",
    source=f"{_STANDARD}, webhook headers",
    needs=_NEEDS,
    stage=Stage.FRESH,
)
def headers_are_there(context: CheckContext) -> None:
    """`webhook-id`, `webhook-timestamp` and `webhook-signature` are present once, each in the right format.

    The timestamp is in whole seconds and close to the time of arrival: receivers refuse timestamps that are
    minutes off, since the message may be a replay. Each signature is `v1,` and 44 characters of base64.
    """
    for hook, arrival in sent(context):
        for name in _HEADERS:
            context.expect(
                arrival.header(name),
                f"A message has not exactly one header {name}.",
                arrival.exchange,
                hook.created,
                subject=name,
            )
        stamp = arrival.header("webhook-timestamp") or ""
        context.expect(
            stamp.isdecimal() and abs(int(stamp) - arrival.at) <= _SKEW,
            f"The timestamp {stamp!r} is not within {_SKEW:.0f} s of when the message arrived.",
            arrival.exchange,
            hook.created,
            subject="timestamp",
        )
        parts = (arrival.header("webhook-signature") or "").split(" ")
        form = len(signature_of("whsec_", "", "", b""))
        context.expect(
            all("," in each and (not each.startswith("v1,") or len(each) == form) for each in parts),
            "A signature is not a version, a comma and base64.",
            arrival.exchange,
            hook.created,
            subject="signature",
        )


@check(
    "WH-10",
    area="webhooks",
    title="Every message body matches the contract",
    source="webhooks",
    needs=_NEEDS,
    stage=Stage.FRESH,
)
def bodies_fit(context: CheckContext) -> None:
    """The body of every event, test or real, is valid against the schema of its type."""
    webhooks = context.client.contract.webhooks
    for hook, arrival in sent(context):
        event = webhooks.get(str(arrival.fields.get("type")))
        violations = event.violations(arrival.json) if event is not None else []
        found = "; ".join(f"{each.pointer or '/'}: {each.code}" for each in violations[:5])
        context.expect(
            event is not None and not violations,
            f"The body differs from the contract: {found or 'unknown event type'}.",
            arrival.exchange,
            hook.created,
            subject=event.name if event is not None else "unknown type",
        )


@check(
    "WH-11",
    area="webhooks",
    title="Every message body is small JSON",
    source=f"{_STANDARD}, payload size",
    needs=_NEEDS,
    stage=Stage.FRESH,
)
def bodies_are_small(context: CheckContext) -> None:
    """Bodies are under 20 kB, and the media type is `application/json`.

    Receivers limit what they read; a larger message fails every time and disables the webhook.
    """
    for hook, arrival in sent(context):
        context.expect(
            len(arrival.body) < _LARGEST,
            f"A message has {len(arrival.body)} bytes.",
            arrival.exchange,
            hook.created,
            subject="size",
        )
        media = (arrival.header("content-type") or "").partition(";")[0].strip().lower()
        context.expect(
            media == "application/json",
            f"The media type of a message is {media!r}.",
            arrival.exchange,
            hook.created,
            subject="media type",
        )


@check(
    "WH-12",
    area="webhooks",
    title="Every event has its own id",
    source=f"{_STANDARD}, webhook headers",
    needs=_NEEDS,
    stage=Stage.FRESH,
)
def ids_are_unique(context: CheckContext) -> None:
    """`webhook-id` identifies the event: two webhooks that receive the same event get the same id and body.

    Two events never share an id, because receivers drop ids that they have seen.
    """
    bodies: dict[str, bytes] = {}
    for hook, arrival in sent(context):
        first = bodies.setdefault(arrival.id, arrival.body)
        context.expect(
            first == arrival.body,
            "Two messages have the same webhook-id and different bodies.",
            arrival.exchange,
            hook.created,
            subject="shared",
        )
    event_run = event_run_of(context)
    for change in event_run.changes:
        if event_run.second is None or change.event not in event_run.second.types or not change.id:
            continue
        here = {each.id for each in event_run.of_change(change, event_run.second)}
        there = {each.id for each in event_run.of_change(change)}
        context.expect(
            not here or here == there,
            "The same event has another webhook-id at another webhook.",
            *(each.exchange for each in event_run.of_change(change, event_run.second)),
            change.exchange,
            subject="differs",
        )


@check(
    "WH-13",
    area="webhooks",
    title="During secret rotation both secrets sign",
    source=f"{_STANDARD}, secret rotation",
    needs=_NEEDS,
    stage=Stage.FRESH,
)
def both_secrets_sign(context: CheckContext) -> None:
    """After a rotation messages carry two signatures, one of the new and one of the previous secret.

    So a receiver can change over without losing a message. The new secret differs from the previous one.
    """
    event_run = event_run_of(context)
    if event_run.rotated is None:
        context.skip("the contract has no way to rotate a secret")
    hook, exchange, secret = event_run.rotated
    context.expect(
        exchange.succeeded and secret and secret != hook.secret,
        "Rotating a secret showed no new one.",
        exchange,
        subject="new secret",
    )
    for arrival in hook.endpoint.arrivals:
        context.expect(
            arrival.signed_with(secret),
            "A message is not signed with the new secret.",
            arrival.exchange,
            exchange,
            subject="new",
        )
        context.expect(
            arrival.signed_with(hook.secret),
            "A message is not signed with the previous secret, which is still good.",
            arrival.exchange,
            exchange,
            subject="previous",
        )
