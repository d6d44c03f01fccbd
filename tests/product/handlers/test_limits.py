"""What the rate limits promise, on the product's own classes."""

from fractions import Fraction

import pytest

from tests.product.handlers.harness import Api

RATES = {
    "authentication": (10, 60, 20),
    "list": (100, 60, 200),
    "detail": (200, 60, 400),
    "write": (50, 60, 100),
    "report": (10, 3600, 20),
    "bulk": (5, 60, 10),
}


def test_the_classes_are_the_ones_that_were_given(api: Api) -> None:
    rates = {
        name: (rate.quantity, rate.window, rate.burst) for name, rate in api.contract.rate_classes.items()
    }
    assert rates == RATES


def test_201_list_requests_in_a_burst_give_exactly_one_429(api: Api) -> None:
    responses = [api.get("/clients") for _ in range(201)]
    assert [response.status_code for response in responses] == [200] * 200 + [429]
    refused = responses[-1]
    api.problem(refused, 429, "rate_limited")
    assert refused.headers["retry-after"] == "1"
    assert refused.headers["ratelimit-policy"] == '"list";q=100;w=60;bmsp-burst=200'
    assert refused.headers["ratelimit"] == '"list";r=0;t=120'
    assert responses[0].headers["ratelimit"] == '"list";r=199;t=1'


@pytest.mark.parametrize(
    ("path", "method", "burst"), [("/clients", "POST", 100), ("/bulk/clients", "POST", 10)]
)
def test_retry_after_is_honest_to_the_second(api: Api, path: str, method: str, burst: int) -> None:
    # A body that is refused after the limiter costs a token too.
    for _ in range(burst):
        assert api.request(method, path, json={}).status_code == 400
    refused = api.request(method, path, json={})
    assert refused.status_code == 429
    wait = int(refused.headers["retry-after"])
    assert wait > 1
    api.clock.advance(wait - 1)
    assert api.request(method, path, json={}).status_code == 429
    api.clock.advance(1)
    assert api.request(method, path, json={}).status_code == 400


def test_a_new_token_does_not_refill_the_bucket(api: Api) -> None:
    for _ in range(200):
        api.get("/clients")
    key = api.home.both
    token = api.services.tokens.issue(key.client_id, key.scopes).value
    again = api.get("/clients", anonymous=True, headers={"Authorization": f"Bearer {token}"})
    assert again.status_code == 429


def test_no_key_and_no_class_pays_for_another(api: Api) -> None:
    client = api.make_client()
    for _ in range(201):
        api.get("/clients")
    assert api.get("/clients").status_code == 429
    assert api.get("/clients", key=api.home.reader).status_code == 200
    assert api.get("/clients", key=api.other.both).status_code == 200
    assert api.get(f"/clients/{client['id']}").status_code == 200
    assert api.post("/clients", {"name": "Else"}).status_code == 201


def test_all_lists_share_one_bucket_of_a_key(api: Api) -> None:
    statuses = [
        api.get(path).status_code
        for _ in range(51)
        for path in ("/clients", "/assets", "/alerts", "/tickets")
    ]
    assert statuses[:200] == [200] * 200
    assert statuses[200] == 429


def test_a_plans_multiplier_scales_rate_and_burst(api: Api) -> None:
    key = api.add_key(api.home.id, multiplier=Fraction(1, 2))
    statuses = [api.get("/clients", key=key).status_code for _ in range(101)]
    assert statuses == [200] * 100 + [429]
    assert api.get("/clients", key=key).headers["ratelimit-policy"] == '"list";q=50;w=60;bmsp-burst=100'


def test_the_limit_is_judged_before_the_scope(api: Api) -> None:
    for _ in range(100):
        assert api.post("/clients", {}, key=api.home.reader).status_code == 403
    assert api.post("/clients", {}, key=api.home.reader).status_code == 429
