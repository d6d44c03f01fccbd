"""Token endpoints that grant other scopes than they should."""

from contractfirst_conformance.exchange import HttpResponse
from defects.asking import asked, asking
from defects.defect import InterceptedRequest, defect, edited

_AREA = "authentication"


@defect("AUTH-35", area=_AREA)
def scope_is_not_read(intercepted: InterceptedRequest) -> HttpResponse:
    """A token has the requested scope."""
    fields = asked(intercepted)
    if fields is None or "scope" not in fields:
        return intercepted.forward()
    return intercepted.forward(
        asking(intercepted, {name: fields[name] for name in fields if name != "scope"})
    )


@defect("AUTH-35", area=_AREA)
def only_one_scope_is_granted(intercepted: InterceptedRequest) -> HttpResponse:
    """A key that asks for nothing gets what it holds."""
    response = intercepted.forward()
    if isinstance(response.json, dict) and isinstance(response.json.get("scope"), str):
        return edited(response, lambda body: {**body, "scope": body["scope"].split()[0]})
    return response


@defect("AUTH-35", area=_AREA)
def scopes_have_an_order(intercepted: InterceptedRequest) -> HttpResponse:
    """Scopes are asked for in any order."""
    fields = asked(intercepted) or {}
    words = fields.get("scope", "").split()
    if words == sorted(words):
        return intercepted.forward()
    return intercepted.forward(asking(intercepted, {**fields, "scope": " ".join([*words, "unknown"])}))


@defect("AUTH-36", area=_AREA)
def scope_is_not_held_against_the_key(intercepted: InterceptedRequest) -> HttpResponse:
    """No key gets a scope that it does not hold."""
    fields, first = asked(intercepted), intercepted.credentials.first
    if fields is None or first.read_only is None or fields.get("client_id") != first.read_only.client_id:
        return intercepted.forward()
    return intercepted.forward(asking(intercepted, fields, first.full) if "scope" in fields else None)


@defect("AUTH-36", area=_AREA)
def one_held_scope_opens_all(intercepted: InterceptedRequest) -> HttpResponse:
    """No key gets a scope that it does not hold beside one that it does."""
    fields, first = asked(intercepted), intercepted.credentials.first
    several = fields is not None and " " in fields.get("scope", "")
    if fields is None or first.full is None or not several:
        return intercepted.forward()
    return intercepted.forward(asking(intercepted, fields, first.full))
