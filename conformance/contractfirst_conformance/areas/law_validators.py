"""Laws of validators and keys: entity tags, preconditions, Idempotency-Key."""

import uuid
from collections.abc import Iterator
from itertools import pairwise

from contractfirst.contract import Operation
from contractfirst_conformance.check import Stage, check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Need
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.resource_lifecycle import changed_body, reading, shows, things

_FULL = [Need.FULL]
_TOO_MANY = 429
_OTHER_TAG = '"conformance-another"'


def _tagged(context: CheckContext) -> Iterator[tuple[Operation, HttpRequest]]:
    """Yield the reads whose 200 documents an entity tag."""
    for operation in context.each(context.client.operations(method="GET")):
        spec = operation.responses.get("200")
        if spec is not None and "etag" in spec.headers:
            request = context.request(operation)
            if request is not None:
                yield operation, request


@check(
    "LAW-20",
    area="laws",
    title="The entity tag changes exactly when the representation does",
    source="RFC 9110 section 8.8.3",
    needs=_FULL,
)
def tag_follows_representation(context: CheckContext) -> None:
    """A PUT that changes the resource changes its tag; reading it twice does not.

    Two equal bodies have the same tag and two different bodies different tags; a weak tag (`W/`) may stay.
    """
    for family, operation, thing, request in things(context, "PUT"):
        spec = family.read.responses.get("200") if family.read is not None else None
        if spec is None or "etag" not in spec.headers or thing.exchange.status != 200:
            continue
        changed = changed_body(context, operation, request)
        shown = [thing.exchange, context.client.send(thing.exchange.request)]
        if changed is not None:
            replaced = context.client.send(changed)
            shown += [replaced] if shows(family, operation) else []
            shown.append(context.client.send(reading(family, request)))
        for one, other in pairwise(shown):
            if one.status == other.status == 200 and other.header("etag") is not None:
                _compare(context, one, other, operation)


def _compare(context: CheckContext, one: Exchange, other: Exchange, operation: Operation) -> None:
    tag = one.header("etag") or ""
    same_body, same_tag = one.json == other.json, tag == other.header("etag")
    context.expect(
        same_body == same_tag or (same_tag and tag.startswith("W/")),
        "The body is the same, the tag another." if same_body else "The body is another, the tag the same.",
        one,
        other,
        operation=operation,
        subject="same body" if same_body else "other body",
    )


@check(
    "LAW-21",
    area="laws",
    title="One entity tag stands for one representation",
    source="RFC 9110 section 8.8.3",
    stage=Stage.CLOSE,
)
def tags_in_the_whole_run(context: CheckContext) -> None:
    """Over the whole run one URL with one tag showed one body to one caller.

    A tag that stays while the body changes makes clients keep outdated data.
    """
    seen: dict[tuple[str, str, str], Exchange] = {}
    for exchange in context.client.recorder.exchanges:
        tag = exchange.response.header("etag") if exchange.response is not None else None
        if tag is None or exchange.status != 200 or exchange.request.method != "GET":
            continue
        first = seen.setdefault((exchange.identity, exchange.url, tag), exchange)
        context.expect(
            first.answer.body == exchange.answer.body or tag.startswith("W/"),
            "The same tag came with two bodies.",
            first,
            exchange,
        )


@check(
    "LAW-22",
    area="laws",
    title="If-None-Match answers 304 exactly when nothing changed",
    source="RFC 9110 sections 13.1.2 and 15.4.5",
    needs=_FULL,
)
def not_modified(context: CheckContext) -> None:
    """With the current tag, alone, in a list, weak, or with `*`, a read answers 304; with another tag 200."""
    for operation, request in _tagged(context):
        first = context.client.send(request)
        tag = first.header("etag")
        if first.status != 200 or tag is None or not operation.documents(304):
            continue
        for field, wanted in (
            (tag, 304),
            (f"{_OTHER_TAG}, {tag}", 304),
            (f"W/{tag.removeprefix('W/')}", 304),
            ("*", 304),
            (_OTHER_TAG, 200),
        ):
            exchange = context.client.send(request.with_header("If-None-Match", field))
            subject = field.replace(tag.removeprefix("W/"), "tag")
            if exchange.status == 200 and wanted == 304 and exchange.header("etag") != tag:
                continue
            context.expect(
                exchange.status == wanted,
                f"If-None-Match: {subject} is answered {exchange.status}, not {wanted}.",
                first,
                exchange,
                subject=subject,
            )


