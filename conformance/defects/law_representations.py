"""Defects of representations that are sent back or changed in part."""

import re
from dataclasses import replace

from contractfirst_conformance.exchange import HttpResponse
from defects.defect import InterceptedRequest, defect, edited

_PROBLEM = (("Content-Type", "application/problem+json"),)
_OK = 200


@defect("LAW-40", area="laws")
def read_only_properties_are_refused(intercepted: InterceptedRequest) -> HttpResponse:
    """What GET returns can be sent back by PUT."""
    body = intercepted.request.json if intercepted.request.method == "PUT" else None
    if isinstance(body, dict) and "created_at" in body:
        return HttpResponse(400, _PROBLEM, b'{"status": 400}')
    return intercepted.forward()


@defect("LAW-41", area="laws")
def patch_replaces(intercepted: InterceptedRequest) -> HttpResponse:
    """A patch leaves what it does not name."""
    request = intercepted.request
    if request.method != "PATCH" or not isinstance(request.json, dict):
        return intercepted.forward()
    present = intercepted.forward(replace(request, method="GET", body=None).without_header("content-type"))
    fields = present.json if isinstance(present.json, dict) else {}
    cleared = dict.fromkeys(("notes", "note", "os", "serial", "email", "phone", "role", "description"))
    emptied: dict[str, object] = {name: [] for name in ("tags", "domains", "external_refs") if name in fields}
    gone = {name: value for name, value in cleared.items() if fields.get(name) is not None}
    return intercepted.forward(request.with_json({**gone, **emptied, **request.json}))


@defect("LAW-41", area="laws")
def patch_does_nothing(intercepted: InterceptedRequest) -> HttpResponse:
    """A patch changes what it names."""
    request = intercepted.request
    if request.method != "PATCH":
        return intercepted.forward()
    return intercepted.forward(replace(request, method="GET", body=None).without_header("content-type"))


@defect("LAW-42", area="laws")
def null_is_passed_over(intercepted: InterceptedRequest) -> HttpResponse:
    """A null on a required property is rejected."""
    request = intercepted.request
    if request.method != "PATCH" or not isinstance(request.json, dict):
        return intercepted.forward()
    kept = {name: value for name, value in request.json.items() if value is not None}
    return intercepted.forward(request.with_json(kept))


@defect("LAW-43", area="laws")
def offsets_are_ignored(intercepted: InterceptedRequest) -> HttpResponse:
    """An offset belongs to the time."""
    query = re.sub(r"(updated_since=[^&]*?)(?:%2B|-)\d\d%3A\d\d(?=&|$)", r"\1Z", intercepted.request.query)
    return intercepted.forward(replace(intercepted.request, query=query))


@defect("RESP-04", area="responses", beside=["LAW-22", "LAW-08"])
def unknown_properties_are_left_out(intercepted: InterceptedRequest) -> HttpResponse:
    """Every property of a resource is always there."""
    response = intercepted.forward()
    if not intercepted.is_item or response.status != _OK:
        return response
    return edited(response, lambda body: {name: value for name, value in body.items() if value is not None})
