"""Defects of how often webhooks are attempted, when, and with what."""

import json
import threading
import time
import uuid
from dataclasses import replace

from contractfirst_conformance.exchange import Response
from defects.courier import Courier, Message, Reply, carried
from defects.defect import Passage, defect

_AREA = "webhooks"


def _failed(reply: Reply) -> bool:
    return not 200 <= reply.status < 300


@defect("WH-20", area=_AREA)
def tried_only_once(passage: Passage) -> Response:
    """What failed is tried again."""

    def carry(courier: Courier, message: Message) -> Reply:
        courier.post(message)
        return Reply(204)

    return carried(passage, carry)


@defect("WH-20", area=_AREA)
def redirect_counts_as_success(passage: Passage) -> Response:
    """Only 2xx is a success."""

    def carry(courier: Courier, message: Message) -> Reply:
        reply = courier.post(message)
        return Reply(204) if 300 <= reply.status < 400 else reply

    return carried(passage, carry)


@defect("WH-21", area=_AREA)
def only_two_hundred_counts(passage: Passage) -> Response:
    """Every 2xx is a success."""

    def carry(courier: Courier, message: Message) -> Reply:
        reply = courier.post(message)
        return Reply(500) if reply.status == 204 else reply

    return carried(passage, carry)


@defect("WH-22", area=_AREA)
def redirects_are_followed(passage: Passage) -> Response:
    """The target of a redirect is never called."""

    def carry(courier: Courier, message: Message) -> Reply:
        reply = courier.post(message)
        target = reply.header("location")
        if target is None:
            return reply
        return courier.post(replace(message, url=target), method="GET" if reply.status == 302 else "POST")

    return carried(passage, carry)


@defect("WH-23", area=_AREA)
def retried_at_once(passage: Passage) -> Response:
    """The first retry does not come at once."""

    def carry(courier: Courier, message: Message) -> Reply:
        reply = courier.post(message)
        if not _failed(reply) or reply.status == 410:
            return reply
        time.sleep(0.2)
        return courier.post(message)

    return carried(passage, carry)


@defect("WH-24", area=_AREA)
def retry_after_is_ignored(passage: Passage) -> Response:
    """Whoever asks for some seconds is left alone for so long."""

    def carry(courier: Courier, message: Message) -> Reply:
        return Reply(courier.post(message).status)

    return carried(passage, carry)


@defect("WH-24", area=_AREA)
def retry_after_is_taken_for_minutes(passage: Passage) -> Response:
    """Whoever asks for some seconds is tried again after them."""

    def carry(courier: Courier, message: Message) -> Reply:
        reply = courier.post(message)
        told = reply.header("retry-after")
        return reply if told is None else Reply(reply.status, (("Retry-After", str(int(told) * 60)),))

    return carried(passage, carry)


@defect("WH-25", area=_AREA)
def every_attempt_has_its_own_id(passage: Passage) -> Response:
    """The id is the same in every attempt."""

    def carry(courier: Courier, message: Message) -> Reply:
        own = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{message.header('webhook-id')} {message.attempt}"))
        return courier.post(message.with_header("webhook-id", own).signed())

    return carried(passage, carry)


@defect("WH-25", area=_AREA)
def timestamp_is_of_the_first_attempt(passage: Passage) -> Response:
    """The timestamp is that of the attempt."""

    def carry(courier: Courier, message: Message) -> Reply:
        with courier.lock:
            key = message.url + message.header("webhook-id")
            first = courier.memory.setdefault(key, message.header("webhook-timestamp"))
        return courier.post(message.with_header("webhook-timestamp", first).signed())

    return carried(passage, carry)


@defect("WH-25", area=_AREA)
def body_is_rendered_for_each_attempt(passage: Passage) -> Response:
    """The body is the same in every attempt."""

    def carry(courier: Courier, message: Message) -> Reply:
        if message.attempt == 1:
            return courier.post(message)
        event = message.event
        return courier.post(message.with_body(json.dumps(dict(reversed(event.items()))).encode()))

    return carried(passage, carry)


@defect("WH-26", area=_AREA)
def redelivery_has_another_id(passage: Passage) -> Response:
    """A delivery that is sent again has its own id."""

    def carry(courier: Courier, message: Message) -> Reply:
        reply = courier.memory.get(message.url)
        if reply is not None and not _failed(reply):
            own = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{message.header('webhook-id')} {message.attempt}"))
            message = message.with_header("webhook-id", own).signed() if message.attempt > 1 else message
        reply = courier.memory[message.url] = courier.post(message)
        return reply

    return carried(passage, carry)


@defect("WH-27", area=_AREA)
def one_endpoint_after_the_other(passage: Passage) -> Response:
    """An endpoint that does not answer holds up nobody else."""
    turn: threading.Lock = passage.memory.setdefault("turn", threading.Lock())

    def carry(courier: Courier, message: Message) -> Reply:
        held = turn.acquire(timeout=9.0)
        try:
            return courier.post(message)
        finally:
            if held:
                turn.release()

    return carried(passage, carry)


@defect("WH-28", area=_AREA)
def gone_is_a_failure_like_others(passage: Passage) -> Response:
    """410 disables the webhook."""

    def carry(courier: Courier, message: Message) -> Reply:
        reply = courier.post(message)
        return Reply(500) if reply.status == 410 else reply

    return carried(passage, carry)


@defect("WH-30", area=_AREA)
def gives_up_after_two_seconds(passage: Passage) -> Response:
    """An endpoint has 15 seconds to answer."""
    return carried(passage, lambda courier, message: courier.post(message, 2.0))


@defect("WH-30", area=_AREA)
def silence_counts_as_success(passage: Passage) -> Response:
    """No answer in 15 seconds is a failure."""

    def carry(courier: Courier, message: Message) -> Reply:
        reply = courier.post(message, 14.0)
        return reply if reply.status else Reply(204)

    return carried(passage, carry)
