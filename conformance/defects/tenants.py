"""Defects between organisations."""

from contractfirst_conformance.exchange import Response
from defects.borrowing import as_known, known_tokens, remember
from defects.defect import Passage, defect, edited

_AREA = "tenants"


def _across(passage: Passage, methods: tuple[str, ...], *, paths: bool) -> Response:
    """Find for one organisation what only another has; ``paths`` for ids in paths, else other ones."""
    response = passage.forward()
    remember(passage, response)
    inside = bool(passage.request.path_values)
    if response.status == 404 and passage.request.method in methods and inside is paths:
        return as_known(passage, unlike=404) or response
    return response


@defect("TEN-01", area=_AREA)
def reads_across(passage: Passage) -> Response:
    """Another organisation's thing cannot be read."""
    return _across(passage, ("GET",), paths=True)


@defect("TEN-01", area=_AREA)
def foreign_is_forbidden(passage: Passage) -> Response:
    """Nobody can find out which of another organisation's things exist."""
    response = passage.forward()
    remember(passage, response)
    if response.status == 404 and passage.request.method == "GET" and as_known(passage, unlike=404):
        return edited(Response(403, response.headers, response.body), lambda body: {**body, "status": 403})
    return response


@defect("TEN-02", area=_AREA)
def writes_across(passage: Passage) -> Response:
    """Another organisation's thing cannot be changed."""
    return _across(passage, ("PUT", "DELETE", "POST"), paths=True)


def _done_even_so(passage: Passage, method: str) -> Response:
    """Do as the owner what is refused."""
    response = passage.forward()
    remember(passage, response)
    if response.status == 404 and passage.request.path_values and passage.request.method == method:
        as_known(passage, unlike=404)
    return response


@defect("TEN-02", area=_AREA)
def says_404_and_deletes(passage: Passage) -> Response:
    """Another organisation's thing is not deleted, whatever the answer."""
    return _done_even_so(passage, "DELETE")


@defect("TEN-02", area=_AREA)
def says_404_and_replaces(passage: Passage) -> Response:
    """Another organisation's thing is not replaced, whatever the answer."""
    return _done_even_so(passage, "PUT")


@defect("TEN-03", area=_AREA)
def only_the_parent_is_looked_at(passage: Passage) -> Response:
    """A thing below one of one's own must be one's own."""
    response = passage.forward()
    remember(passage, response)
    parents: dict[str, str] = passage.memory.setdefault("parents", {})
    values = passage.request.path_values
    if len(values) == 1 and passage.is_list and isinstance(response.json, dict):
        parents |= {each["id"]: next(iter(values.values())) for each in response.json.get("data", ())}
    *above, below = values or [""]
    if response.status == 404 and above and values[below] in parents:
        whole = passage.request.with_path_value(above[0], parents[values[below]])
        return as_known(passage, whole, unlike=404) or response
    return response


@defect("TEN-04", area=_AREA)
def bodies_reach_across(passage: Passage) -> Response:
    """A body cannot name another organisation's thing."""
    return _across(passage, ("POST",), paths=False)


@defect("TEN-05", area=_AREA)
def filters_reach_across(passage: Passage) -> Response:
    """A filter cannot name another organisation's thing."""
    return _across(passage, ("GET",), paths=False)


@defect("TEN-06", area=_AREA)
def lists_show_everybody(passage: Passage) -> Response:
    """A list shows one's own things only."""
    response = passage.forward()
    remember(passage, response)
    if not passage.is_list or response.status != 200 or "cursor=" in passage.request.query:
        return response
    own = {each["id"] for each in response.json["data"]} if isinstance(response.json, dict) else set()
    others = []
    for token in known_tokens(passage):
        page = passage.forward(passage.request.with_header("Authorization", f"Bearer {token}")).json
        others += [each for each in page["data"] if each["id"] not in own] if isinstance(page, dict) else []
    return edited(response, lambda page: {**page, "data": [*page["data"], *others]})


@defect("TEN-07", area=_AREA)
def names_taken_for_all(passage: Passage) -> Response:
    """Names that one organisation has taken are free for others."""
    request = passage.request
    made = passage.memory.setdefault("made", {})
    token = request.header("authorization")
    if request.method == "POST" and made.get((request.path, request.body), token) != token:
        body = b'{"type": "about:blank", "title": "Taken", "status": 409}'
        return Response(409, (("Content-Type", "application/problem+json"),), body)
    response = passage.forward()
    if response.status == 201:
        made[request.path, request.body] = token
    return response


@defect("TEN-08", area=_AREA)
def keys_count_for_all(passage: Passage) -> Response:
    """An Idempotency-Key counts in one organisation."""
    key = passage.request.header("idempotency-key")
    if key is None:
        return passage.forward()
    response: Response = passage.memory.get(key) or passage.forward()
    passage.memory[key] = response
    return response


@defect("TEN-09", area=_AREA)
def cursors_open_all(passage: Passage) -> Response:
    """A cursor opens nothing to another organisation."""
    response = passage.forward()
    remember(passage, response)
    owners = passage.memory.setdefault("owners", {})
    token = (passage.request.header("authorization") or "").partition(" ")[2]
    if passage.is_list and isinstance(response.json, dict) and "next_cursor" in response.json:
        owners.setdefault(response.json["next_cursor"], token)
    cursor = next((e[7:] for e in passage.request.query.split("&") if e.startswith("cursor=")), None)
    owner = owners.get(cursor, token)
    if owner == token:
        return response
    return passage.forward(passage.request.with_header("Authorization", f"Bearer {owner}"))


@defect("TEN-06", area=_AREA)
def search_finds_everybodys(passage: Passage) -> Response:
    """A search finds one's own things only."""
    response = passage.forward()
    remember(passage, response)
    if passage.is_list and "search=" in passage.request.query and response.status == 200:
        for token in known_tokens(passage):
            found = passage.forward(passage.request.with_header("Authorization", f"Bearer {token}"))
            if isinstance(found.json, dict) and found.json.get("data"):
                return found
    return response


@defect("TEN-10", area=_AREA)
def what_has_not_changed_is_shown(passage: Passage) -> Response:
    """If-None-Match reveals nothing about another organisation's thing."""
    response = passage.forward()
    remember(passage, response)
    if response.status == 404 and passage.request.header("if-none-match"):
        other = as_known(passage, unlike=404)
        return other if other is not None and other.status == 304 else response
    return response


@defect("TEN-10", area=_AREA)
def conditions_come_before_owners(passage: Passage) -> Response:
    """If-Match reveals nothing about another organisation's thing."""
    response = passage.forward()
    remember(passage, response)
    if response.status == 404 and passage.request.header("if-match"):
        # Never met by anything, so that nothing is done.
        unmet = passage.request.with_header("If-Match", '"unmet"')
        return as_known(passage, unmet, unlike=404) or response
    return response


@defect("TEN-12", area=_AREA)
def things_belong_to_keys(passage: Passage) -> Response:
    """What one key of an organisation has made the others see."""
    response = passage.forward()
    makers: dict[str, str] = passage.memory.setdefault("makers", {})
    token = passage.request.header("authorization") or ""
    if response.status == 201 and isinstance(response.json, dict):
        makers[str(response.json.get("id"))] = token
    if passage.is_item and any(
        makers.get(each, token) != token for each in passage.request.path_values.values()
    ):
        body = b'{"type": "about:blank", "title": "Not Found", "status": 404}'
        return Response(404, (("Content-Type", "application/problem+json"),), body)
    return response
