"""Rate limits: whose bucket a request is charged to, what is told of it, and what is given back."""

from base64 import b64encode

import httpx
import pytest

from contractfirst.server.settings import ServerSettings
from contractfirst.server.source_address import SourceAddress
from contractfirst.server.stages.limit import address_bucket, presented_client_ids
from tests.engine.server.harness import Running, reader, writer


def ask_token(
    library: Running, client_id: str | None = "a", secret: str = "wrong", address: str = "192.0.2.1"
) -> httpx.Response:
    body = {"grant_type": "client_credentials", "client_secret": secret}
    if client_id is not None:
        body["client_id"] = client_id
    return library.ask("POST", "/tokens", json=body, client=(address, 1))


def test_every_limited_response_says_where_the_caller_stands(library: Running) -> None:
    ok = library.ask("GET", "/books", headers=reader)
    bad = library.ask("GET", "/books?extra=1", headers=reader)
    assert (ok.status_code, bad.status_code) == (200, 400)
    assert ok.headers["RateLimit-Policy"] == '"reading";q=100;w=60;contractfirst-burst=200'
    assert ok.headers["RateLimit"] == '"reading";r=199;t=1'
    assert bad.headers["RateLimit"] == '"reading";r=198;t=2'


def test_unlimited_operations_say_nothing(library: Running) -> None:
    assert "RateLimit" not in library.ask("GET", "/odd/well").headers


def test_retry_after_is_honest_to_the_second(library: Running) -> None:
    def put() -> httpx.Response:
        return library.ask("PUT", "/books/00000000-0000-7000-8000-000000000000", headers=writer)

    assert [put().status_code for _ in range(3)][-1] == 429
    refused = put()
    assert refused.headers["Retry-After"] == "1"
    assert refused.json()["code"] == "rate_limited"
    assert refused.headers["RateLimit"].startswith('"scarce";r=0;')
    library.clock.advance(int(refused.headers["Retry-After"]))
    assert put().status_code != 429
    assert put().status_code == 429


def test_clients_have_buckets_of_their_own(library: Running) -> None:
    for _ in range(3):
        library.ask("PUT", "/books/00000000-0000-7000-8000-000000000000", headers=writer)
    other = library.ask("PUT", "/books/00000000-0000-7000-8000-000000000000", headers=reader)
    assert other.status_code == 403


def test_guessing_secrets_of_one_client_is_limited_wherever_it_comes_from(library: Running) -> None:
    statuses = [ask_token(library, "a", address=f"192.0.2.{index}").status_code for index in range(4)]
    assert statuses == [401, 401, 401, 429]


def test_guessing_client_ids_is_limited_by_address(library: Running) -> None:
    statuses = [ask_token(library, f"guess-{index}").status_code for index in range(4)]
    assert statuses == [401, 401, 401, 429]


def test_honest_clients_behind_one_address_do_not_throttle_each_other(library: Running) -> None:
    statuses = [ask_token(library, f"client-{index}", "right").status_code for index in range(20)]
    assert set(statuses) == {200}


def test_malformed_body_is_charged_to_the_address_alone(library: Running) -> None:
    headers = {"Content-Type": "application/json"}
    statuses = [
        library.ask("POST", "/tokens", headers=headers, content=b'{"client_id": "a"').status_code
        for _ in range(4)
    ]
    assert statuses == [400, 400, 400, 429]
    assert ask_token(library, "a", address="192.0.2.9").status_code == 401


def test_body_too_large_is_judged_after_the_limit(library: Running) -> None:
    headers = {"Content-Type": "application/json"}
    large = b" " * 1_048_577
    statuses = [library.ask("POST", "/tokens", headers=headers, content=large).status_code for _ in range(4)]
    assert statuses == [413, 413, 413, 429]


def test_ipv6_addresses_of_one_subscriber_share_a_bucket(library: Running) -> None:
    statuses = [ask_token(library, f"g-{i}", address=f"2001:db8::{i}").status_code for i in range(1, 5)]
    assert statuses == [401, 401, 401, 429]
    assert address_bucket("2001:db8:0:1::1") != address_bucket("2001:db8:0:2::1")
    assert address_bucket("::ffff:192.0.2.1") == address_bucket("192.0.2.1")
    assert address_bucket("unknown") == "unknown"


@pytest.mark.parametrize(
    ("authorization", "body", "expected"),
    [
        (None, b'{"client_id": "a"}', {"a"}),
        (None, b"grant_type=x&client_id=a%20b", {"a b"}),
        (b"Basic " + b64encode(b"a%3Ab:secret"), b"", {"a:b"}),
        (b"basic " + b64encode(b"a:s"), b'{"client_id": "b"}', {"a", "b"}),
        (b"Basic !!!", b'{"client_id": "b"}', {"b"}),
        (b"Basic " + b64encode(b"no colon"), b"", set()),
        (b"Basic " + b64encode(b"\xff:x"), b"", set()),
        (b"Bearer x", b"", set()),
        (None, b'{"client_id": 7}', set()),
        (None, b'{"client_id": "' + b"a" * 256 + b'"}', set()),
        (None, b"{" * 5000, set()),
        (None, b"\xff\xfe", set()),
        (None, b"client_id=a&client_id=b&client_id=c&client_id=d&client_id=e", set()),
        (None, b"&".join([b"x=1"] * 100), set()),
        (None, b"", set()),
    ],
)
def test_presented_client_is_read_leniently(
    authorization: bytes | None, body: bytes, expected: set[str]
) -> None:
    assert presented_client_ids(authorization, body) == expected


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("203.0.113.9", b"198.51.100.1", "203.0.113.9"),
        ("10.0.0.1", b"198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", b"1.2.3.4, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        ("10.0.0.1", b"1.2.3.4, nonsense", "10.0.0.1"),
        ("10.0.0.1", b"10.0.0.3", "10.0.0.3"),
        ("10.0.0.1", None, "10.0.0.1"),
        ("unix", b"1.2.3.4", "unix"),
    ],
)
def test_forwarded_addresses_are_believed_of_trusted_proxies_only(
    peer: str, forwarded: bytes | None, expected: str
) -> None:
    assert SourceAddress(["10.0.0.0/8"]).of(peer, forwarded) == expected


def test_by_default_no_proxy_is_trusted() -> None:
    assert ServerSettings().trusted_proxies == ()
    assert SourceAddress().of("10.0.0.1", b"1.2.3.4") == "10.0.0.1"
