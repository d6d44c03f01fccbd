"""Families of operations: a collection and its items.

Read from the paths alone: ``/things`` and ``/things/{thing_id}``.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from contractfirst.contract import Operation

__all__ = ["Family", "families", "path_parameters"]


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of resource.

    ``collection`` and ``item`` are path templates, ``parameter`` the name of the item's id in its path.
    Each operation may be missing.
    """

    collection: str
    item: str
    parameter: str
    list: Operation | None = None
    create: Operation | None = None
    read: Operation | None = None
    replace: Operation | None = None
    patch: Operation | None = None
    delete: Operation | None = None

    @property
    def name(self) -> str:
        """The last word of the collection's path."""
        return self.collection.rsplit("/", 1)[-1]


def families(operations: Iterable[Operation]) -> list[Family]:
    """Return every family in the order of the document; one without item operations has no reader."""
    by_path: dict[str, dict[str, Operation]] = {}
    for operation in operations:
        by_path.setdefault(operation.path, {})[operation.method] = operation
    found: dict[str, Family] = {}
    for path in by_path:
        parts = path.split("/")
        for depth, part in enumerate(parts):
            if depth < 2 or not (part.startswith("{") and part.endswith("}")):
                continue
            item, collection = "/".join(parts[: depth + 1]), "/".join(parts[:depth])
            if item in found or parts[depth - 1].startswith("{"):
                continue
            on_item, on_collection = by_path.get(item, {}), by_path.get(collection, {})
            found[item] = Family(
                collection,
                item,
                part[1:-1],
                list=on_collection.get("GET"),
                create=on_collection.get("POST"),
                read=on_item.get("GET"),
                replace=on_item.get("PUT"),
                patch=on_item.get("PATCH"),
                delete=on_item.get("DELETE"),
            )
    return list(found.values())


def path_parameters(operations: Iterable[Operation]) -> frozenset[str]:
    """Return the names of all parameters in paths: what a property of that name refers to."""
    return frozenset(
        parameter.name
        for operation in operations
        for parameter in operation.parameters
        if parameter.location == "path"
    )
