"""Laws of representations: sent back, changed in part, and times in any offset."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

from contractfirst.contract import Operation
from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Need
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.list_operation import listings
from contractfirst_conformance.resource_lifecycle import changed_bodies, differing, reading, things
from contractfirst_conformance.values import moment, same

_FULL = [Need.FULL]
_OK, _BAD, _CONFLICT = 200, 400, 409
_JSON, _MERGE_PATCH = "application/json", "application/merge-patch+json"
_FAR = timedelta(hours=12)


@check(
    "LAW-40",
    area="laws",
    title="What GET returns can be sent back by PUT and changes nothing",
    source="RFC 9110 section 9.3.4; JSON Schema Validation 2020-12 section 9.4",
    needs=_FULL,
)
def get_goes_back_by_put(context: CheckContext) -> None:
    """A PUT of the representation that GET returned succeeds, where the contract accepts it.

    Read-only properties in it are ignored. A resource whose state allows no change may answer 409.
    """
    for family, operation, thing, request in things(context, "PUT"):
        back = request.with_json(thing.fields)
        written, violations = operation.decode_body(_JSON, back.body or b"")
        if violations or thing.exchange is None or thing.exchange.status != _OK:
            context.note(f"{operation.id} does not document the representation that GET returns")
            continue
        replaced = context.client.send(back)
        if replaced.status == _CONFLICT:
            continue
        after = context.client.send(reading(family, request))
        names = written if isinstance(written, dict) else {}
        wrong = [name for name in differing(thing.fields, after.fields) if name in names]
        context.expect(
            replaced.succeeded and not wrong,
            f"Sent back, the representation is answered {replaced.status} and changed: {wrong}.",
            thing.exchange,
            replaced,
            after,
            operation=operation,
        )


@check(
    "LAW-41",
    area="laws",
    title="A merge patch changes the properties that it names and no others",
    source="RFC 7396 section 2",
    needs=_FULL,
)
def patch_changes_what_it_names(context: CheckContext) -> None:
    """After a PATCH the named property has its new value, and every other writable property its old one."""
    for patch, replace, request, before in _patched(context):
        changed = next(_one_change(context, replace, request, before), None)
        if changed is None:
            continue
        name, value = changed
        answer = context.client.send(_patch(patch, request, {name: value}))
        if answer.status == _CONFLICT:
            continue
        after = context.client.send(before.request)
        others = [
            each
            for each in differing(before.fields, after.fields)
            if each != name and each in context.factory.members(replace)
        ]
        context.expect(
            answer.succeeded and same(after.fields.get(name), value) and not others,
            f"The patch of {name} is answered {answer.status}; other properties changed: {others}.",
            before,
            answer,
            after,
            operation=patch,
        )


@check(
    "LAW-42",
    area="laws",
    title="null on a required property is rejected and changes nothing",
    source="RFC 7396 section 2; contract: the PUT's schema",
    needs=_FULL,
)
def patch_keeps_required_properties(context: CheckContext) -> None:
    """A PATCH that removes a property which PUT requires returns 400, and the resource is as before."""
    for patch, replace, request, before in _patched(context):
        name = next(_required(replace, request), None)
        if name is None:
            continue
        answer = context.client.send(_patch(patch, request, {name: None}))
        after = context.client.send(before.request)
        context.expect(
            answer.status == _BAD and same(before.fields.get(name), after.fields.get(name)),
            f"null on the required {name} is answered {answer.status}.",
            before,
            answer,
            after,
            operation=patch,
        )


@check(
    "LAW-43",
    area="laws",
    title="A filter by time means the same in every offset",
    source="RFC 3339 section 4.2",
    needs=_FULL,
)
def offsets_name_the_same_moment(context: CheckContext) -> None:
    """A list filtered by a time returns the same first page for the same moment in another offset."""
    for listing in context.each(listings(context.server)):
        request = context.request(listing.operation)
        if request is None or "updated_since" not in listing.parameters:
            continue
        first = next(iter(_items(context.client.send(request))), {})
        time = moment(first.get("updated_at"))
        if time is None:
            continue
        answers = [context.client.send(request.with_query(updated_since=text)) for text in _spellings(time)]
        ids = [[item.get("id") for item in _items(answer)] for answer in answers]
        context.expect(
            answers[0].status != _OK or all(each == ids[0] for each in ids),
            "The same moment in another offset gives another page.",
            *answers,
            operation=listing.operation,
        )


def _items(page: Exchange) -> list[dict[str, Any]]:
    shown = page.fields.get("data")
    return [item for item in shown if isinstance(item, dict)] if isinstance(shown, list) else []


def _spellings(time: datetime) -> Iterator[str]:
    for offset in (timedelta(), _FAR, -_FAR):
        yield time.astimezone(timezone(offset)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _patched(context: CheckContext) -> Iterator[tuple[Operation, Operation, HttpRequest, Exchange]]:
    """Yield each PATCH that takes a merge patch, with the PUT beside it, a request for that, and a GET."""
    for family, replace, _, request in things(context, "PUT"):
        patch = family.patch
        if patch is None or patch.request_body is None:
            continue
        if _MERGE_PATCH in patch.request_body.media_types:
            before = context.client.send(reading(family, request))
            if before.status == _OK:
                yield patch, replace, request, before


def _patch(patch: Operation, request: HttpRequest, body: dict[str, Any]) -> HttpRequest:
    plain = HttpRequest("PATCH", request.path, operation=patch, path_values=request.path_values)
    return plain.with_header("Content-Type", _MERGE_PATCH).with_json(body)


def _one_change(
    context: CheckContext, replace: Operation, request: HttpRequest, before: Exchange
) -> Iterator[tuple[str, Any]]:
    """Yield properties that are text, with another value that PUT accepts."""
    present = request.with_json(before.fields)
    accepted, violations = replace.decode_body(_JSON, present.body or b"")
    if violations or not isinstance(accepted, dict):
        return
    for changed in changed_bodies(context, replace, request.with_json(accepted)):
        body = changed.json if isinstance(changed.json, dict) else {}
        for name, value in body.items():
            if not same(value, accepted.get(name)):
                yield name, value


def _required(replace: Operation, request: HttpRequest) -> Iterator[str]:
    body = request.json if isinstance(request.json, dict) else {}
    for name in body:
        without = request.with_json({each: value for each, value in body.items() if each != name})
        if any(
            violation.code == "required" and violation.pointer == f"/{name}"
            for violation in replace.decode_body(_JSON, without.body or b"")[1]
        ):
            yield name
