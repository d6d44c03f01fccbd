"""Bodies: media types and what is in them."""

from contractfirst.contract.direction import Direction
from contractfirst.contract.place import Place
from contractfirst.diff.context import ComparisonContext, absent, members, resolved
from contractfirst.diff.schemas.sameness import equal

__all__ = ["compare_content", "compare_request_body"]


def compare_request_body(context: ComparisonContext, base: Place, head: Place) -> None:
    """Compare the request bodies of two operations."""
    old, new = _body(base), _body(head)
    if old is None or new is None:
        if old is not None:
            context.add(
                "request-body-removed", old, absent(head, "requestBody"), "the request body was removed"
            )
        elif new is not None:
            needed = new.get("required") is True
            rule = "request-body-added-required" if needed else "request-body-added"
            text = f"a request body is new{' and required' if needed else ''}"
            context.add(rule, absent(base, "requestBody"), new, text)
        return
    was, now = old.get("required") is True, new.get("required") is True
    if was != now:
        rule = "request-body-required" if now else "request-body-optional"
        text = f"the request body is {'required now' if now else 'no longer required'}"
        context.add(rule, absent(old, "required"), absent(new, "required"), text)
    compare_content(context, old, new, Direction.REQUEST, "request body")


def compare_content(
    context: ComparisonContext, base: Place, head: Place, direction: Direction, subject: str
) -> None:
    """Compare the ``content`` of two bodies, headers or parameters."""
    old, new = members(base, "content"), members(head, "content")
    request = direction is Direction.REQUEST
    known = {name.lower() for name in old}
    for name, media in old.items():
        other = _covering(name, new)
        if other is not None:
            several = len(old) > 1
            _compare_media(context, media, other, direction, f"{subject} ({name})" if several else subject)
            continue
        rule = "request-media-type-removed" if request else "response-media-type-removed"
        text = f"{subject}: {name} is no longer {'accepted' if request else 'offered'}"
        context.add(rule, media, absent(head, "content", name), text)
    for name, media in new.items():
        if name.lower() not in known:
            covered = _covering(name, old)
            if covered is not None:
                _compare_media(context, covered, media, direction, f"{subject} ({name})")
            elif request or old:
                rule = "request-media-type-added" if request else "response-media-type-added"
                text = f"{subject}: {name} is {'accepted' if request else 'offered'} now"
                context.add(rule, absent(base, "content", name), media, text)
            else:
                text = f"{subject}: has a body of type {name} now"
                context.add("response-media-type-added", absent(base, "content", name), media, text)


def _compare_media(
    context: ComparisonContext, base: Place, head: Place, direction: Direction, subject: str
) -> None:
    context.compare_schema(base, head, direction, subject)
    if not equal(base.get("encoding"), head.get("encoding")):
        text = f"{subject}: the parts are encoded differently"
        context.add("encoding-changed", absent(base, "encoding"), absent(head, "encoding"), text)


def _covering(name: str, content: dict[str, Place]) -> Place | None:
    """Return the media type of that name, or the range that holds it (RFC 9110 section 12.5.1)."""
    by_name = {each.lower(): place for each, place in content.items()}
    wanted = name.lower()
    for candidate in (wanted, f"{wanted.partition('/')[0]}/*", "*/*"):
        if candidate in by_name:
            return by_name[candidate]
    return None


def _body(operation: Place) -> Place | None:
    held = resolved(operation.child("requestBody")) if operation.has("requestBody") else None
    return held if held is not None and isinstance(held.value, dict) else None
