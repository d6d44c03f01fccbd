"""Rate limits: whose bucket a request is charged to, and which headers report it."""

from base64 import b64encode

import httpx
import pytest

from contractfirst.server.settings import ServerSettings
from contractfirst.server.source_address import SourceAddress
from contractfirst.server.stages.limit import address_bucket
from tests.engine.server.harness import Running, reader, run_document, writer


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


def test_guesses_are_limited_for_each_client_and_address(library: Running) -> None:
    statuses = [ask_token(library, "client-a").status_code for _ in range(4)]
    assert statuses == [401, 401, 401, 429]
    assert ask_token(library, "client-b").status_code == 401
    assert ask_token(library, "client-a", address="192.0.2.2").status_code == 401


def test_guesses_never_keep_a_client_from_its_tokens(library: Running) -> None:
    for _ in range(4):
        ask_token(library, "client-a")
        ask_token(library, "client-a", address="192.0.2.2")
    assert ask_token(library, "client-a", "right").status_code == 200
    assert ask_token(library, "client-a", "right", address="192.0.2.2").status_code == 200


def test_unknown_clients_are_limited_by_address_and_lock_nobody_out(library: Running) -> None:
    statuses = [ask_token(library, f"guess-{index}").status_code for index in range(4)]
    assert statuses == [401, 401, 401, 429]
    assert ask_token(library, "client-a", "right").status_code == 200
    assert ask_token(library, "guess-9", address="192.0.2.2").status_code == 401


def test_a_right_secret_is_charged_to_its_client_wherever_it_comes_from(library: Running) -> None:
    statuses = [
        ask_token(library, "client-a", "right", address=f"192.0.2.{index}").status_code for index in range(4)
    ]
    assert statuses == [200, 200, 200, 429]
    assert ask_token(library, "client-b", "right").status_code == 200


def test_clients_behind_one_address_do_not_throttle_each_other(library: Running) -> None:
    statuses = [ask_token(library, f"client-{index}", "right").status_code for index in range(20)]
    assert set(statuses) == {200}


def test_all_requests_of_an_address_are_capped_whatever_their_secret() -> None:
    library = run_document("library", token_requests_per_minute=5)
    statuses = [ask_token(library, f"client-{index}", "right").status_code for index in range(5)]
    assert statuses == [200] * 5

    refused = ask_token(library, "client-a", "right")
    assert refused.status_code == 429
    assert refused.headers["RateLimit"].startswith('"authentication-address";r=0;')
    library.clock.advance(int(refused.headers["Retry-After"]))
    assert ask_token(library, "client-a", "right").status_code == 200


def test_without_a_registry_every_client_counts_as_guessing() -> None:
    library = run_document("library", clients=None)
    statuses = [ask_token(library, "client-a", "right").status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    assert ask_token(library, "client-a", "right", address="192.0.2.2").status_code == 200


def test_malformed_body_is_charged_to_the_address_alone(library: Running) -> None:
    headers = {"Content-Type": "application/json"}
    statuses = [
        library.ask("POST", "/tokens", headers=headers, content=b'{"client_id": "a"').status_code
        for _ in range(4)
    ]
    assert statuses == [400, 400, 400, 429]
    assert ask_token(library, "guess", address="192.0.2.9").status_code == 401


def test_the_limit_comes_before_the_size_of_the_body(library: Running) -> None:
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
    ("headers", "body"),
    [
        ({"Content-Type": "application/json"}, b'{"client_id": "client-a", "client_secret": "right"}'),
        (
            {"Content-Type": "application/x-www-form-urlencoded"},
            b"client_id=client%2Da&client_secret=right",
        ),
        (
            {
                "Content-Type": "application/x-www-form-urlencoded",
                "Authorization": "Basic " + b64encode(b"client%2Da:right").decode(),
            },
            b"client_id=client-a",
        ),
    ],
)
def test_the_client_is_recognised_in_every_form(
    library: Running, headers: dict[str, str], body: bytes
) -> None:
    for _ in range(3):
        assert ask_token(library, "client-a", "right").status_code == 200
    assert library.ask("POST", "/tokens", headers=headers, content=body).status_code == 429


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Authorization": "Basic !!!"}, b'{"client_id": "client-a", "client_secret": "right"}'),
        ({"Authorization": "Bearer x"}, b'{"client_id": "client-a", "client_secret": "right"}'),
        ({}, b'{"client_id": "client-a"}'),
        ({}, b'{"client_id": "client-a", "client_secret": ""}'),
        ({}, b'{"client_id": 7, "client_secret": "right"}'),
        ({}, b"[" * 5000),
        ({}, b"\xff\xfe"),
        ({"Content-Type": "text/plain"}, b"client_id=client-a&client_secret=right"),
    ],
)
def test_what_presents_no_client_is_charged_to_the_address(
    library: Running, headers: dict[str, str], body: bytes
) -> None:
    for number in range(3):
        ask_token(library, f"guess-{number}")
    headers = {"Content-Type": "application/json", **headers}
    assert library.ask("POST", "/tokens", headers=headers, content=body).status_code == 429


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
