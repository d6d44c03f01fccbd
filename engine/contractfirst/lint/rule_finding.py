"""What a rule has to say about one object, before its severity is known."""

from dataclasses import dataclass

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract.document import Document
from contractfirst.contract.place import Place

__all__ = ["RuleFinding", "report"]


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """A defect at a place; ``fix`` overrides the rule's own."""

    document: Document
    pointer: str
    message: str
    fix: str | None = None


def report(place: Place, message: str, *tokens: str | int, fix: str | None = None) -> RuleFinding:
    """Return a finding about an object, or about the member at ``tokens`` below it."""
    return RuleFinding(place.document, json_pointer.join(place.pointer, *tokens), message, fix)
