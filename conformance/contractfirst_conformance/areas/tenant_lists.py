"""Organisations share no list, name, key or cursor; the keys of one share all its resources."""

import secrets
from collections.abc import Iterator, Mapping
from typing import Any

from contractfirst_conformance.areas.tenants import stranger
from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Caller, Credential, Need
from contractfirst_conformance.errors import CannotCheck
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.family import Family
from contractfirst_conformance.server_under_test import ServerUnderTest

_TWO = [Need.TWO_ORGANISATIONS]
_SOURCE = "info/description; OWASP API1:2023"
_PAGES, _PAGE = 30, 100
_LONG_AGO = "2000-01-01T00:00:00Z"
_CREATED = 201
_REST, _LOOKS = 1.0, 10


def _walk(
    server: ServerUnderTest, request: HttpRequest, by: Caller
) -> Iterator[tuple[Exchange, Mapping[str, Any]]]:
    """Yield every item of a list with the page that it is on."""
    names = {each.name for each in request.operation.parameters} if request.operation else set()
    if "limit" in names:
        request = request.with_query(limit=_PAGE)
    page = request
    for _ in range(_PAGES):
        exchange = server.client.send(page, by=by)
        data = exchange.fields.get("data")
        for item in data if isinstance(data, list) else ():
            if isinstance(item, dict):
                yield exchange, item
        cursor = exchange.fields.get("next_cursor")
        if not isinstance(cursor, str) or "cursor" not in names:
            return
        page = request.with_query(cursor=cursor)


def _lists(server: ServerUnderTest) -> list[Family]:
    return [each for each in server.factory.families if each.list is not None and "{" not in each.collection]


def _narrowed(family: Family, request: HttpRequest, fields: Mapping[str, Any]) -> Iterator[HttpRequest]:
    """Yield the list as it is, then filtered by values of another organisation's resource."""
    yield request
    for parameter in family.list.parameters if family.list else ():
        if parameter.location != "query":
            continue
        if parameter.name == "updated_since":
            yield request.with_query(updated_since=_LONG_AGO)
        elif parameter.name == "search":
            words = [str(fields[name]) for name in ("name", "title", "subject", "hostname") if name in fields]
            yield from (request.with_query(search=word.split()[0]) for word in words if word.split())
        elif isinstance(fields.get(parameter.name), str):
            yield request.with_query(**{parameter.name: fields[parameter.name]})


@check(
    "TEN-06", area="tenants", title="Lists show only the caller's own resources", source=_SOURCE, needs=_TWO
)
def lists_are_ones_own(context: CheckContext) -> None:
    """No list shows another organisation's resources, unfiltered, filtered, searched or by time of change.

    An item in the lists of both must be readable by both: a resource that is listed but cannot be read
    belongs to somebody else.
    """
    other = stranger(context.server)
    for family in context.each(_lists(context.server)):
        if family.list is None or (request := context.request(family.list)) is None:
            continue
        try:
            thing = context.factory.thing(family.parameter, by=CALLER)
        except CannotCheck as error:
            context.note(f"{family.name} was left out: {error}")
            continue
        theirs = {str(item.get("id")) for _, item in _first_page(context.server, request)} | {thing.id}
        for narrowed in _narrowed(family, request, thing.fields):
            common: dict[str, Exchange] = {}
            page = context.client.send(narrowed, by=other)
            for page, item in _walk(context.server, narrowed, other):
                if str(item.get("id")) in theirs:
                    common[str(item["id"])] = page
            leaked = [each for each in common if not _shared(context.server, family, each, other)]
            context.expect(
                not leaked,
                f"The list shows {len(leaked)} resources of another organisation.",
                common[leaked[0]] if leaked else page,
                subject="filtered" if narrowed is not request else "",
            )


def _first_page(server: ServerUnderTest, request: HttpRequest) -> list[tuple[Exchange, Mapping[str, Any]]]:
    exchange = server.client.send(request)
    data = exchange.fields.get("data")
    return [(exchange, item) for item in data if isinstance(item, dict)] if isinstance(data, list) else []


def _shared(server: ServerUnderTest, family: Family, identifier: str, by: Credential) -> bool:
    """Return whether a resource is shared by all: readable by both and created by neither."""
    created = any(
        each.status == _CREATED and each.fields.get("id") == identifier
        for each in server.client.recorder.exchanges
    )
    if created:
        return False
    if family.read is None:
        return True
    request = server.factory.request(family.read, by=by, path_values={family.parameter: identifier})
    return server.client.send(request, by=by).succeeded


@check(
    "TEN-07",
    area="tenants",
    title="Unique values are unique within an organisation",
    source="info/description; OWASP API1:2023",
    needs=_TWO,
)
def names_do_not_collide(context: CheckContext) -> None:
    """A unique value is unique within one organisation: the same creation succeeds in another.

    A conflict with a resource that the caller cannot see reveals that it exists. The first resource does not
    change.
    """
    other = stranger(context.server)
    for family in context.each([each for each in _lists(context.server) if each.create and each.read]):
        create = family.create
        if create is None or family.read is None or not create.documents(_CREATED):
            continue
        body = context.factory.body(create, by=CALLER, variant=1)
        if not isinstance(body, dict) or any(name in context.factory.parameters for name in body):
            continue
        request = HttpRequest("POST", create.path, operation=create).with_json(body)
        first = context.client.send(request)
        if first.status != _CREATED:
            continue
        second = context.client.send(request, by=other)
        context.expect(
            second.status == _CREATED,
            f"What one organisation created another cannot: {second.status}.",
            first,
            second,
        )
        _expect_kept(context, family, first, second)


