"""What would be accepted, in the middle of a sentence."""

from jsonschema_rs import ValidationError

from contractfirst.contract.phrases import phrase

__all__ = ["wording"]


def wording(error: ValidationError) -> str:
    """Return ``must be at least 1`` and the like."""
    try:
        text = phrase(error)
    except TypeError:  # the schema holds an integer that is too long to be shown
        return "is not accepted here"
    return f"{text[0].lower()}{text[1:].removesuffix('.')}"
