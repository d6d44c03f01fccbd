"""Defects of what webhooks send."""

import json
import uuid
from typing import Any

from contractfirst_conformance.exchange import Response
from defects.courier import Courier, Message, Reply, carried
from defects.defect import Passage, defect

_AREA = "webhooks"
_OTHER_SECRET = "whsec_b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldC0xMjM0"  # noqa: S105 - nobody's


@defect("WH-01", area=_AREA)
def tests_come_twice(passage: Passage) -> Response:
    """A test event that was answered 204 does not come again."""

    def carry(courier: Courier, message: Message) -> Reply:
        courier.post(message)
        return courier.post(message)

    return carried(passage, carry)


@defect("WH-02", area=_AREA)
def updates_are_not_told(passage: Passage) -> Response:
    """Every change raises its event."""

    def carry(courier: Courier, message: Message) -> Reply:
        updated = str(message.event["type"]).endswith(".updated")
        return Reply(204) if updated else courier.post(message)

    return carried(passage, carry)


@defect("WH-03", area=_AREA)
def data_is_from_before_the_change(passage: Passage) -> Response:
    """An event carries the thing as the change left it."""

    def carry(courier: Courier, message: Message) -> Reply:
        event: dict[str, Any] = message.event
        with courier.lock:
            first = courier.memory.setdefault(event["data"].get("id"), event["data"])
        return courier.post(message.with_event({**event, "data": first}))

    return carried(passage, carry)


@defect("WH-03", area=_AREA)
def one_change_is_two_events(passage: Passage) -> Response:
    """One change raises one event."""

    def carry(courier: Courier, message: Message) -> Reply:
        again = str(uuid.uuid5(uuid.NAMESPACE_OID, message.header("webhook-id")))
        courier.post(message.with_header("webhook-id", again).signed())
        return courier.post(message)

    return carried(passage, carry)


@defect("WH-08", area=_AREA)
def signed_with_another_secret(passage: Passage) -> Response:
    """Messages are signed with the secret that their webhook's creation showed."""
    return carried(passage, lambda courier, message: courier.post(message.signed(_OTHER_SECRET)))


@defect("WH-08", area=_AREA)
def signature_is_of_the_body_alone(passage: Passage) -> Response:
    """What is signed is id, timestamp and body."""

    def carry(courier: Courier, message: Message) -> Reply:
        bare = message.with_header("webhook-id", "").with_header("webhook-timestamp", "").signed()
        return courier.post(message.with_header("webhook-signature", bare.header("webhook-signature")))

    return carried(passage, carry)


@defect("WH-08", area=_AREA)
def body_is_rendered_again_after_signing(passage: Passage) -> Response:
    """The signature is of the bytes that are sent."""

    def carry(courier: Courier, message: Message) -> Reply:
        signed = message.header("webhook-signature")
        rendered = message.with_body(json.dumps(message.event).encode())
        return courier.post(rendered.with_header("webhook-signature", signed))

    return carried(passage, carry)


@defect("WH-09", area=_AREA)
def timestamp_is_missing(passage: Passage) -> Response:
    """Every message has its timestamp."""
    return carried(
        passage, lambda courier, message: courier.post(message.with_header("webhook-timestamp", None))
    )


@defect("WH-09", area=_AREA)
def timestamp_is_in_milliseconds(passage: Passage) -> Response:
    """The timestamp is in seconds."""

    def carry(courier: Courier, message: Message) -> Reply:
        stamp = message.header("webhook-timestamp") + "000"
        return courier.post(message.with_header("webhook-timestamp", stamp).signed())

    return carried(passage, carry)


@defect("WH-10", area=_AREA)
def body_has_a_member_too_many(passage: Passage) -> Response:
    """Bodies are what the contract documents."""

    def carry(courier: Courier, message: Message) -> Reply:
        return courier.post(message.with_event({**message.event, "version": 2}))

    return carried(passage, carry)


@defect("WH-10", area=_AREA)
def body_is_the_data_alone(passage: Passage) -> Response:
    """A body says what happened and when."""

    def carry(courier: Courier, message: Message) -> Reply:
        event = message.event
        return courier.post(message.with_event({"type": event["type"], "data": event["data"]}))

    return carried(passage, carry)


@defect("WH-11", area=_AREA)
def body_has_thirty_kilobytes(passage: Passage) -> Response:
    """Bodies are under 20 kB."""

    def carry(courier: Courier, message: Message) -> Reply:
        return courier.post(message.with_body(message.body + b" " * 30_000))

    return carried(passage, carry)


@defect("WH-11", area=_AREA)
def body_says_it_is_text(passage: Passage) -> Response:
    """The media type of a body is application/json."""
    return carried(
        passage, lambda courier, message: courier.post(message.with_header("content-type", "text/plain"))
    )


@defect("WH-12", area=_AREA)
def event_has_an_id_for_each_endpoint(passage: Passage) -> Response:
    """An event has the same id wherever it is sent."""

    def carry(courier: Courier, message: Message) -> Reply:
        own = str(uuid.uuid5(uuid.NAMESPACE_URL, message.url + message.header("webhook-id")))
        return courier.post(message.with_header("webhook-id", own).signed())

    return carried(passage, carry)


@defect("WH-12", area=_AREA)
def id_is_of_the_thing(passage: Passage) -> Response:
    """No two events have the same id."""

    def carry(courier: Courier, message: Message) -> Reply:
        thing = str(message.event["data"].get("id", message.header("webhook-id")))
        return courier.post(message.with_header("webhook-id", thing).signed())

    return carried(passage, carry)


@defect("WH-13", area=_AREA)
def only_the_new_secret_signs(passage: Passage) -> Response:
    """While a secret is rotated the previous one signs too."""

    def carry(courier: Courier, message: Message) -> Reply:
        first = message.header("webhook-signature").split(" ")[0]
        return courier.post(message.with_header("webhook-signature", first))

    return carried(passage, carry)
