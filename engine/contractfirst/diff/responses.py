"""Responses of an operation: statuses, headers, bodies and links."""

from contractfirst.contract.direction import Direction
from contractfirst.contract.place import Place
from contractfirst.diff.change import ChangeSeverity
from contractfirst.diff.content import compare_content
from contractfirst.diff.context import ComparisonContext, absent, members
from contractfirst.diff.schemas.sameness import equal

__all__ = ["compare_headers", "compare_replies", "compare_responses"]


def compare_responses(context: ComparisonContext, base: Place, head: Place) -> None:
    """Compare what the server answers."""
    old, new = members(base, "responses"), members(head, "responses")
    for status, place in old.items():
        other = _covering(status, new)
        if other is not None:
            _compare(context, place, other, f"response {status}")
        elif _succeeds(status):
            context.add("status-removed", place, absent(head, "responses"), f"status {status} was removed")
        else:
            context.add(
                "error-status-removed", place, absent(head, "responses"), f"status {status} was removed"
            )
    for status, place in new.items():
        if status in old:
            continue
        covering = _covering(status, old)
        if covering is not None:
            _compare(context, covering, place, f"response {status}")
            continue
        known = not _succeeds(status) and any(each[0] == status[0] for each in old)
        rule = "error-status-added" if known else "status-added"
        context.add(rule, absent(base, "responses"), place, f"status {status} is new")


def compare_replies(context: ComparisonContext, base: Place, head: Place) -> None:
    """Compare what a receiver of a webhook may answer: it sends, so this may only widen."""
    old, new = members(base, "responses"), members(head, "responses")
    for status, place in old.items():
        other = _covering(status, new)
        if other is None:
            text = f"the reply {status} is no longer understood"
            context.add("reply-status-removed", place, absent(head, "responses"), text)
        elif not context.schemas.same(place, other):
            compare_content(context, place, other, Direction.REQUEST, f"reply {status}")
    for status, place in new.items():
        if _covering(status, old) is None:
            context.add("reply-status-added", absent(base, "responses"), place, f"the reply {status} is new")


def compare_headers(context: ComparisonContext, base: Place, head: Place, subject: str) -> None:
    """Compare the headers that a response, or a webhook's request, brings."""
    old = {name.lower(): (name, place) for name, place in members(base, "headers").items()}
    new = {name.lower(): (name, place) for name, place in members(head, "headers").items()}
    # Content-Type is described by the media types (OpenAPI 3.1.1 section 4.8.17).
    old.pop("content-type", None)
    new.pop("content-type", None)
    for key, (name, place) in old.items():
        if key not in new:
            grave = ChangeSeverity.BREAKING if place.get("required") is True else ChangeSeverity.RISKY
            text = f"{subject}: header {name} was removed"
            context.add("response-header-removed", place, absent(head, "headers"), text, severity=grave)
            continue
        compare_header(context, place, new[key][1], f"{subject}: header {name}")
    for key, (name, place) in new.items():
        if key not in old:
            text = f"{subject}: header {name} is new"
            context.add("response-header-added", absent(base, "headers"), place, text)


def compare_header(context: ComparisonContext, base: Place, head: Place, subject: str) -> None:
    """Compare one header that a client reads."""
    if context.schemas.same(base, head):
        return
    was, now = base.get("required") is True, head.get("required") is True
    if was != now:
        rule = "response-header-required" if now else "response-header-optional"
        text = f"{subject}: {'is always there now' if now else 'is no longer always there'}"
        context.add(rule, absent(base, "required"), absent(head, "required"), text)
    if base.has("content") and head.has("content"):
        compare_content(context, base, head, Direction.RESPONSE, subject)
    else:
        context.compare_schema(base, head, Direction.RESPONSE, subject)


def _compare(context: ComparisonContext, base: Place, head: Place, subject: str) -> None:
    if context.schemas.same(base, head):
        return
    compare_headers(context, base, head, subject)
    compare_content(context, base, head, Direction.RESPONSE, subject)
    old, new = members(base, "links"), members(head, "links")
    for name, place in old.items():
        if name not in new:
            context.add("link-removed", place, absent(head, "links"), f"{subject}: link {name} was removed")
        elif not _leads_alike(place, new[name]):
            context.add("link-changed", place, new[name], f"{subject}: link {name} leads elsewhere")
    for name, place in new.items():
        if name not in old:
            context.add("link-added", absent(base, "links"), place, f"{subject}: link {name} is new")


def _leads_alike(base: Place, head: Place) -> bool:
    names = ("operationId", "operationRef", "parameters", "requestBody", "server")
    return all(equal(base.get(name), head.get(name)) for name in names)


def _covering(status: str, responses: dict[str, Place]) -> Place | None:
    """Return what documents a status: itself, its range, ``default`` (OpenAPI 3.1.1 section 4.8.16)."""
    for candidate in (status, f"{status[0]}XX", "default"):
        if candidate in responses:
            return responses[candidate]
    return None


def _succeeds(status: str) -> bool:
    return status[:1] in ("1", "2", "3")
