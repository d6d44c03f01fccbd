"""What an item is after somebody wrote it."""

from copy import deepcopy

from contractfirst.contract import Operation, shape
from contractfirst.contract.place import Place

__all__ = ["overlaid"]

Item = dict[str, object]


def overlaid(old: Item, given: Item, operation: Operation, schema: Place) -> Item:
    """Return the item that a request's body replaces ``old`` by.

    What the request may set and left out gets its default or is gone, unless ``schema``, the item's own,
    needs it; what only the server sets stays as it was.
    """
    settable = _request_properties(operation)
    known = shape.properties(schema)
    open_item = shape.takes_more(schema) or not _closed(schema)
    needed = _required(schema)
    item: Item = {}
    for name, value in old.items():
        if name in given:
            item[name] = given[name]
        elif name not in settable or (name in needed and not shape.default_of(settable[name])[0]):
            item[name] = value
    for name, place in settable.items():
        has_default, default = shape.default_of(place)
        if has_default and name in known and name not in item:
            item[name] = deepcopy(default)
    for name, value in given.items():
        if name in known:
            if not shape.annotated(known[name], "writeOnly"):
                item[name] = value
        elif open_item and name not in settable:
            item[name] = value
    return item


def _request_properties(operation: Operation) -> dict[str, Place]:
    if operation.request_body is None:
        return {}
    for media_type, media in operation.request_body.place.members("content"):
        if media_type.partition(";")[0].endswith(("json", "x-www-form-urlencoded")) and media.has("schema"):
            properties = shape.properties(media.child("schema"))
            return {name: each for name, each in properties.items() if not shape.annotated(each, "readOnly")}
    return {}


def _closed(schema: Place) -> bool:
    return any(
        isinstance(place.value, dict) and place.value.get(keyword) is False
        for place in shape.in_place(schema)
        for keyword in ("additionalProperties", "unevaluatedProperties")
    )


def _required(schema: Place) -> frozenset[str]:
    names: set[str] = set()
    for place in shape.in_place(schema):
        listed = place.value.get("required") if isinstance(place.value, dict) else None
        if isinstance(listed, list):
            names.update(str(name) for name in listed)
    return frozenset(names)
