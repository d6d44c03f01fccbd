"""Defects of what webhooks send."""

import json
import uuid
from typing import Any

from contractfirst_conformance.exchange import HttpResponse
from defects.defect import InterceptedRequest, defect
from defects.webhook_interceptor import Message, Reply, WebhookInterceptor, with_intercepted_webhooks

_AREA = "webhooks"
_OTHER_SECRET = "whsec_b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldC0xMjM0"  # noqa: S105 - nobody's


@defect("WH-01", area=_AREA)
def tests_come_twice(intercepted: InterceptedRequest) -> HttpResponse:
    """A test event that was answered 204 does not come again."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        interceptor.post(message)
        return interceptor.post(message)

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-02", area=_AREA)
def updates_are_not_told(intercepted: InterceptedRequest) -> HttpResponse:
    """Every change raises its event."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        updated = str(message.event["type"]).endswith(".updated")
        return Reply(204) if updated else interceptor.post(message)

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-03", area=_AREA)
def data_is_from_before_the_change(intercepted: InterceptedRequest) -> HttpResponse:
    """An event carries the resource as the change left it."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        event: dict[str, Any] = message.event
        with interceptor.lock:
            first = interceptor.memory.setdefault(event["data"].get("id"), event["data"])
        return interceptor.post(message.with_event({**event, "data": first}))

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-03", area=_AREA)
def one_change_is_two_events(intercepted: InterceptedRequest) -> HttpResponse:
    """One change raises one event."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        again = str(uuid.uuid5(uuid.NAMESPACE_OID, message.header("webhook-id")))
        interceptor.post(message.with_header("webhook-id", again).signed())
        return interceptor.post(message)

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-08", area=_AREA)
def signed_with_another_secret(intercepted: InterceptedRequest) -> HttpResponse:
    """Messages are signed with the secret that their webhook's creation showed."""
    return with_intercepted_webhooks(
        intercepted, lambda interceptor, message: interceptor.post(message.signed(_OTHER_SECRET))
    )


@defect("WH-08", area=_AREA)
def signature_is_of_the_body_alone(intercepted: InterceptedRequest) -> HttpResponse:
    """What is signed is id, timestamp and body."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        bare = message.with_header("webhook-id", "").with_header("webhook-timestamp", "").signed()
        return interceptor.post(message.with_header("webhook-signature", bare.header("webhook-signature")))

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-08", area=_AREA)
def body_is_rendered_again_after_signing(intercepted: InterceptedRequest) -> HttpResponse:
    """The signature is of the bytes that are sent."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        signed = message.header("webhook-signature")
        rendered = message.with_body(json.dumps(message.event).encode())
        return interceptor.post(rendered.with_header("webhook-signature", signed))

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-09", area=_AREA)
def timestamp_is_missing(intercepted: InterceptedRequest) -> HttpResponse:
    """Every message has its timestamp."""
    return with_intercepted_webhooks(
        intercepted,
        lambda interceptor, message: interceptor.post(message.with_header("webhook-timestamp", None)),
    )


@defect("WH-09", area=_AREA)
def timestamp_is_in_milliseconds(intercepted: InterceptedRequest) -> HttpResponse:
    """The timestamp is in seconds."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        stamp = message.header("webhook-timestamp") + "000"
        return interceptor.post(message.with_header("webhook-timestamp", stamp).signed())

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-10", area=_AREA)
def body_has_a_member_too_many(intercepted: InterceptedRequest) -> HttpResponse:
    """Bodies are what the contract documents."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        return interceptor.post(message.with_event({**message.event, "version": 2}))

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-10", area=_AREA)
def body_is_the_data_alone(intercepted: InterceptedRequest) -> HttpResponse:
    """A body has the event's type and time."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        event = message.event
        return interceptor.post(message.with_event({"type": event["type"], "data": event["data"]}))

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-11", area=_AREA)
def body_has_thirty_kilobytes(intercepted: InterceptedRequest) -> HttpResponse:
    """Bodies are under 20 kB."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        return interceptor.post(message.with_body(message.body + b" " * 30_000))

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-11", area=_AREA)
def body_says_it_is_text(intercepted: InterceptedRequest) -> HttpResponse:
    """The media type of a body is application/json."""
    return with_intercepted_webhooks(
        intercepted,
        lambda interceptor, message: interceptor.post(message.with_header("content-type", "text/plain")),
    )


@defect("WH-12", area=_AREA)
def event_has_an_id_for_each_endpoint(intercepted: InterceptedRequest) -> HttpResponse:
    """An event has the same id wherever it is sent."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        own = str(uuid.uuid5(uuid.NAMESPACE_URL, message.url + message.header("webhook-id")))
        return interceptor.post(message.with_header("webhook-id", own).signed())

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-12", area=_AREA)
def id_is_of_the_thing(intercepted: InterceptedRequest) -> HttpResponse:
    """No two events have the same id."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        thing = str(message.event["data"].get("id", message.header("webhook-id")))
        return interceptor.post(message.with_header("webhook-id", thing).signed())

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-13", area=_AREA)
def only_the_new_secret_signs(intercepted: InterceptedRequest) -> HttpResponse:
    """While a secret is rotated the previous one signs too."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        first = message.header("webhook-signature").split(" ")[0]
        return interceptor.post(message.with_header("webhook-signature", first))

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-14", area=_AREA)
def every_event_has_the_same_sequence(intercepted: InterceptedRequest) -> HttpResponse:
    """No two events have the same sequence."""
    return with_intercepted_webhooks(
        intercepted, lambda interceptor, message: _numbered(interceptor, message, 0)
    )


@defect("WH-14", area=_AREA)
def sequence_counts_down(intercepted: InterceptedRequest) -> HttpResponse:
    """The sequence grows with every change."""
    return with_intercepted_webhooks(
        intercepted, lambda interceptor, message: _numbered(interceptor, message, -1)
    )


def _numbered(interceptor: WebhookInterceptor, message: Message, factor: int) -> Reply:
    """Deliver a message with its sequence multiplied and moved into the documented range."""
    event: dict[str, Any] = message.event
    sequence = 1_000_000 + factor * int(event["data"].get("sequence", 0))
    return interceptor.post(message.with_event({**event, "data": {**event["data"], "sequence": sequence}}))
