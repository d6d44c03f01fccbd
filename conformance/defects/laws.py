"""Defects in the life of a resource."""

from typing import Any

from contractfirst_conformance.exchange import HttpRequest, HttpResponse
from defects.defect import InterceptedRequest, defect, edited, with_header

_OK, _CREATED = 200, 201


def _respelled(value: Any) -> Any:
    """Return a resource with other text wherever there is text of several words."""
    if isinstance(value, dict):
        return {name: _respelled(member) for name, member in value.items()}
    return f"{value}." if isinstance(value, str) and " " in value else value


@defect("LAW-01", area="laws")
def read_back_respelled(intercepted: InterceptedRequest) -> HttpResponse:
    """What was created reads back as it was sent."""
    response = intercepted.forward()
    return edited(response, _respelled) if intercepted.is_item and response.status == _OK else response


@defect("LAW-01", area="laws")
def created_and_not_kept(intercepted: InterceptedRequest) -> HttpResponse:
    """What was created is found."""
    response = intercepted.forward()
    if intercepted.request.method == "POST" and response.status == _CREATED:
        return edited(response, lambda body: {**body, "id": "00000000-0000-7000-8000-000000000000"})
    return response


@defect("LAW-02", area="laws")
def list_lags_behind(intercepted: InterceptedRequest) -> HttpResponse:
    """What was created is in the list."""
    response = intercepted.forward()
    if intercepted.request.method == "POST" and response.status == _CREATED:
        intercepted.memory["newest"] = response.json
    newest = intercepted.memory.get("newest") or {}
    if intercepted.is_list and response.status == _OK:
        return edited(
            response,
            lambda page: {**page, "data": [each for each in page["data"] if each["id"] != newest.get("id")]},
        )
    return response


@defect("LAW-03", area="laws")
def put_answers_and_forgets(intercepted: InterceptedRequest) -> HttpResponse:
    """What was replaced reads back as it was sent."""
    request = intercepted.request
    if request.method != "PUT" or not isinstance(sent := request.json, dict):
        return intercepted.forward()
    present = intercepted.forward(
        HttpRequest("GET", request.path, headers=request.without_header("content-type").headers)
    )
    return edited(present, lambda body: {**body, **sent})


@defect("LAW-04", area="laws")
def put_merges(intercepted: InterceptedRequest) -> HttpResponse:
    """A PUT replaces the whole resource."""
    request = intercepted.request
    if request.method != "PUT" or not isinstance(request.json, dict):
        return intercepted.forward()
    kept = intercepted.memory.get(request.path)
    if kept is None:
        kept = intercepted.forward(
            HttpRequest("GET", request.path, headers=request.without_header("content-type").headers)
        ).json
    merged = {**(kept if isinstance(kept, dict) else {}), **request.json}
    operation = request.operation
    while operation is not None:
        body = request.with_json(merged)
        wrong = {
            (each.pointer or "").split("/")[1]
            for each in operation.decode_body("application/json", body.body or b"")[1]
            if each.pointer
        }
        if not wrong & merged.keys():
            break
        merged = {name: value for name, value in merged.items() if name not in wrong}
    return intercepted.forward(request.with_json(merged))


@defect("LAW-05", area="laws")
def put_only_once(intercepted: InterceptedRequest) -> HttpResponse:
    """A PUT is idempotent."""
    request = intercepted.request
    seen = intercepted.memory.setdefault("seen", set())
    if request.method == "PUT" and (request.path, request.body) in seen:
        return HttpResponse(409, (("Content-Type", "application/problem+json"),), b'{"status": 409}')
    seen.add((request.path, request.body))
    return intercepted.forward()


@defect("LAW-06", area="laws")
def put_is_a_new_creation(intercepted: InterceptedRequest) -> HttpResponse:
    """A PUT leaves the time of creation."""
    response = intercepted.forward()
    replaced = intercepted.memory.setdefault("replaced", set())
    if intercepted.request.method == "PUT":
        replaced.add(intercepted.request.path)
    if intercepted.is_item and response.status == _OK and intercepted.request.path in replaced:
        return edited(response, lambda body: {**body, "created_at": "2030-01-01T00:00:00.000Z"})
    return response


@defect("LAW-07", area="laws")
def delete_only_says_so(intercepted: InterceptedRequest) -> HttpResponse:
    """A deleted resource is not found."""
    return HttpResponse(204, (), b"") if intercepted.request.method == "DELETE" else intercepted.forward()


@defect("LAW-07", area="laws")
def second_delete_succeeds(intercepted: InterceptedRequest) -> HttpResponse:
    """What was deleted is not found by a second DELETE."""
    response = intercepted.forward()
    gone = intercepted.request.method == "DELETE" and response.status == 404
    return HttpResponse(204, (), b"") if gone else response


@defect("LAW-08", area="laws")
def location_without_the_base_path(intercepted: InterceptedRequest) -> HttpResponse:
    """Location leads to what was created, whole."""
    response = intercepted.forward()
    if response.status == _CREATED and response.header("location") is not None:
        identifier = response.json.get("id") if isinstance(response.json, dict) else ""
        return with_header(response, "Location", f"{intercepted.request.path}/{identifier}")
    return response


@defect("LAW-08", area="laws")
def location_of_the_list(intercepted: InterceptedRequest) -> HttpResponse:
    """Location points to the created resource."""
    response = intercepted.forward()
    location = response.header("location")
    if response.status == _CREATED and location is not None:
        return with_header(response, "Location", location.rsplit("/", 1)[0])
    return response
