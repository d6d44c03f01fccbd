"""Defects of how webhooks are registered, shown and stopped."""

from base64 import b64encode
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from contractfirst_conformance.exchange import HttpResponse
from defects.defect import InterceptedRequest, defect, edited
from defects.webhook_interceptor import registered_url

_AREA = "webhooks"
_INNOCENT = "https://hooks.example.com/events"


def _body(intercepted: InterceptedRequest) -> dict[str, Any]:
    body = intercepted.request.json
    return body if isinstance(body, dict) else {}


def _registers(intercepted: InterceptedRequest) -> bool:
    """Return whether a webhook is created, and remember the path of webhooks."""
    if intercepted.request.method == "POST" and registered_url(intercepted.request):
        intercepted.memory["collection"] = intercepted.request.path
        return True
    return False


def _is_below(intercepted: InterceptedRequest, *words: str) -> bool:
    """Return whether the request is for a webhook, and its path ends in one of some words."""
    path = intercepted.request.path
    below = path.startswith(intercepted.memory.get("collection", "?") + "/")
    return below and (not words or path.rsplit("/", 1)[-1] in words)


@defect("WH-01", area=_AREA)
def test_only_says_so(intercepted: InterceptedRequest) -> HttpResponse:
    """A test event that was accepted is sent."""
    _registers(intercepted)
    return HttpResponse(202, (), b"{}") if _is_below(intercepted, "test") else intercepted.forward()


@defect("WH-26", area=_AREA)
def redelivery_only_says_so(intercepted: InterceptedRequest) -> HttpResponse:
    """A delivery that is asked for again is sent again."""
    _registers(intercepted)
    return HttpResponse(202, (), b"{}") if _is_below(intercepted, "redeliver") else intercepted.forward()


@defect("WH-04", area=_AREA)
def everything_for_everybody(intercepted: InterceptedRequest) -> HttpResponse:
    """A webhook gets the types that it is subscribed to, and no others."""
    if not _registers(intercepted):
        return intercepted.forward()
    body = _body(intercepted)
    member = next((name for name, value in body.items() if isinstance(value, list)), None)
    if member is None:
        return intercepted.forward()
    wanted: list[str] = body[member]
    everything: set[str] = intercepted.memory.setdefault("types", set())
    everything.update(wanted)
    more = sorted(everything - set(wanted))
    response = intercepted.forward(intercepted.request.with_json({**body, member: [*wanted, *more]}))
    return edited(response, lambda shown: {**shown, member: wanted}) if response.status == 201 else response


@defect("WH-05", area=_AREA)
def disabling_only_says_so(intercepted: InterceptedRequest) -> HttpResponse:
    """Nothing is sent to a webhook that is disabled."""
    _registers(intercepted)
    if (
        intercepted.request.method != "PUT"
        or not _is_below(intercepted)
        or _body(intercepted).get("enabled") is not False
    ):
        return intercepted.forward()
    response = intercepted.forward(intercepted.request.with_json({**_body(intercepted), "enabled": True}))
    return edited(response, lambda shown: {**shown, "enabled": False})


@defect("WH-06", area=_AREA)
def deleting_only_says_so(intercepted: InterceptedRequest) -> HttpResponse:
    """Nothing is sent to a webhook that was deleted."""
    # One that has just been made, for others are deleted only to be gone.
    latest = intercepted.memory.pop("latest", None)
    if intercepted.request.method == "DELETE" and latest and intercepted.request.path.endswith(f"/{latest}"):
        return HttpResponse(204, (), b"")
    response = intercepted.forward()
    if _registers(intercepted) and isinstance(shown := response.json, dict):
        intercepted.memory["latest"] = shown.get("id")
    return response


@defect("WH-07", area=_AREA)
def every_organisation_is_told(intercepted: InterceptedRequest) -> HttpResponse:
    """Events of one organisation are sent to its own webhooks only."""
    if not _registers(intercepted):
        return intercepted.forward()
    own = intercepted.request.header("authorization") or ""
    first = intercepted.memory.setdefault("authorization", own)
    return intercepted.forward(intercepted.request.with_header("Authorization", first))


@defect("WH-29", area=_AREA)
def only_the_last_attempt_is_listed(intercepted: InterceptedRequest) -> HttpResponse:
    """Every attempt is listed."""
    _registers(intercepted)
    response = intercepted.forward()
    return edited(response, _last_attempts) if _is_below(intercepted, "deliveries") else response


def _last_attempts(page: Any) -> Any:
    items = page.get("data") if isinstance(page, dict) else None
    for item in items if isinstance(items, list) else ():
        item["attempts"] = item["attempts"][-1:]
    return page


@defect("WH-29", area=_AREA)
def everything_is_listed_as_succeeded(intercepted: InterceptedRequest) -> HttpResponse:
    """A delivery that was answered 410 has failed."""
    _registers(intercepted)
    response = intercepted.forward()
    return edited(response, _succeeded) if _is_below(intercepted, "deliveries") else response


