"""Laws of bulk writes: an item merges into the resource that it identifies."""

from contractfirst.contract import Operation, shape
from contractfirst_conformance.bulk_writes import (
    applied_bulk,
    bulk_operations,
    representation_of,
    written_ids,
)
from contractfirst_conformance.check import Stage, check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Need
from contractfirst_conformance.errors import CannotCheck
from contractfirst_conformance.server_under_test import ServerUnderTest

_MERGES = "merge"


@check(
    "LAW-50",
    area="laws",
    title="A bulk item leaves what it does not name",
    source="contract: x-upsert: merge",
    needs=[Need.FULL],
    # It waits for jobs, which wait behind those of all checks before it.
    stage=Stage.FRESH,
)
def bulks_merge(context: CheckContext) -> None:
    """Items that are sent again with their required properties only change nothing of the others.

    Checked on bulk operations with `x-upsert: merge`: the same resources are written, and each property that
    the second request leaves out keeps its value.
    """
    merging = [each for each in bulk_operations(context.server) if each.extensions.get("x-upsert") == _MERGES]
    for operation in context.each(merging):
        try:
            request, first = applied_bulk(context.server, operation)
            before = [representation_of(context.server, each, CALLER) for each in first]
            member, required = _items(context.server, operation)
            body = request.json
            assert isinstance(body, dict)
            items = body[member]
            shorter = [{name: item[name] for name in item if name in required} for item in items]
            second = written_ids(context.server, request.with_json({**body, member: shorter}), CALLER)
        except CannotCheck as error:
            context.note(f"{operation.id} was left out: {error}")
            continue
        shown = context.client.recorder.exchanges[-1]
        after = [representation_of(context.server, each, CALLER) for each in first]
        context.expect(
            second == first,
            "Items that name the same resources were written to others.",
            shown,
            operation=operation,
            subject="written",
        )
        left_out = {name for item in items for name in item if name not in required}
        lost = sorted(
            name
            for name in left_out
            if any(_value(old, name) != _value(new, name) for old, new in zip(before, after, strict=True))
        )
        context.expect(
            not lost,
            f"Properties that the items leave out have changed: {', '.join(lost)}.",
            shown,
            operation=operation,
            subject="kept",
        )


def _items(server: ServerUnderTest, operation: Operation) -> tuple[str, frozenset[str]]:
    """Return the member of the body that holds the items, and the properties that each item requires."""
    for name, place in server.factory.members(operation).items():
        item = shape.item_of(place)
        if item is not None and shape.properties(item):
            required = (
                part.value.get("required", ())
                for part in shape.in_place(item)
                if isinstance(part.value, dict)
            )
            return name, frozenset(each for names in required for each in names)
    raise CannotCheck("its body has no list of objects")


def _value(representation: object, name: str) -> object:
    return representation.get(name) if isinstance(representation, dict) else None