@check(
    "LAW-23",
    area="laws",
    title="If-Match prevents lost updates",
    source="RFC 9110 sections 13.1.1 and 15.5.13",
    needs=_FULL,
)
def lost_update(context: CheckContext) -> None:
    """A PUT or DELETE with the tag of an earlier representation answers 412 and changes nothing.

    With the current tag it succeeds.
    """
    for method in ("PUT", "DELETE"):
        for family, operation, thing, request in things(context, method):
            tag = thing.exchange.answer.header("etag")
            if tag is None or not any(each.name.lower() == "if-match" for each in operation.parameters):
                continue
            changed = changed_body(context, operation, request) if method == "PUT" else request
            changed = changed or request
            refused = context.client.send(changed.with_header("If-Match", _OTHER_TAG))
            after = context.client.send(reading(family, request))
            context.expect(
                refused.status == 412,
                f"With a tag that is out of date it is answered {refused.status}, not 412.",
                refused,
                operation=operation,
                subject="stale",
            )
            context.expect(
                after.status == 200 and (refused.status == 412) <= (after.header("etag") == tag),
                "The refused request changed the resource.",
                thing.exchange,
                refused,
                after,
                operation=operation,
                subject="unchanged",
            )
            done = context.client.send(changed.with_header("If-Match", after.header("etag") or tag))
            context.expect(
                done.status != 412,
                "With the current tag it is answered 412.",
                after,
                done,
                operation=operation,
                subject="current",
            )


def _keyed(context: CheckContext) -> Iterator[tuple[Operation, HttpRequest]]:
    """Yield valid requests that take an idempotency key, with a new one."""
    operations = [each for each in context.client.operations() if each.takes_idempotency_key]
    for operation in context.each(operations):
        request = context.request(operation)
        if request is not None:
            yield operation, request.with_header("Idempotency-Key", f"conformance-{_key(context)}")


def _key(context: CheckContext) -> str:
    # Another run against the same server must not meet the keys of this one, so they are not seeded.
    return uuid.uuid4().hex


@check(
    "LAW-24",
    area="laws",
    title="A repeated Idempotency-Key returns the first response and acts once",
    source="contract: Idempotency-Key",
    needs=_FULL,
)
def key_replays(context: CheckContext) -> None:
    """A repeated request with the same key returns the first status and body, and creates nothing again.

    So a client whose connection broke can simply send the request again.
    """
    for _, request in _keyed(context):
        first = context.client.send(request)
        if not first.succeeded:
            continue
        second = context.client.send(request)
        context.expect(
            (second.status, second.answer.body) == (first.status, first.answer.body),
            f"The repetition answered {second.status}, the first {first.status}, or another body.",
            first,
            second,
            subject="same",
        )
        context.expect(
            second.header("location") == first.header("location"),
            "The repetition has another Location.",
            first,
            second,
            subject="Location",
        )
        other = context.client.send(request.with_header("Idempotency-Key", f"conformance-{_key(context)}"))
        # A 200 may be the resource in the path, which is the same however often it is asked for.
        if other.succeeded and other.status != 200 and "id" in first.fields:
            context.expect(
                other.answer.body != first.answer.body,
                "Another key got the first one's answer.",
                first,
                other,
                subject="another key",
            )


@check(
    "LAW-25",
    area="laws",
    title="An Idempotency-Key is not accepted for another request",
    source="contract: Idempotency-Key",
    needs=_FULL,
)
def key_of_another_request(context: CheckContext) -> None:
    """The same key with another body is refused, where 422 is documented, and has no effect."""
    for operation, request in _keyed(context):
        if operation.request_body is None or not operation.documents(422):
            continue
        first = context.client.send(request)
        other = context.factory.request(operation, by=CALLER, variant=1, path_values=request.path_values)
        if not first.succeeded or other.body == request.body:
            continue
        key = request.header("idempotency-key") or ""
        second = context.client.send(other.with_header("Idempotency-Key", key))
        context.expect(
            second.status == 422,
            f"The key was used again with another body and answered {second.status}, not 422.",
            first,
            second,
        )


@check(
    "LAW-26",
    area="laws",
    title="Concurrent requests with one Idempotency-Key act once",
    source="contract: Idempotency-Key",
    needs=_FULL,
)
def key_at_the_same_time(context: CheckContext) -> None:
    """Of several requests with one key at once, one is carried out; the others get its response, or a 409.

    Requests refused by a rate limit are left out.
    """
    for _, request in _keyed(context):
        sent = context.client.send_together([request] * 4)
        answers = [each for each in sent if each.response is not None and each.status != _TOO_MANY]
        done = {each.answer.body for each in answers if each.succeeded}
        strange = [each for each in answers if not each.succeeded and each.status != 409]
        if strange and not done:
            continue
        context.expect(
            len(done) <= 1 and not strange,
            f"{len(done)} different successes, and {sorted({each.status for each in strange})}.",
            *answers[:2],
            subject="once",
        )
