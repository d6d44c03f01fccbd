"""Defects of how webhooks are registered, shown and stopped."""

from base64 import b64encode
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from contractfirst_conformance.exchange import Response
from defects.courier import registered_url
from defects.defect import Passage, defect, edited

_AREA = "webhooks"
_INNOCENT = "https://hooks.example.com/events"


def _body(passage: Passage) -> dict[str, Any]:
    body = passage.request.json
    return body if isinstance(body, dict) else {}


def _registers(passage: Passage) -> bool:
    """Tell whether a webhook is created, and remember below which path they are."""
    if passage.request.method == "POST" and registered_url(passage.request):
        passage.memory["collection"] = passage.request.path
        return True
    return False


def _is_below(passage: Passage, *words: str) -> bool:
    """Tell whether the request is for a webhook, and ends in one of some words."""
    path = passage.request.path
    below = path.startswith(passage.memory.get("collection", "?") + "/")
    return below and (not words or path.rsplit("/", 1)[-1] in words)


@defect("WH-01", area=_AREA)
def test_only_says_so(passage: Passage) -> Response:
    """A test event that was accepted is sent."""
    _registers(passage)
    return Response(202, (), b"{}") if _is_below(passage, "test") else passage.forward()


@defect("WH-26", area=_AREA)
def redelivery_only_says_so(passage: Passage) -> Response:
    """A delivery that is asked for again is sent again."""
    _registers(passage)
    return Response(202, (), b"{}") if _is_below(passage, "redeliver") else passage.forward()


@defect("WH-04", area=_AREA)
def everything_for_everybody(passage: Passage) -> Response:
    """A webhook gets the types that it is subscribed to, and no others."""
    if not _registers(passage):
        return passage.forward()
    body = _body(passage)
    member = next((name for name, value in body.items() if isinstance(value, list)), None)
    if member is None:
        return passage.forward()
    wanted: list[str] = body[member]
    everything: set[str] = passage.memory.setdefault("types", set())
    everything.update(wanted)
    more = sorted(everything - set(wanted))
    response = passage.forward(passage.request.with_json({**body, member: [*wanted, *more]}))
    return edited(response, lambda shown: {**shown, member: wanted}) if response.status == 201 else response


@defect("WH-05", area=_AREA)
def disabling_only_says_so(passage: Passage) -> Response:
    """Nothing is sent to a webhook that is disabled."""
    _registers(passage)
    if (
        passage.request.method != "PUT"
        or not _is_below(passage)
        or _body(passage).get("enabled") is not False
    ):
        return passage.forward()
    response = passage.forward(passage.request.with_json({**_body(passage), "enabled": True}))
    return edited(response, lambda shown: {**shown, "enabled": False})


@defect("WH-06", area=_AREA)
def deleting_only_says_so(passage: Passage) -> Response:
    """Nothing is sent to a webhook that was deleted."""
    # One that has just been made, for others are deleted only to be gone.
    latest = passage.memory.pop("latest", None)
    if passage.request.method == "DELETE" and latest and passage.request.path.endswith(f"/{latest}"):
        return Response(204, (), b"")
    response = passage.forward()
    if _registers(passage) and isinstance(shown := response.json, dict):
        passage.memory["latest"] = shown.get("id")
    return response


@defect("WH-07", area=_AREA)
def every_organisation_is_told(passage: Passage) -> Response:
    """What happens in one organisation is told to its own webhooks alone."""
    if not _registers(passage):
        return passage.forward()
    own = passage.request.header("authorization") or ""
    first = passage.memory.setdefault("authorization", own)
    return passage.forward(passage.request.with_header("Authorization", first))


@defect("WH-29", area=_AREA)
def only_the_last_attempt_is_listed(passage: Passage) -> Response:
    """Every attempt is listed."""
    _registers(passage)
    response = passage.forward()
    return edited(response, _last_attempts) if _is_below(passage, "deliveries") else response


def _last_attempts(page: Any) -> Any:
    items = page.get("data") if isinstance(page, dict) else None
    for item in items if isinstance(items, list) else ():
        item["attempts"] = item["attempts"][-1:]
    return page


@defect("WH-29", area=_AREA)
def everything_is_listed_as_succeeded(passage: Passage) -> Response:
    """A delivery that was answered 410 has failed."""
    _registers(passage)
    response = passage.forward()
    return edited(response, _succeeded) if _is_below(passage, "deliveries") else response


