"""Defects of bulk writes."""

from contractfirst_conformance.exchange import HttpResponse
from defects.defect import InterceptedRequest, defect


@defect("LAW-50", area="laws")
def bulk_items_replace(intercepted: InterceptedRequest) -> HttpResponse:
    """A bulk item leaves what it does not name."""
    body = intercepted.request.json if intercepted.request.method == "POST" else None
    items = body.get("items") if isinstance(body, dict) else None
    if not isinstance(body, dict) or not isinstance(items, list):
        return intercepted.forward()
    known: dict[str, dict[str, object]] = intercepted.memory.setdefault("items", {})
    written = []
    for item in items:
        seen = known.setdefault(str(item.get("external_refs")), item)
        gone = {name: _cleared(value) for name, value in seen.items() if name not in item}
        written.append({**{name: value for name, value in gone.items() if value is not None}, **item})
    return intercepted.forward(intercepted.request.with_json({**body, "items": written}))


def _cleared(value: object) -> object:
    """Return an empty list for a list and another text for a text that is neither an id nor a time."""
    if isinstance(value, list):
        return []
    return "-" if isinstance(value, str) and " " in value else None