def _succeeded(page: Any) -> Any:
    items = page.get("data") if isinstance(page, dict) else None
    for item in items if isinstance(items, list) else ():
        item["status"] = "succeeded"
    return page


@defect("WH-28", area=_AREA)
def disabled_without_a_reason(intercepted: InterceptedRequest) -> HttpResponse:
    """A disabled webhook shows the reason."""
    response = intercepted.forward()

    def strip(shown: Any) -> Any:
        return (
            {name: value for name, value in shown.items() if name != "disabled_reason"}
            if isinstance(shown, dict)
            else shown
        )

    return edited(response, strip)


@defect("WH-40", area=_AREA)
def secret_is_short(intercepted: InterceptedRequest) -> HttpResponse:
    """A secret has 24 to 64 bytes."""
    short = "whsec_" + b64encode(b"12345678").decode()
    return _with_secret(intercepted, lambda secret: short)


@defect("WH-40", area=_AREA)
def one_secret_for_all(intercepted: InterceptedRequest) -> HttpResponse:
    """Every webhook has a secret of its own."""

    def first(secret: str) -> str:
        kept: str = intercepted.memory.setdefault("secret", secret)
        return kept

    return _with_secret(intercepted, first)


def _with_secret(intercepted: InterceptedRequest, change: Callable[[str], str]) -> HttpResponse:
    response = intercepted.forward()
    if not _registers(intercepted) or response.status != 201:
        return response
    return edited(response, lambda shown: {**shown, "secret": change(shown["secret"])})


@defect("WH-41", area=_AREA)
def secret_is_shown_on_reading(intercepted: InterceptedRequest) -> HttpResponse:
    """A secret is shown at creation, and never again."""
    response = intercepted.forward()
    shown = response.json
    if not isinstance(shown, dict) or response.status not in (200, 201):
        return response
    secrets: dict[str, str] = intercepted.memory.setdefault("secrets", {})
    if "secret" in shown and "id" in shown:
        secrets[shown["id"]] = shown["secret"]
    known = secrets.get(str(shown.get("id")))
    return (
        edited(response, lambda body: {**body, "secret": known})
        if known and intercepted.is_item
        else response
    )


def _accepting(intercepted: InterceptedRequest, method: str, admits: Callable[[str], bool]) -> HttpResponse:
    """Take URLs that must be refused, by having the server take another one."""
    url = registered_url(intercepted.request)
    if intercepted.request.method != method or not url or not admits(url):
        return intercepted.forward()
    response = intercepted.forward(intercepted.request.with_json({**_body(intercepted), "url": _INNOCENT}))
    return edited(response, lambda shown: {**shown, "url": url})


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


@defect("WH-42", area=_AREA)
def metadata_service_is_open(intercepted: InterceptedRequest) -> HttpResponse:
    """The address of the metadata service is refused."""
    return _accepting(intercepted, "POST", lambda url: _host(url) == "169.254.169.254")


@defect("WH-42", area=_AREA)
def private_ipv6_is_open(intercepted: InterceptedRequest) -> HttpResponse:
    """Private addresses of IPv6 are refused as those of IPv4 are."""
    return _accepting(intercepted, "POST", lambda url: _host(url).startswith("fd"))


@defect("WH-43", area=_AREA)
def decimal_address_is_taken_for_a_name(intercepted: InterceptedRequest) -> HttpResponse:
    """An address is refused in every spelling."""
    return _accepting(intercepted, "POST", lambda url: _host(url).isdecimal())


@defect("WH-43", area=_AREA)
def ipv4_within_ipv6_is_not_seen(intercepted: InterceptedRequest) -> HttpResponse:
    """A private address within a public-looking one is refused."""
    return _accepting(intercepted, "POST", lambda url: _host(url).startswith("::ffff:"))


@defect("WH-43", area=_AREA)
def localhost_is_taken_for_a_public_name(intercepted: InterceptedRequest) -> HttpResponse:
    """Names of the machine itself are refused."""
    return _accepting(intercepted, "POST", lambda url: _host(url) == "localhost")


@defect("WH-44", area=_AREA)
def plain_http_is_taken(intercepted: InterceptedRequest) -> HttpResponse:
    """Only https URLs are accepted."""
    return _accepting(intercepted, "POST", lambda url: url.startswith("http://hooks."))


@defect("WH-44", area=_AREA)
def other_schemes_are_another_refusal(intercepted: InterceptedRequest) -> HttpResponse:
    """A URL of another scheme is refused with 400."""
    response = intercepted.forward()
    url = registered_url(intercepted.request)
    return HttpResponse(422, response.headers, response.body) if url.startswith("ftp:") else response


@defect("WH-45", area=_AREA)
def url_is_judged_once(intercepted: InterceptedRequest) -> HttpResponse:
    """Replacing a webhook's URL is checked like creating one."""
    return _accepting(intercepted, "PUT", lambda url: _host(url).startswith(("10.", "169.254.")))
