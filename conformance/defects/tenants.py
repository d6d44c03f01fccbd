"""Defects between organisations."""

from contractfirst_conformance.exchange import HttpResponse
from defects.borrowing import as_known, known_tokens, remember
from defects.defect import InterceptedRequest, defect, edited

_AREA = "tenants"


def _across(intercepted: InterceptedRequest, methods: tuple[str, ...], *, paths: bool) -> HttpResponse:
    """Find for one organisation what only another has; ``paths`` for ids in paths, else other ones."""
    response = intercepted.forward()
    remember(intercepted, response)
    inside = bool(intercepted.request.path_values)
    if response.status == 404 and intercepted.request.method in methods and inside is paths:
        return as_known(intercepted, unlike=404) or response
    return response


@defect("TEN-01", area=_AREA)
def reads_across(intercepted: InterceptedRequest) -> HttpResponse:
    """Another organisation's resources cannot be read."""
    return _across(intercepted, ("GET",), paths=True)


@defect("TEN-01", area=_AREA)
def foreign_is_forbidden(intercepted: InterceptedRequest) -> HttpResponse:
    """Nobody can find out which of another organisation's resources exist."""
    response = intercepted.forward()
    remember(intercepted, response)
    if response.status == 404 and intercepted.request.method == "GET" and as_known(intercepted, unlike=404):
        return edited(
            HttpResponse(403, response.headers, response.body), lambda body: {**body, "status": 403}
        )
    return response


@defect("TEN-02", area=_AREA)
def writes_across(intercepted: InterceptedRequest) -> HttpResponse:
    """Another organisation's resources cannot be changed."""
    return _across(intercepted, ("PUT", "DELETE", "POST"), paths=True)


def _done_even_so(intercepted: InterceptedRequest, method: str) -> HttpResponse:
    """Do as the owner what is refused."""
    response = intercepted.forward()
    remember(intercepted, response)
    if response.status == 404 and intercepted.request.path_values and intercepted.request.method == method:
        as_known(intercepted, unlike=404)
    return response


@defect("TEN-02", area=_AREA)
def says_404_and_deletes(intercepted: InterceptedRequest) -> HttpResponse:
    """Another organisation's resource is not deleted, whatever the response."""
    return _done_even_so(intercepted, "DELETE")


@defect("TEN-02", area=_AREA)
def says_404_and_replaces(intercepted: InterceptedRequest) -> HttpResponse:
    """Another organisation's resource is not replaced, whatever the response."""
    return _done_even_so(intercepted, "PUT")


@defect("TEN-03", area=_AREA)
def only_the_parent_is_looked_at(intercepted: InterceptedRequest) -> HttpResponse:
    """Nested resources of another organisation cannot be reached."""
    response = intercepted.forward()
    remember(intercepted, response)
    parents: dict[str, str] = intercepted.memory.setdefault("parents", {})
    values = intercepted.request.path_values
    if len(values) == 1 and intercepted.is_list and isinstance(response.json, dict):
        parents |= {each["id"]: next(iter(values.values())) for each in response.json.get("data", ())}
    *above, below = values or [""]
    if response.status == 404 and above and values[below] in parents:
        whole = intercepted.request.with_path_value(above[0], parents[values[below]])
        return as_known(intercepted, whole, unlike=404) or response
    return response


@defect("TEN-04", area=_AREA)
def bodies_reach_across(intercepted: InterceptedRequest) -> HttpResponse:
    """A body cannot reference another organisation's resource."""
    return _across(intercepted, ("POST",), paths=False)


@defect("TEN-05", area=_AREA)
def filters_reach_across(intercepted: InterceptedRequest) -> HttpResponse:
    """A filter cannot reference another organisation's resource."""
    return _across(intercepted, ("GET",), paths=False)


@defect("TEN-06", area=_AREA)
def lists_show_everybody(intercepted: InterceptedRequest) -> HttpResponse:
    """Lists show only the caller's own resources."""
    response = intercepted.forward()
    remember(intercepted, response)
    if not intercepted.is_list or response.status != 200 or "cursor=" in intercepted.request.query:
        return response
    own = {each["id"] for each in response.json["data"]} if isinstance(response.json, dict) else set()
    others = []
    for token in known_tokens(intercepted):
        page = intercepted.forward(intercepted.request.with_header("Authorization", f"Bearer {token}")).json
        others += [each for each in page["data"] if each["id"] not in own] if isinstance(page, dict) else []
    return edited(response, lambda page: {**page, "data": [*page["data"], *others]})


