"""What happens to the items of one resource: created, listed, read, replaced, patched, deleted."""

from collections import OrderedDict
from collections.abc import Iterator
from random import Random
from typing import cast
from urllib.parse import quote, unquote

from contractfirst.contract import Operation, Response, require_match, shape
from contractfirst.contract.examples import UnsatisfiableError, ValueGenerator
from contractfirst.contract.exchange import Call
from contractfirst.contract.merge_patch import merged
from contractfirst.contract.problems import NotFound
from contractfirst.mock.answers import MockAnswer, OperationAnswers
from contractfirst.mock.listing import PagedList
from contractfirst.mock.memory import Memory
from contractfirst.mock.resources import MockResource, item_schema_of, json_schema_of, list_member
from contractfirst.mock.writing import overlaid

__all__ = ["ResourceState"]

Item = dict[str, object]


class ResourceState:
    """One resource's behaviour; ``answers`` are those of its operations, by role."""

    def __init__(
        self,
        resource: MockResource,
        answers: dict[str, OperationAnswers],
        generator: ValueGenerator,
        memory: Memory,
        seed: int,
    ) -> None:
        self._resource = resource
        self._answers = answers
        self._generator = generator
        self._memory = memory
        self._seed = seed
        self._made = 0
        self._properties = shape.properties(resource.schema)
        self._schemas = {role: json_schema_of(operation) for role, operation in resource.by_role.items()}
        self._named = {
            role: shape.properties(schema) for role, schema in self._schemas.items() if schema is not None
        }
        self._listing = _listing(resource, answers, generator)

    def knows(self, collection: str, identity: str) -> bool:
        """Return whether there is such an item."""
        return unquote(identity) in self._items(collection)

    def listed(self, call: Call, arguments: dict[str, object]) -> Response | None:
        """Return the items of a collection; ``None`` where the document's list has no known form."""
        if self._listing is None:
            return None
        items = list(self._items(call.path).values())
        return self._listing.response(items, arguments, self._answers["list"].to(None, call.accept))

    def create(self, call: Call, body: object) -> Response | None:
        """Remember a new item and return the response that shows it."""
        answer = self._answers["create"].to(None, call.accept)
        # A body that is no JSON object has nothing to keep, but creates something all the same.
        given = body if isinstance(body, dict) else {}
        items = self._items(call.path)
        identity = self._new_identity(items, given)
        if identity is None:
            return None
        item = overlaid(self._template(), given, self._resource.by_role["create"], self._resource.schema)
        item[self._resource.identity] = identity
        item = self._valid(item, identity)
        self._memory.put(items, str(identity), item)
        headers = dict(answer.headers)
        path = f"{call.path}/{quote(str(identity), safe='')}"
        spec = self._resource.by_role["create"].response_for(answer.status)
        location = spec.headers.get("location") if spec is not None else None
        if location is not None:
            address = call.base_url + path
            headers[location.name] = path if location.messages(address) else address
        return self._answered(answer, item, "create", headers)

    def read(self, call: Call) -> Response | None:
        """Return an item; raises ``NotFound`` where the document has that."""
        answer = self._answers["read"].to(None, call.accept)
        item = self._item(call, "read")
        return None if item is None else self._answered(answer, item, "read", dict(answer.headers))

    def write(self, call: Call, role: str, body: object, if_match: object) -> Response | None:
        """Replace or patch an item and return the answer; raises ``NotFound``, ``PreconditionFailed``."""
        answer = self._answers[role].to(None, call.accept)
        operation = self._resource.by_role[role]
        old = self._item(call, role)
        if old is None or not isinstance(body, dict):
            return None
        if isinstance(if_match, str) and operation.documents(412):
            require_match(if_match, self._represented(old, "read" if "read" in self._answers else role))
        collection, identity = _split(call.path)
        if role == "patch":
            new = cast("Item", merged(old, body))
        else:
            new = overlaid(old, body, operation, self._resource.schema)
        new[self._resource.identity] = old[self._resource.identity]
        items = self._items(collection)
        self._memory.put(items, identity, new if self._fits(new) else self._valid({**old, **body}, None, old))
        return self._answered(answer, items[identity], role, dict(answer.headers))

    def delete(self, call: Call, if_match: object) -> Response | None:
        """Forget an item and return the answer; raises ``NotFound``, ``PreconditionFailed``."""
        old = self._item(call, "delete")
        if old is None:
            return None
        if isinstance(if_match, str) and self._resource.by_role["delete"].documents(412):
            require_match(if_match, self._represented(old, "read" if "read" in self._answers else "delete"))
        collection, identity = _split(call.path)
        self._items(collection).pop(identity, None)
        return self._answers["delete"].to(None, call.accept).response()

    def _item(self, call: Call, role: str) -> Item | None:
        collection, identity = _split(call.path)
        item = self._items(collection).get(identity)
        if item is None and self._resource.by_role[role].documents(404):
            raise NotFound("There is no such item; the mock knows its examples and what was created.")
        return item

    def _items(self, collection: str) -> "OrderedDict[str, Item]":
        return self._memory.collection(collection, self._begin)

    def _begin(self) -> Iterator[tuple[str, Item]]:
        """Yield the items that the document's own examples tell of."""
        name = self._resource.identity
        template = self._template()
        listed = self._listing.items(self._answers["list"].to()) if self._listing is not None else []
        for item in listed:
            if isinstance(item, dict) and name in item:
                whole = {**template, **{key: item[key] for key in item if key in self._properties}}
                yield str(item[name]), self._valid(whole, item[name])
        if name in template:
            yield str(template[name]), template

    def _template(self) -> Item:
        for role in ("read", "create", "replace", "patch"):
            if role in self._answers:
                data = self._answers[role].to().data
                if isinstance(data, dict) and self._fits(data):
                    return dict(data)
        value = self._generator.value(
            self._resource.schema, Random(f"{self._seed}:{self._resource.collection}")
        )
        return dict(value) if isinstance(value, dict) else {}

    def _fits(self, item: object) -> bool:
        return self._generator.accepts(self._resource.schema, item)

    def _valid(self, item: Item, identity: object, otherwise: Item | None = None) -> Item:
        if self._fits(item):
            return item
        plain = dict(self._template() if otherwise is None else otherwise)
        if identity is not None:
            plain[self._resource.identity] = identity
        return plain

    def _new_identity(self, items: "OrderedDict[str, Item]", body: Item) -> object:
        """Return an identity that no item has: the caller's own if it may choose one, else a new one."""
        name = self._resource.identity
        if isinstance(body.get(name), str | int) and str(body[name]) not in items:
            return body[name]
        place = self._properties.get(name)
        if place is None:
            return None
        for _ in range(200):
            self._made += 1
            random = Random(f"{self._seed}:{self._resource.collection}:{self._made}")
            try:
                identity = self._generator.value(place, random, examples=False)
            except UnsatisfiableError:
                return None
            if isinstance(identity, str | int) and str(identity) not in items:
                return identity
        return None

    def _represented(self, item: Item, role: str) -> object:
        return self._answered_body(self._answers[role].to(), item, role)

    def _answered(self, answer: MockAnswer, item: Item, role: str, headers: dict[str, str]) -> Response:
        body = self._answered_body(answer, item, role)
        return Response(answer.status, body, headers, answer.media_type)

    def _answered_body(self, answer: MockAnswer, item: Item, role: str) -> object:
        """Return the item in the form of an operation's response, or else the document's example."""
        schema = self._schemas[role]
        if schema is None or not isinstance(answer.data, dict) or answer.body is not answer.data:
            return answer.body
        if self._generator.accepts(schema, item):
            return item
        named = self._named[role]
        for candidate in (
            {key: value for key, value in item.items() if key in named},
            {**answer.data, **{key: value for key, value in item.items() if key in answer.data}},
        ):
            if self._generator.accepts(schema, candidate):
                return candidate
        return answer.body


def _split(path: str) -> tuple[str, str]:
    collection, _, identity = path.rpartition("/")
    return collection, unquote(identity)


def _listing(
    resource: MockResource, answers: dict[str, OperationAnswers], generator: ValueGenerator
) -> PagedList | None:
    operation: Operation | None = resource.by_role.get("list")
    schema = json_schema_of(operation) if operation is not None else None
    if schema is None or operation is None or "list" not in answers:
        return None
    member, element = list_member(schema), item_schema_of(schema)
    return (
        None
        if member is None or element is None
        else PagedList(operation, schema, member, element, generator)
    )
