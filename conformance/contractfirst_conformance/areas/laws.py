"""Laws of a resource's life: created, read, listed, replaced, deleted."""

from contractfirst.contract import shape
from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Need
from contractfirst_conformance.list_operation import listings, response_fields
from contractfirst_conformance.resource_lifecycle import (
    changed_body,
    created_resources,
    differing,
    reading,
    replace_thing,
    shows,
    things,
)

_FULL = [Need.FULL]
_ACCEPTED = 202


@check(
    "LAW-01",
    area="laws",
    title="A created resource reads back as sent and as returned",
    source="RFC 9110 sections 9.3.3 and 15.3.2",
    needs=_FULL,
)
def created_is_read_back(context: CheckContext) -> None:
    """After a 201 the new resource is found, with every value that was sent or returned.

    Properties that only the creation response documents, such as a secret that is shown once, may be missing
    when it is read.
    """
    for new in created_resources(context):
        created, read = new.created.fields, new.read.fields
        if not context.expect(
            new.read.status == 200,
            f"What was created is answered {new.read.status} when it is read.",
            new.created,
            new.read,
            operation=new.family.create,
            subject="found",
        ):
            continue
        sent = new.created.request.json
        for what, other in (("sent", sent if isinstance(sent, dict) else {}), ("answered", created)):
            wrong = differing(other, read)
            context.expect(
                not wrong,
                f"Read back differs from what was {what}: {', '.join(wrong)}.",
                new.created,
                new.read,
                operation=new.family.create,
                subject=what,
            )
        known = response_fields(new.read.operation, "200") if new.read.operation else {}
        lost = sorted((created.keys() & known.keys()) - read.keys())
        context.expect(
            not lost,
            f"Missing when read back: {', '.join(lost)}.",
            new.created,
            new.read,
            operation=new.family.create,
            subject="lost",
        )


@check(
    "LAW-02",
    area="laws",
    title="A created resource is in the list",
    source="RFC 9110 section 9.3.3; contract: lists",
    needs=_FULL,
)
def created_is_listed(context: CheckContext) -> None:
    """The list of its kind contains the new resource once, with the same values."""
    known = {each.operation.id: each for each in listings(context.server)}
    for new in created_resources(context):
        listing = known.get(new.family.list.id) if new.family.list else None
        if listing is None or new.read.status != 200:
            continue
        request = context.factory.request(
            listing.operation, by=CALLER, path_values=new.read.request.path_values
        )
        if "-created_at" in listing.orders:
            # It is the newest but for what came about by itself since.
            request = request.with_query(sort="-created_at", limit=listing.largest)
            page = context.client.send(request)
            shown = page.fields.get("data")
            items = shown if isinstance(shown, list) else []
        else:
            walk = listing.walk(context.server, request, by=CALLER)
            page, items = walk.exchanges[0], walk.items
        found = [item for item in items if item.get("id") == new.id]
        context.expect(
            len(found) == 1,
            f"The list has the new resource {len(found)} times.",
            new.created,
            page,
            subject="found",
        )
        # Values that the server computes may have changed between the two reads.
        again = context.client.send(new.read.request)
        wrong = [
            name
            for item in found
            for name in differing(item, again.fields)
            if name in differing(item, new.read.fields)
        ]
        context.expect(
            not wrong,
            f"The list shows it with other values: {', '.join(wrong)}.",
            new.read,
            page,
            subject="values",
        )


@check(
    "LAW-03",
    area="laws",
    title="A replaced resource reads back as sent and as returned",
    source="RFC 9110 section 9.3.4",
    needs=_FULL,
)
def replaced_is_read_back(context: CheckContext) -> None:
    """After a PUT the resource has every value that was sent, and reads as the PUT returned it.

    The response counts if it documents the same schema as reading. A 202 has replaced nothing yet.
    """
    for family, operation, _, request in things(context, "PUT"):
        written = replace_thing(context, operation, request)
        if not written.succeeded or written.status == _ACCEPTED:
            context.note(f"{operation.id} was answered {written.status}")
            continue
        read = context.client.send(reading(family, written.request))
        sent = written.request.json
        answered = written.fields if shows(family, operation) else {}
        for what, other in (("sent", sent if isinstance(sent, dict) else {}), ("answered", answered)):
            wrong = differing(other, read.fields)
            context.expect(
                read.status == 200 and not wrong,
                f"Read back ({read.status}) differs from what was {what}: {', '.join(wrong)}.",
                written,
                read,
                operation=operation,
                subject=what,
            )


