"""Another organisation's resources in a path: not found, and not changed."""

import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from contractfirst.contract import Operation
from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Caller, Credential, Need
from contractfirst_conformance.errors import CannotCheck
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.server_under_test import ServerUnderTest

_TWO = [Need.TWO_ORGANISATIONS]
_SOURCE = "info/description; OWASP API1:2023"
_NOT_FOUND = 404
_CHOICES = 8
# What is the same after so many seconds has come to rest, or never does in so many looks.
_REST, _LOOKS = 1.0, 10
_UUID = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
_HEXADECIMAL = re.compile(r"[0-9a-f_:.-]+", re.I)
# So many digits fit into 32 bits, and no counter has come this far.
_LONG = 9
# The server does not support HEAD; whether it must is not checked here.
_NO_HEAD = (405, 501)


def stranger(server: ServerUnderTest) -> Credential:
    """Return the key of the second organisation."""
    if server.client.stranger is None:
        raise CannotCheck("there is no key of a second organisation")
    return server.client.stranger


def nowhere(like: str, random: Random) -> str:
    """Return an id that nothing has, of the same form as one that something has."""
    if not _UUID.fullmatch(like):
        return _redrawn(like, random)
    dashed, version = str(uuid.UUID(like)), uuid.UUID(like).version
    text = str(uuid.UUID(int=random.getrandbits(128), version=4))
    # The time in a version 7 is the other id's, so that the two differ in their owner only.
    text = f"{dashed[:13]}-{version}{text[15:]}" if version else text
    text = text if "-" in like else text.replace("-", "")
    return text.upper() if like.isupper() else text


def _redrawn(like: str, random: Random) -> str:
    """Return an id of the same form: digits for digits, letters for letters, signs as they are."""
    if like.isdecimal() and len(like) < _LONG:
        # Short numbers are counters: another one of as many digits may well exist.
        return str(random.randrange(10 ** (_LONG - 1), 10**_LONG))
    # A prefix may name the kind of resource, and the first digit the size of the number.
    cut = max(like.rfind(sign) for sign in "-_:.") + 1
    cut += len(like) - cut >= _LONG
    kept, tail = like[:cut], like[cut:]
    letters = "abcdef" if _HEXADECIMAL.fullmatch(like) else "".join(filter(str.isalpha, tail.lower()))
    for _ in range(_LOOKS):
        drawn = kept + "".join(_another(each, letters, random) for each in tail)
        if drawn != like:
            return drawn
    return f"{like}-conformance"


def _another(character: str, letters: str, random: Random) -> str:
    if character.isdecimal():
        return random.choice("0123456789")
    if character.isalpha():
        drawn = random.choice(letters)
        return drawn.upper() if character.isupper() else drawn
    return character


def state_of(
    server: ServerUnderTest, operation: Operation, values: Mapping[str, str], by: Caller
) -> list[object]:
    """Return what the owner reads of every resource in a path."""
    seen: list[object] = []
    for name in values:
        family = next(
            (each for each in server.factory.families if each.parameter == name and each.read), None
        )
        if family is None or family.read is None or f"{{{name}}}" not in operation.path:
            continue
        needed = {each.name for each in family.read.parameters if each.location == "path"}
        if needed <= values.keys():
            given = {each: values[each] for each in needed}
            request = server.factory.request(family.read, by=by, path_values=given)
            exchange = server.client.send(request, by=by)
            seen.append((exchange.status, exchange.json))
    return seen


def at_rest(server: ServerUnderTest, look: Callable[[], object]) -> object:
    """Return what is seen once it stays the same; raises ``CannotCheck`` when it does not."""
    before = look()
    for _ in range(_LOOKS):
        server.client.clock.sleep(_REST)
        if (after := look()) == before:
            return after
        before = after
    raise CannotCheck("what is there changes all the time")


def _foreign(context: CheckContext, operation: Operation) -> HttpRequest | None:
    """Return a request of the first organisation's, all ids in it the first one's."""
    return context.request(operation, by=CALLER)


def _seen_by_owner(context: CheckContext, operation: Operation) -> Exchange | None:
    """Return the owner's exchange for a resource that exists; ``None`` with a note."""
    if _foreign(context, operation) is None:
        return None
    for number, request in enumerate(context.factory.choices(operation, by=CALLER)):
        exchange = context.client.send(request)
        if exchange.status != _NOT_FOUND:
            return exchange
        if number == _CHOICES:
            break
    context.note(f"{operation.id} was left out: its owner is answered 404 too")
    return None


def _with_path(
    server: ServerUnderTest, method: str | None = None, *, read: bool | None = None
) -> list[Operation]:
    return [
        each
        for each in server.client.operations(method=method, anonymous=False)
        if "{" in each.path and each.documents(_NOT_FOUND) and read in (None, each.method == "GET")
    ]


def _expect_absent(context: CheckContext, exchange: Exchange, what: str, *others: Exchange) -> bool:
    return context.expect(
        exchange.status == _NOT_FOUND,
        f"{what} of another organisation is answered {exchange.status}, not 404.",
        *others,
        exchange,
        subject=what,
    )


def _described(exchange: Exchange, identifiers: Mapping[str, str]) -> tuple[object, ...]:
    """Return the text of an error, without the ids of the request."""
    words = [str(exchange.fields.get(name, "")) for name in ("code", "title", "detail", "type")]
    for identifier in identifiers.values():
        words = [word.replace(identifier, "…") for word in words]
    return exchange.status, *words


