"""Defects of how often webhooks are attempted, when, and with what."""

import json
import threading
import time
import uuid
from dataclasses import replace

from contractfirst_conformance.exchange import HttpResponse
from defects.defect import InterceptedRequest, defect
from defects.webhook_interceptor import Message, Reply, WebhookInterceptor, with_intercepted_webhooks

_AREA = "webhooks"


def _failed(reply: Reply) -> bool:
    return not 200 <= reply.status < 300


@defect("WH-20", area=_AREA)
def tried_only_once(intercepted: InterceptedRequest) -> HttpResponse:
    """Failed messages are retried."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        interceptor.post(message)
        return Reply(204)

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-20", area=_AREA)
def redirect_counts_as_success(intercepted: InterceptedRequest) -> HttpResponse:
    """Only 2xx is a success."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        reply = interceptor.post(message)
        return Reply(204) if 300 <= reply.status < 400 else reply

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-21", area=_AREA)
def only_two_hundred_counts(intercepted: InterceptedRequest) -> HttpResponse:
    """Every 2xx is a success."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        reply = interceptor.post(message)
        return Reply(500) if reply.status == 204 else reply

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-22", area=_AREA)
def redirects_are_followed(intercepted: InterceptedRequest) -> HttpResponse:
    """The target of a redirect is never called."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        reply = interceptor.post(message)
        target = reply.header("location")
        if target is None:
            return reply
        return interceptor.post(replace(message, url=target), method="GET" if reply.status == 302 else "POST")

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-23", area=_AREA)
def retried_at_once(intercepted: InterceptedRequest) -> HttpResponse:
    """The first retry does not come at once."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        reply = interceptor.post(message)
        if not _failed(reply) or reply.status == 410:
            return reply
        time.sleep(0.2)
        return interceptor.post(message)

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-24", area=_AREA)
def retry_after_is_ignored(intercepted: InterceptedRequest) -> HttpResponse:
    """Retry-After delays the next attempt."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        return Reply(interceptor.post(message).status)

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-24", area=_AREA)
def retry_after_is_taken_for_minutes(intercepted: InterceptedRequest) -> HttpResponse:
    """After Retry-After the next attempt comes."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        reply = interceptor.post(message)
        reported = reply.header("retry-after")
        return reply if reported is None else Reply(reply.status, (("Retry-After", str(int(reported) * 60)),))

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-25", area=_AREA)
def every_attempt_has_its_own_id(intercepted: InterceptedRequest) -> HttpResponse:
    """The id is the same in every attempt."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        own = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{message.header('webhook-id')} {message.attempt}"))
        return interceptor.post(message.with_header("webhook-id", own).signed())

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-25", area=_AREA)
def timestamp_is_of_the_first_attempt(intercepted: InterceptedRequest) -> HttpResponse:
    """The timestamp is that of the attempt."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        with interceptor.lock:
            key = message.url + message.header("webhook-id")
            first = interceptor.memory.setdefault(key, message.header("webhook-timestamp"))
        return interceptor.post(message.with_header("webhook-timestamp", first).signed())

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-25", area=_AREA)
def body_is_rendered_for_each_attempt(intercepted: InterceptedRequest) -> HttpResponse:
    """The body is the same in every attempt."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        if message.attempt == 1:
            return interceptor.post(message)
        event = message.event
        return interceptor.post(message.with_body(json.dumps(dict(reversed(event.items()))).encode()))

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-26", area=_AREA)
def redelivery_has_another_id(intercepted: InterceptedRequest) -> HttpResponse:
    """A delivery that is sent again has its own id."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        reply = interceptor.memory.get(message.url)
        if reply is not None and not _failed(reply):
            own = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{message.header('webhook-id')} {message.attempt}"))
            message = message.with_header("webhook-id", own).signed() if message.attempt > 1 else message
        reply = interceptor.memory[message.url] = interceptor.post(message)
        return reply

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-27", area=_AREA)
def one_endpoint_after_the_other(intercepted: InterceptedRequest) -> HttpResponse:
    """An endpoint that does not answer delays no other."""
    turn: threading.Lock = intercepted.memory.setdefault("turn", threading.Lock())

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        held = turn.acquire(timeout=9.0)
        try:
            return interceptor.post(message)
        finally:
            if held:
                turn.release()

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-28", area=_AREA)
def gone_is_a_failure_like_others(intercepted: InterceptedRequest) -> HttpResponse:
    """410 disables the webhook."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        reply = interceptor.post(message)
        return Reply(500) if reply.status == 410 else reply

    return with_intercepted_webhooks(intercepted, deliver)


@defect("WH-30", area=_AREA)
def gives_up_after_two_seconds(intercepted: InterceptedRequest) -> HttpResponse:
    """An endpoint has 15 seconds to answer."""
    return with_intercepted_webhooks(intercepted, lambda interceptor, message: interceptor.post(message, 2.0))


@defect("WH-30", area=_AREA)
def silence_counts_as_success(intercepted: InterceptedRequest) -> HttpResponse:
    """No answer in 15 seconds is a failure."""

    def deliver(interceptor: WebhookInterceptor, message: Message) -> Reply:
        reply = interceptor.post(message, 14.0)
        return reply if reply.status else Reply(204)

    return with_intercepted_webhooks(intercepted, deliver)
