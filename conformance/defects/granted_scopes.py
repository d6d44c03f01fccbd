"""Token endpoints that grant other scopes than they should."""

from contractfirst_conformance.exchange import Response
from defects.asking import asked, asking
from defects.defect import Passage, defect, edited

_AREA = "authentication"


@defect("AUTH-35", area=_AREA)
def scope_is_not_read(passage: Passage) -> Response:
    """A token has the scope that was asked for."""
    fields = asked(passage)
    if fields is None or "scope" not in fields:
        return passage.forward()
    return passage.forward(asking(passage, {name: fields[name] for name in fields if name != "scope"}))


@defect("AUTH-35", area=_AREA)
def only_one_scope_is_granted(passage: Passage) -> Response:
    """A key that asks for nothing gets what it holds."""
    response = passage.forward()
    if isinstance(response.json, dict) and isinstance(response.json.get("scope"), str):
        return edited(response, lambda body: {**body, "scope": body["scope"].split()[0]})
    return response


@defect("AUTH-35", area=_AREA)
def scopes_have_an_order(passage: Passage) -> Response:
    """Scopes are asked for in any order."""
    fields = asked(passage) or {}
    words = fields.get("scope", "").split()
    if words == sorted(words):
        return passage.forward()
    return passage.forward(asking(passage, {**fields, "scope": " ".join([*words, "unknown"])}))


@defect("AUTH-36", area=_AREA)
def scope_is_not_held_against_the_key(passage: Passage) -> Response:
    """No key gets a scope that it does not hold."""
    fields, first = asked(passage), passage.credentials.first
    if fields is None or first.read_only is None or fields.get("client_id") != first.read_only.client_id:
        return passage.forward()
    return passage.forward(asking(passage, fields, first.full) if "scope" in fields else None)


@defect("AUTH-36", area=_AREA)
def one_held_scope_opens_all(passage: Passage) -> Response:
    """No key gets a scope that it does not hold beside one that it does."""
    fields, first = asked(passage), passage.credentials.first
    several = fields is not None and " " in fields.get("scope", "")
    if fields is None or first.full is None or not several:
        return passage.forward()
    return passage.forward(asking(passage, fields, first.full))
