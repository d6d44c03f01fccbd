"""What is written by another system's name instead of an id: found among one's own things only."""

from collections.abc import Iterator

from contractfirst.contract import Operation, shape
from contractfirst_conformance.areas.tenants import stranger
from contractfirst_conformance.check import Stage, check
from contractfirst_conformance.credentials import Need
from contractfirst_conformance.errors import CannotJudge
from contractfirst_conformance.exchange import Request
from contractfirst_conformance.references import references, with_reference
from contractfirst_conformance.target import CALLER, Caller, Target
from contractfirst_conformance.trial import Trial

_ACCEPTED = 202
_VARIANTS = 4


@check(
    "TEN-11",
    area="tenants",
    title="A bulk writes one's own things only",
    source="info/description; OWASP API1:2023",
    needs=[Need.TWO_ORGANISATIONS],
    # It waits for jobs, which wait behind those of all checks before it.
    stage=Stage.FRESH,
)
def bulks_are_ones_own(trial: Trial) -> None:
    """Items that name no id but something that is theirs elsewhere are found in one organisation only.

    Both organisations send the same items, each with ids of its own where ids are named. What comes of them
    must have nothing in common, and the first organisation's things stay as they are. Where the items, sent
    twice by it, lead to the same things, they still do after the other organisation's turn.
    """
    target = trial.target
    other = stranger(target)
    for operation in trial.each(_bulks(target)):
        try:
            request, first = _applied(target, operation)
            # What makes new things every time finds none again.
            finds = _written(target, request, CALLER) == first
            theirs = _with_own_ids(target, request, other)
            before = [_read(target, each, CALLER) for each in first]
            second = _written(target, theirs, other)
        except CannotJudge as error:
            trial.note(f"{operation.id} was left out: {error}")
            continue
        shown = target.recorder.exchanges[-1]
        if not second:
            trial.note(f"{operation.id} was left out: it came to nothing in the second organisation")
            continue
        trial.expect(
            not set(first) & set(second),
            f"{len(set(first) & set(second))} things of one organisation were written by another's bulk.",
            shown,
            operation=operation,
            subject="written",
        )
        trial.expect(
            before == [_read(target, each, CALLER) for each in first],
            "Another organisation's bulk changed things that are not its own.",
            shown,
            operation=operation,
            subject="changed",
        )
        trial.expect(
            not finds or _written(target, request, CALLER) == first,
            "After another organisation's bulk one's own items are not found any more.",
            target.recorder.exchanges[-1],
            operation=operation,
            subject="found again",
        )


def _bulks(target: Target) -> list[Operation]:
    """Return the operations that take a list of objects and work on it later."""
    posts = target.operations(method="POST", anonymous=False)
    return [each for each in posts if each.documents(_ACCEPTED) and _takes_items(target, each)]


def _takes_items(target: Target, operation: Operation) -> bool:
    items = map(shape.item_of, target.factory.members(operation).values())
    return any(shape.properties(each) for each in items if each is not None)


def _with_own_ids(target: Target, request: Request, by: Caller) -> Request:
    body = request.json
    for reference in references(body, target.factory.parameters):
        body = with_reference(body, reference, target.factory.thing(reference.parameter, by=by).id)
    return request.with_json(body)


def _applied(target: Target, operation: Operation) -> tuple[Request, list[str]]:
    """Carry a bulk out, with other items until something comes of them; return it and the ids of that."""
    for variant in range(_VARIANTS):
        request = target.factory.request(operation, by=CALLER, variant=variant)
        if found := _written(target, request, CALLER):
            return request, found
    raise CannotJudge("nothing comes of it")


def _written(target: Target, request: Request, by: Caller) -> list[str]:
    """Carry a bulk out; return the ids of what came of its items, in their order."""
    exchange = target.send(request, by=by)
    if exchange.status != _ACCEPTED:
        raise CannotJudge(f"it is answered {exchange.status}", exchange)
    job = target.factory.settled(exchange, by=by).fields
    return [found for name in job for found in _ids(job[name])]


def _ids(value: object) -> Iterator[str]:
    """Yield the ids of the objects in a value."""
    if isinstance(value, dict):
        if "id" in value:
            yield str(value["id"])
        for member in value.values():
            yield from _ids(member)
    elif isinstance(value, list):
        for item in value:
            yield from _ids(item)


def _read(target: Target, identifier: str, by: Caller) -> object:
    """Return what the owner reads of a thing of whatever kind."""
    for family in target.factory.families:
        if family.read is not None and family.read.path.count("{") == 1:
            values = {family.parameter: identifier}
            look = target.send(target.factory.request(family.read, by=by, path_values=values), by=by)
            if look.succeeded:
                return look.json
    return None
