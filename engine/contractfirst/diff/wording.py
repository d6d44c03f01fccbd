"""What is said about a difference between schemas."""

from contractfirst.diff.schemas.reason import Reason

__all__ = ["path_text", "worded"]

_NARROWED = {
    "closed": "is no longer there",
    "open-property": "took any value as an unnamed property and has a schema now",
    "never": "must not be there any more",
    "uniqueness": "the items must differ now",
    "unsupported": "could not be compared",
    "unproven": "is too intricate to be compared",
}
_WIDENED = {
    "closed": "is new",
    "open-property": "is no longer described and may have any value",
    "never": "may be there now",
    "uniqueness": "the items may be equal now",
    "unsupported": "could not be compared",
    "unproven": "is too intricate to be compared",
}


def worded(reason: Reason, *, narrowed: bool, request: bool) -> str:
    """Return what became of a value; ``narrowed`` says that the head document admits less than the base."""
    kind = reason.kind
    old, new = (reason.given, reason.taken) if narrowed else (reason.taken, reason.given)
    if kind == "enum":
        if narrowed:
            return f"no longer {reason.given}" if not request else f"{reason.given} is no longer accepted"
        return f"may be {reason.given} now" if not request else f"{reason.given} is accepted now"
    if kind == "required":
        if narrowed:
            return "is required now" if request else "is always there now"
        return "is no longer required" if request else "is no longer always there"
    if kind == "additional":
        if narrowed:
            return "unnamed properties are refused now" if request else "unnamed properties no longer come"
        return "unnamed properties are accepted now" if request else "unnamed properties may come now"
    if kind == "union":
        return f"fits {old} of {reason.keyword}, then {new}"
    if kind == "exclusion":
        return "is excluded by `not` now" if narrowed else "is no longer excluded by `not`"
    fixed = (_NARROWED if narrowed else _WIDENED).get(kind)
    return fixed or f"{reason.keyword} {old} → {new}"


def path_text(path: tuple[str, ...]) -> str:
    """Return ``name.address.lines[]`` for the path to a value."""
    text = ""
    for token in path:
        text += token if token.startswith("[") else f".{token}"
    return text.removeprefix(".")