@check(
    "TEN-01",
    area="tenants",
    title="Another organisation's resources cannot be read",
    source=_SOURCE,
    needs=_TWO,
)
def foreign_reads(context: CheckContext) -> None:
    """Every GET with another organisation's id in its path is a 404; so is HEAD, unless that is a 405 or 501.

    The response is the same as for an id that does not exist, so that nobody can find out which ids exist.
    The owner does not get a 404.
    """
    other = stranger(context.server)
    for operation in context.each(_with_path(context.server, read=True)):
        own = _seen_by_owner(context, operation)
        if own is None:
            continue
        request = context.client.bare(own.request)
        exchange = context.client.send(request, by=other)
        if _expect_absent(context, exchange, "A resource", own):
            absent = request
            for name, value in request.path_values.items():
                absent = absent.with_path_value(name, nowhere(value, context.random))
            unknown = context.client.send(absent, by=other)
            context.expect(
                _described(exchange, request.path_values) == _described(unknown, absent.path_values),
                "The 404 for another organisation's resource differs from the one for an unknown id.",
                unknown,
                exchange,
                subject="same 404",
            )
        head = context.client.send(replace(request, method="HEAD"), by=other)
        if head.status not in _NO_HEAD:
            _expect_absent(context, head, "A resource (HEAD)")


@check(
    "TEN-02",
    area="tenants",
    title="Another organisation's resources cannot be changed",
    source=_SOURCE,
    needs=_TWO,
)
def foreign_writes(context: CheckContext) -> None:
    """Every write with another organisation's id in its path is a 404 and changes nothing.

    What the owner reads is compared before and after. A PUT carries different values.
    """
    for operation in context.each(_with_path(context.server, read=False)):
        try:
            exchange, changed = _written_by_stranger(context, operation, fresh=False)
            if changed:
                # Unfinished work changes resources too: try again on one that no longer changes.
                exchange, changed = _written_by_stranger(context, operation, fresh=True)
        except CannotCheck as error:
            context.note(f"{operation.id} was left out: {error}")
            continue
        context.expect(
            not changed,
            "Another organisation's request changed a resource that is not its own.",
            exchange,
            subject="changed",
        )


def _written_by_stranger(
    context: CheckContext, operation: Operation, *, fresh: bool
) -> tuple[Exchange, bool]:
    """Let a stranger write; return the exchange and whether the owner sees something else after it."""
    request = _write(context.server, operation, fresh=fresh)

    def look() -> object:
        return state_of(context.server, operation, request.path_values, CALLER)

    before = at_rest(context.server, look) if fresh else look()
    exchange = context.client.send(request, by=stranger(context.server))
    _expect_absent(context, exchange, "A resource")
    return exchange, look() != before


def _write(server: ServerUnderTest, operation: Operation, *, fresh: bool) -> HttpRequest:
    """Return a request that would change something."""
    request = server.factory.request(operation, by=CALLER, fresh=fresh)
    if operation.method != "PUT":
        return request
    try:
        values = request.path_values
        return server.factory.request(operation, by=CALLER, path_values=values, variant=1)
    except CannotCheck:
        # There is one way to write it only.
        return request


@check(
    "TEN-03",
    area="tenants",
    title="Nested resources of another organisation cannot be reached",
    source=_SOURCE,
    needs=_TWO,
    quick=False,
)
def foreign_children(context: CheckContext) -> None:
    """In a path with two ids, one's own first does not give access to another organisation's second."""
    other = stranger(context.server)
    checked = [each for each in _with_path(context.server) if each.path.count("{") > 1]
    for operation in context.each(checked):
        if (request := _foreign(context, operation)) is None:
            continue
        if operation.method == "GET":
            own_look = _seen_by_owner(context, operation)
            if own_look is None:
                continue
            request = context.client.bare(own_look.request)
        first = next(each.name for each in operation.parameters if each.location == "path")
        try:
            own = context.factory.thing(first, by=other).id
        except CannotCheck as error:
            context.note(f"{operation.id} was left out: {error}")
            continue
        before = state_of(context.server, operation, request.path_values, CALLER)
        exchange = context.client.send(request.with_path_value(first, own), by=other)
        _expect_absent(context, exchange, "A resource below the caller's own")
        after = state_of(context.server, operation, request.path_values, CALLER)
        context.expect(before == after, "It changed even so.", exchange, subject="changed")


@check(
    "TEN-10",
    area="tenants",
    title="Conditional requests reveal nothing about another organisation",
    source="RFC 9110 section 13.2.1",
    needs=_TWO,
)
def foreign_conditions(context: CheckContext) -> None:
    """With the right ETag in `If-None-Match` or `If-Match` the status is 404, not 304, 412 or a success."""
    other = stranger(context.server)
    for family in context.each([each for each in context.factory.families if each.read is not None]):
        if family.read is None or (request := _foreign(context, family.read)) is None:
            continue
        tag = context.client.send(request).header("etag")
        if tag is None or request.operation not in _with_path(context.server):
            continue
        for value in (tag, "*"):
            exchange = context.client.send(request.with_header("If-None-Match", value), by=other)
            _expect_absent(context, exchange, "A resource with If-None-Match")
        for operation in (family.replace, family.delete):
            if operation is None:
                continue
            write = context.factory.request(operation, by=CALLER, path_values=request.path_values)
            for value in (tag, '"conformance"', "*"):
                exchange = context.client.send(write.with_header("If-Match", value), by=other)
                _expect_absent(context, exchange, "A resource with If-Match")