def _succeeded(page: Any) -> Any:
    items = page.get("data") if isinstance(page, dict) else None
    for item in items if isinstance(items, list) else ():
        item["status"] = "succeeded"
    return page


@defect("WH-28", area=_AREA)
def disabled_without_a_reason(passage: Passage) -> Response:
    """A webhook that was disabled says why."""
    response = passage.forward()

    def strip(shown: Any) -> Any:
        return (
            {name: value for name, value in shown.items() if name != "disabled_reason"}
            if isinstance(shown, dict)
            else shown
        )

    return edited(response, strip)


@defect("WH-40", area=_AREA)
def secret_is_short(passage: Passage) -> Response:
    """A secret has 24 to 64 bytes."""
    short = "whsec_" + b64encode(b"12345678").decode()
    return _with_secret(passage, lambda secret: short)


@defect("WH-40", area=_AREA)
def one_secret_for_all(passage: Passage) -> Response:
    """Every webhook has a secret of its own."""

    def first(secret: str) -> str:
        kept: str = passage.memory.setdefault("secret", secret)
        return kept

    return _with_secret(passage, first)


def _with_secret(passage: Passage, change: Callable[[str], str]) -> Response:
    response = passage.forward()
    if not _registers(passage) or response.status != 201:
        return response
    return edited(response, lambda shown: {**shown, "secret": change(shown["secret"])})


@defect("WH-41", area=_AREA)
def secret_is_shown_on_reading(passage: Passage) -> Response:
    """A secret is shown at creation, and never again."""
    response = passage.forward()
    shown = response.json
    if not isinstance(shown, dict) or response.status not in (200, 201):
        return response
    secrets: dict[str, str] = passage.memory.setdefault("secrets", {})
    if "secret" in shown and "id" in shown:
        secrets[shown["id"]] = shown["secret"]
    known = secrets.get(str(shown.get("id")))
    return edited(response, lambda body: {**body, "secret": known}) if known and passage.is_item else response


def _accepting(passage: Passage, method: str, admits: Callable[[str], bool]) -> Response:
    """Take URLs that must be refused, by having the server take another one."""
    url = registered_url(passage.request)
    if passage.request.method != method or not url or not admits(url):
        return passage.forward()
    response = passage.forward(passage.request.with_json({**_body(passage), "url": _INNOCENT}))
    return edited(response, lambda shown: {**shown, "url": url})


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


@defect("WH-42", area=_AREA)
def metadata_service_is_open(passage: Passage) -> Response:
    """The address of the metadata service is refused."""
    return _accepting(passage, "POST", lambda url: _host(url) == "169.254.169.254")


@defect("WH-42", area=_AREA)
def private_ipv6_is_open(passage: Passage) -> Response:
    """Private addresses of IPv6 are refused as those of IPv4 are."""
    return _accepting(passage, "POST", lambda url: _host(url).startswith("fd"))


@defect("WH-43", area=_AREA)
def decimal_address_is_taken_for_a_name(passage: Passage) -> Response:
    """An address is refused in every spelling."""
    return _accepting(passage, "POST", lambda url: _host(url).isdecimal())


@defect("WH-43", area=_AREA)
def ipv4_within_ipv6_is_not_seen(passage: Passage) -> Response:
    """A private address within a public-looking one is refused."""
    return _accepting(passage, "POST", lambda url: _host(url).startswith("::ffff:"))


@defect("WH-43", area=_AREA)
def localhost_is_taken_for_a_public_name(passage: Passage) -> Response:
    """Names of the machine itself are refused."""
    return _accepting(passage, "POST", lambda url: _host(url) == "localhost")


@defect("WH-44", area=_AREA)
def plain_http_is_taken(passage: Passage) -> Response:
    """Only https is taken."""
    return _accepting(passage, "POST", lambda url: url.startswith("http://hooks."))


@defect("WH-44", area=_AREA)
def other_schemes_are_another_refusal(passage: Passage) -> Response:
    """A URL of another scheme is refused with 400."""
    response = passage.forward()
    url = registered_url(passage.request)
    return Response(422, response.headers, response.body) if url.startswith("ftp:") else response


@defect("WH-45", area=_AREA)
def url_is_judged_once(passage: Passage) -> Response:
    """Replacing a webhook's URL is judged as creating one is."""
    return _accepting(passage, "PUT", lambda url: _host(url).startswith(("10.", "169.254.")))
