"""The examples that a document shows beside a schema, in Media Type and Parameter Objects."""

from collections.abc import Iterator

from contractfirst.contract.place import Place

__all__ = ["shown_examples"]


def shown_examples(holder: Place) -> dict[str, Place]:
    """Return the examples of a Media Type, Parameter or Header Object by name (OpenAPI 3.1.1, 4.8.14).

    The one of ``example`` has the name ``""``. Examples whose value stands elsewhere are left out. What
    is malformed raises ``ContractError``.
    """
    return dict(_examples(holder))


def _examples(holder: Place) -> Iterator[tuple[str, Place]]:
    if holder.has("example"):
        yield "", holder.child("example")
    for name, reference in holder.members("examples"):
        example = reference.resolved()
        if example.has("value"):
            yield name, example.child("value")
