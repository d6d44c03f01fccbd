"""Bulk writes by another system's id: matched only within the caller's own organisation."""

from contractfirst_conformance.areas.tenants import stranger
from contractfirst_conformance.bulk_writes import (
    applied_bulk,
    bulk_operations,
    representation_of,
    written_ids,
)
from contractfirst_conformance.check import Stage, check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Caller, Need
from contractfirst_conformance.errors import CannotCheck
from contractfirst_conformance.exchange import HttpRequest
from contractfirst_conformance.references import references, with_reference
from contractfirst_conformance.server_under_test import ServerUnderTest


@check(
    "TEN-11",
    area="tenants",
    title="Bulk operations write only to the caller's own organisation",
    source="info/description; OWASP API1:2023",
    needs=[Need.TWO_ORGANISATIONS],
    # It waits for jobs, which wait behind those of all checks before it.
    stage=Stage.FRESH,
)
def bulks_are_ones_own(context: CheckContext) -> None:
    """Bulk items without an id never match another organisation's resources.

    Both organisations send the same items, with their own ids where ids are named. The resulting resources
    must be disjoint, and the first organisation's resources must not change. If items that the first
    organisation sends twice update the same resources, they must still do so after the other organisation's
    request.
    """
    other = stranger(context.server)
    for operation in context.each(bulk_operations(context.server)):
        try:
            request, first = applied_bulk(context.server, operation)
            # An operation that always creates matches nothing.
            finds = written_ids(context.server, request, CALLER) == first
            theirs = _with_own_ids(context.server, request, other)
            before = [representation_of(context.server, each, CALLER) for each in first]
            second = written_ids(context.server, theirs, other)
        except CannotCheck as error:
            context.note(f"{operation.id} was left out: {error}")
            continue
        shown = context.client.recorder.exchanges[-1]
        if not second:
            context.note(f"{operation.id} was left out: it came to nothing in the second organisation")
            continue
        context.expect(
            not set(first) & set(second),
            f"{len(set(first) & set(second))} resources of one organisation were written by another's bulk.",
            shown,
            operation=operation,
            subject="written",
        )
        context.expect(
            before == [representation_of(context.server, each, CALLER) for each in first],
            "Another organisation's bulk changed resources that are not its own.",
            shown,
            operation=operation,
            subject="changed",
        )
        context.expect(
            not finds or written_ids(context.server, request, CALLER) == first,
            "After another organisation's bulk one's own items are not found any more.",
            context.client.recorder.exchanges[-1],
            operation=operation,
            subject="found again",
        )


def _with_own_ids(server: ServerUnderTest, request: HttpRequest, by: Caller) -> HttpRequest:
    body = request.json
    for reference in references(body, server.factory.parameters):
        body = with_reference(body, reference, server.factory.thing(reference.parameter, by=by).id)
    return request.with_json(body)