@check(
    "LAW-04",
    area="laws",
    title="A PUT replaces the whole resource",
    source="RFC 9110 section 9.3.4",
    needs=_FULL,
)
def put_replaces_all(context: CheckContext) -> None:
    """A PUT without an optional property resets it to its default or removes it; the old value is gone.

    A server that merges instead makes it impossible to remove a value.
    """
    for family, operation, thing, request in things(context, "PUT"):
        body, members = request.json, context.factory.members(operation)
        shown = response_fields(family.read, "200") if family.read else {}
        if not isinstance(body, dict):
            continue
        for name in sorted(body):
            less = request.with_json({key: value for key, value in body.items() if key != name})
            old = thing.fields.get(name)
            has_default, default = shape.default_of(members[name]) if name in members else (False, None)
            if (
                not isinstance(old, (str, int, list))
                or isinstance(old, bool)
                or not old
                or (has_default and default == old)
                or name not in shown
                or operation.decode_body("application/json", less.body or b"")[1]
            ):
                continue
            replaced = context.client.send(less)
            read = context.client.send(reading(family, request))
            if replaced.succeeded:
                context.expect(
                    read.fields.get(name) != old,
                    f"{name} was left out of the PUT and still has its old value.",
                    replaced,
                    read,
                    operation=operation,
                    subject=name,
                )
            context.client.send(request)


@check(
    "LAW-05",
    area="laws",
    title="A PUT is idempotent",
    source="RFC 9110 section 9.2.2",
    needs=_FULL,
)
def put_is_idempotent(context: CheckContext) -> None:
    """The same PUT again succeeds too and leaves every property that a PUT writes unchanged."""
    for family, operation, _, request in things(context, "PUT"):
        first = replace_thing(context, operation, request)
        if not first.succeeded:
            continue
        changed = first.request
        before = context.client.send(reading(family, changed))
        second = context.client.send(changed)
        after = context.client.send(reading(family, changed))
        written = changed.json if isinstance(changed.json, dict) else {}
        wrong = [name for name in differing(before.fields, after.fields) if name in written]
        context.expect(
            second.status == first.status and after.status == 200 and not wrong,
            f"The second PUT answered {second.status}, the first {first.status}, and changed: {wrong}.",
            first,
            second,
            after,
            operation=operation,
        )


@check(
    "LAW-06",
    area="laws",
    title="A PUT keeps read-only values and the creation time",
    source="JSON Schema Validation 2020-12 section 9.4, readOnly",
    needs=_FULL,
)
def put_keeps_identity(context: CheckContext) -> None:
    """A PUT changes neither the resource's id nor its creation time, and no other resource of its kind."""
    for family, operation, thing, request in things(context, "PUT"):
        neighbour = next(
            (each for each in context.factory.listed(family.parameter, by=CALLER) if each != thing.id), None
        )
        beside = request.with_path_value(family.parameter, neighbour) if neighbour else None
        before = context.client.send(reading(family, beside)) if beside is not None else None
        replaced = context.client.send(changed_body(context, operation, request) or request)
        read = context.client.send(reading(family, request))
        if not replaced.succeeded:
            continue
        for name in ("id", "created_at"):
            context.expect(
                thing.fields.get(name) == read.fields.get(name),
                f"The PUT changed {name}.",
                thing.exchange,
                replaced,
                read,
                operation=operation,
                subject=name,
            )
        if beside is not None and before is not None:
            after = context.client.send(reading(family, beside))
            written = context.factory.members(operation)
            wrong = [name for name in differing(before.fields, after.fields) if name in written]
            context.expect(
                not wrong,
                f"The PUT changed another resource: {', '.join(wrong)}.",
                before,
                replaced,
                after,
                operation=operation,
                subject="another",
            )