def _expect_kept(context: CheckContext, family: Family, first: Exchange, second: Exchange) -> None:
    if family.read is None:
        return
    identifier = str(first.fields.get("id"))
    request = context.factory.request(family.read, by=CALLER, path_values={family.parameter: identifier})
    now = context.client.send(request)
    context.expect(
        now.succeeded and second.fields.get("id") != identifier,
        "The second creation changed the first organisation's resource.",
        second,
        now,
        subject="touched",
    )


@check(
    "TEN-08",
    area="tenants",
    title="An Idempotency-Key belongs to one organisation",
    source="parameters/IdempotencyKey",
    needs=_TWO,
)
def idempotency_keys_are_ones_own(context: CheckContext) -> None:
    """The same `Idempotency-Key` of another organisation is another key: nothing of the first is replayed.

    It is sent with the same and with another body, so that neither a replay nor a 422 reveals it. A 422 that
    also occurs with a new key is about the body.
    """
    other = stranger(context.server)
    for family in context.each([each for each in _lists(context.server) if each.create]):
        create = family.create
        if create is None or not create.takes_idempotency_key:
            continue
        for what in ("the same body", "another body"):
            key = ("Idempotency-Key", f"conformance-{secrets.token_hex(8)}")
            try:
                request = context.factory.request(create, by=CALLER, variant=1)
                theirs = request if what == "the same body" else context.factory.request(create, by=other)
            except CannotCheck as error:
                context.note(f"{create.id} was left out: {error}")
                break
            done = context.client.send(request.with_header(*key))
            if not done.succeeded:
                continue
            answer = context.client.send(theirs.with_header(*key), by=other)
            replayed = (answer.header("idempotency-replayed") or "").lower() == "true"
            same = answer.succeeded and answer.fields.get("id") == done.fields.get("id")
            refused = answer.status == 422 and _is_taken(context.server, theirs, other)
            context.expect(
                not replayed and not same and not refused,
                f"Another organisation's Idempotency-Key with {what} is answered {answer.status}"
                f"{', replayed' if replayed else ''}.",
                done,
                answer,
                subject=what,
            )


def _is_taken(server: ServerUnderTest, request: HttpRequest, by: Credential) -> bool:
    """Return whether a request with a new key is not a 422: otherwise the body is invalid."""
    fresh = ("Idempotency-Key", f"conformance-{secrets.token_hex(8)}")
    return server.client.send(request.with_header(*fresh), by=by).status != 422


@check(
    "TEN-09",
    area="tenants",
    title="A cursor gives no access to another organisation",
    source="parameters/Cursor; OWASP API1:2023",
    needs=_TWO,
)
def cursors_are_ones_own(context: CheckContext) -> None:
    """A `next_cursor` of another organisation leads to a 400, or to the caller's own resources."""
    other = stranger(context.server)
    for family in context.each(_lists(context.server)):
        if family.list is None or (request := context.request(family.list)) is None:
            continue
        if not {"limit", "cursor"} <= {each.name for each in family.list.parameters}:
            continue
        page = context.client.send(request.with_query(limit=1))
        if "next_cursor" not in page.fields and family.create is not None:
            # At least two resources, so that there is a second page.
            for _ in range(2):
                context.factory.create(family.create, by=CALLER)
            page = context.client.send(request.with_query(limit=1))
        cursor = page.fields.get("next_cursor")
        if not isinstance(cursor, str):
            continue
        second = context.client.send(request.with_query(limit=_PAGE, cursor=cursor))
        answer = context.client.send(request.with_query(limit=_PAGE, cursor=cursor), by=other)
        listed = [_ids(each) for each in (second, answer)]
        leaked = [each for each in listed[0] & listed[1] if not _shared(context.server, family, each, other)]
        context.expect(
            not leaked and (answer.succeeded or 400 <= answer.status < 500),
            f"With another organisation's cursor the answer is {answer.status} and shows {len(leaked)} of "
            "its resources.",
            page,
            answer,
        )


def _ids(exchange: Exchange) -> set[str]:
    data = exchange.fields.get("data")
    items = data if isinstance(data, list) else []
    return {str(item["id"]) for item in items if isinstance(item, dict) and "id" in item}


@check(
    "TEN-12",
    area="tenants",
    title="Every key of an organisation sees its resources",
    source="info/description",
    needs=[Need.FULL, Need.READ_ONLY],
)
def keys_share_things(context: CheckContext) -> None:
    """A resource that one key created can be read with another key of the same organisation.

    Without this a server that shows nothing to anybody would pass all the other checks.
    """
    reader = context.client.credentials.first.read_only
    for family in context.each([each for each in context.factory.families if each.read is not None]):
        if family.read is None or (request := context.request(family.read)) is None:
            continue
        own, other, again = (context.client.send(request, by=by) for by in (CALLER, reader, CALLER))
        for _ in range(_LOOKS):
            if own.json == again.json:
                break
            # Work is going on.
            context.client.clock.sleep(_REST)
            own, other, again = (context.client.send(request, by=by) for by in (CALLER, reader, CALLER))
        if own.succeeded:
            context.expect(
                other.succeeded and other.json in (own.json, again.json),
                f"A second key of the organisation is answered {other.status}, or something else.",
                own,
                other,
            )