@defect("TEN-07", area=_AREA)
def names_taken_for_all(intercepted: InterceptedRequest) -> HttpResponse:
    """Unique values are unique within an organisation."""
    request = intercepted.request
    made = intercepted.memory.setdefault("made", {})
    token = request.header("authorization")
    if request.method == "POST" and made.get((request.path, request.body), token) != token:
        body = b'{"type": "about:blank", "title": "Taken", "status": 409}'
        return HttpResponse(409, (("Content-Type", "application/problem+json"),), body)
    response = intercepted.forward()
    if response.status == 201:
        made[request.path, request.body] = token
    return response


@defect("TEN-08", area=_AREA)
def keys_count_for_all(intercepted: InterceptedRequest) -> HttpResponse:
    """An Idempotency-Key belongs to one organisation."""
    key = intercepted.request.header("idempotency-key")
    if key is None:
        return intercepted.forward()
    response: HttpResponse = intercepted.memory.get(key) or intercepted.forward()
    intercepted.memory[key] = response
    return response


@defect("TEN-09", area=_AREA)
def cursors_open_all(intercepted: InterceptedRequest) -> HttpResponse:
    """A cursor gives no access to another organisation."""
    response = intercepted.forward()
    remember(intercepted, response)
    owners = intercepted.memory.setdefault("owners", {})
    token = (intercepted.request.header("authorization") or "").partition(" ")[2]
    if intercepted.is_list and isinstance(response.json, dict) and "next_cursor" in response.json:
        owners.setdefault(response.json["next_cursor"], token)
    cursor = next((e[7:] for e in intercepted.request.query.split("&") if e.startswith("cursor=")), None)
    owner = owners.get(cursor, token)
    if owner == token:
        return response
    return intercepted.forward(intercepted.request.with_header("Authorization", f"Bearer {owner}"))


@defect("TEN-06", area=_AREA)
def search_finds_everybodys(intercepted: InterceptedRequest) -> HttpResponse:
    """A search finds only the caller's own resources."""
    response = intercepted.forward()
    remember(intercepted, response)
    if intercepted.is_list and "search=" in intercepted.request.query and response.status == 200:
        for token in known_tokens(intercepted):
            found = intercepted.forward(intercepted.request.with_header("Authorization", f"Bearer {token}"))
            if isinstance(found.json, dict) and found.json.get("data"):
                return found
    return response


@defect("TEN-10", area=_AREA)
def what_has_not_changed_is_shown(intercepted: InterceptedRequest) -> HttpResponse:
    """If-None-Match reveals nothing about another organisation's resource."""
    response = intercepted.forward()
    remember(intercepted, response)
    if response.status == 404 and intercepted.request.header("if-none-match"):
        other = as_known(intercepted, unlike=404)
        return other if other is not None and other.status == 304 else response
    return response


@defect("TEN-10", area=_AREA)
def conditions_come_before_owners(intercepted: InterceptedRequest) -> HttpResponse:
    """If-Match reveals nothing about another organisation's resource."""
    response = intercepted.forward()
    remember(intercepted, response)
    if response.status == 404 and intercepted.request.header("if-match"):
        # Never met by anything, so that nothing is done.
        unmet = intercepted.request.with_header("If-Match", '"unmet"')
        return as_known(intercepted, unmet, unlike=404) or response
    return response


@defect("TEN-12", area=_AREA)
def things_belong_to_keys(intercepted: InterceptedRequest) -> HttpResponse:
    """What one key of an organisation has made the others see."""
    response = intercepted.forward()
    makers: dict[str, str] = intercepted.memory.setdefault("makers", {})
    token = intercepted.request.header("authorization") or ""
    if response.status == 201 and isinstance(response.json, dict):
        makers[str(response.json.get("id"))] = token
    if intercepted.is_item and any(
        makers.get(each, token) != token for each in intercepted.request.path_values.values()
    ):
        body = b'{"type": "about:blank", "title": "Not Found", "status": 404}'
        return HttpResponse(404, (("Content-Type", "application/problem+json"),), body)
    return response
