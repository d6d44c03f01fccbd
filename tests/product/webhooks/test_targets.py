"""What targets promise: nothing leads to where events must not go."""

import asyncio
import socket
import time

import pytest

from brainstormmsp.webhooks import NameResolutionError, PrivateAddressError, Targets
from brainstormmsp.webhooks.targets import resolve_host
from contractfirst.contract.problems import BadRequest

NAMES = {
    "hooks.example": ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"],
    "rebound.example": ["93.184.215.14", "10.0.0.7"],
    "metadata.example": ["169.254.169.254"],
    "mapped.example": ["::ffff:127.0.0.1"],
}


async def resolve(host: str, _port: int) -> list[str]:
    if host not in NAMES:
        raise NameResolutionError(host)
    return NAMES[host]


TARGETS = Targets(resolve=resolve)


def refusals(url: str, targets: Targets = TARGETS) -> set[str]:
    try:
        asyncio.run(targets.require(url))
    except BadRequest as problem:
        return {violation.code for violation in problem.errors if violation.pointer == "/url"}
    return set()


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.example/a?b=c",
        "https://hooks.example:8443",
        "https://8.8.8.8/",
        "https://not-there.example/",
    ],
)
def test_a_public_https_url_is_welcome_and_so_is_a_name_that_does_not_resolve(url: str) -> None:
    assert refusals(url) == set()


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://127.0.0.1:8443/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://[::1]:8443/",
        "https://[::ffff:10.0.0.1]/",
        "https://localhost/",
        "https://metadata.google.internal/computeMetadata/v1/",
        "https://redis/",
        "https://999.999.999.999/",
        "https://[:::]/",
        "https://rebound.example/",
        "https://metadata.example/latest/meta-data",
        "https://mapped.example/",
        "https://hooks.example@127.0.0.1/",
    ],
)
def test_a_private_address_is_refused_in_every_disguise(url: str) -> None:
    assert refusals(url) == {"private_address"}


def test_everything_that_is_wrong_is_said_at_once() -> None:
    assert refusals("http://hooks.example/") == {"url_scheme"}
    assert refusals("http://10.0.0.1/") == {"url_scheme", "private_address"}


def test_the_setting_for_development_lifts_the_rules() -> None:
    assert refusals("http://localhost:8000/", Targets(allow_private=True, resolve=resolve)) == set()


@pytest.mark.parametrize(
    ("allowed", "url", "refused"),
    [
        ("127.0.0.1", "http://127.0.0.1:4000/a", set()),
        ("127.0.0.1:4000", "http://127.0.0.1:4000/a", set()),
        ("127.0.0.1:80", "http://127.0.0.1/a", set()),
        ("[::1]:8443", "https://[::1]:8443/", set()),
        ("localhost", "http://LocalHost:4000/", set()),
        ("127.0.0.1:4000", "http://127.0.0.1:4001/", {"url_scheme", "private_address"}),
        ("127.0.0.1", "http://127.1/", {"url_scheme", "private_address"}),
        ("127.0.0.1", "https://2130706433/", {"private_address"}),
        ("127.0.0.1", "https://127.0.0.1@10.0.0.1/", {"private_address"}),
        ("127.0.0.1", "https://10.0.0.1/127.0.0.1", {"private_address"}),
        ("127.0.0.1", "http://hooks.example/", {"url_scheme"}),
    ],
)
def test_one_allowed_host_lifts_the_rules_for_no_other(allowed: str, url: str, refused: set[str]) -> None:
    assert refusals(url, Targets(resolve=resolve, allowed_hosts=frozenset({allowed}))) == refused


def test_connecting_knows_the_allowed_hosts_and_judges_all_others() -> None:
    targets = Targets(resolve=resolve, allowed_hosts=frozenset({"127.0.0.1:4000"}))
    assert asyncio.run(targets.addresses("127.0.0.1", 4000)) == ["127.0.0.1"]
    for host, port in (("127.0.0.1", 4001), ("127.0.0.2", 4000), ("metadata.example", 4000)):
        with pytest.raises(PrivateAddressError):
            asyncio.run(targets.addresses(host, port))


def test_a_resolver_that_hangs_holds_nobody_up_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    async def hang(_host: str, _port: int) -> list[str]:
        await asyncio.sleep(60)
        return []

    monkeypatch.setattr("brainstormmsp.webhooks.targets._RESOLVE_SECONDS", 0.05)
    started = time.monotonic()
    assert refusals("https://hooks.example/", Targets(resolve=hang)) == set()
    assert time.monotonic() - started < 5


def test_connecting_judges_every_address() -> None:
    async def addresses(host: str) -> list[str]:
        return list(await TARGETS.addresses(host, 443))

    assert asyncio.run(addresses("hooks.example")) == NAMES["hooks.example"]
    for host in ("rebound.example", "localhost", "[fd00::1]", "0x7f000001"):
        with pytest.raises(PrivateAddressError):
            asyncio.run(addresses(host))
    with pytest.raises(NameResolutionError):
        asyncio.run(addresses("not-there.example"))


def test_the_systems_resolver_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def getaddrinfo(host: str, port: int, *_: object, **__: object) -> list[object]:
        if host != "hooks.example":
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
        return [(*kind, ("93.184.215.14", port)), (*kind, ("93.184.215.14", port))]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    assert asyncio.run(resolve_host("hooks.example", 443)) == ["93.184.215.14"]
    with pytest.raises(NameResolutionError):
        asyncio.run(resolve_host("not-there.example", 443))
