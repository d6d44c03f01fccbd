"""The examples that a document shows beside a schema, in Media Type and Parameter Objects."""

from collections.abc import Iterator
from copy import deepcopy

from contractfirst.contract.place import Place
from contractfirst.contract.shape import asserted

__all__ = ["example_values", "shown_examples"]


def shown_examples(holder: Place) -> dict[str, Place]:
    """Return the examples of a Media Type, Parameter or Header Object by name (OpenAPI 3.1.1, 4.8.14).

    The one of ``example`` has the name ``""``. Examples whose value stands elsewhere are left out. What
    is malformed raises ``ContractError``.
    """
    return dict(_examples(holder))


def example_values(holder: Place) -> Iterator[object]:
    """Yield the examples of a Media Type, Parameter or Header Object, then those of its schema; each a copy.

    None of them is validated. What is malformed raises ``ContractError``.
    """
    for place in shown_examples(holder).values():
        yield deepcopy(place.value)
    for schema in asserted(holder.child("schema")) if holder.has("schema") else ():
        if schema.has("examples") and isinstance(schema.value["examples"], list):
            yield from deepcopy(schema.value["examples"])
        if schema.has("example"):
            yield deepcopy(schema.value["example"])


def _examples(holder: Place) -> Iterator[tuple[str, Place]]:
    if holder.has("example"):
        yield "", holder.child("example")
    for name, reference in holder.members("examples"):
        example = reference.resolved()
        if example.has("value"):
            yield name, example.child("value")
