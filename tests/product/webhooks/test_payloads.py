"""What payloads promise: whatever leaves fits the contract and is under 20 kB."""

import orjson
import pytest

from brainstormmsp.webhooks import PayloadError, Payloads
from contractfirst.contract import Contract

AT = "2026-11-24T09:30:00.000Z"


@pytest.fixture(scope="module")
def payloads(contract: Contract) -> Payloads:
    return Payloads(contract.webhooks)


def data_of(payloads: Payloads, event_type: str) -> dict[str, object]:
    data: dict[str, object] = orjson.loads(payloads.example(event_type, AT))["data"]
    return data


def test_every_event_has_an_example_that_fits(contract: Contract, payloads: Payloads) -> None:
    assert len(contract.webhooks) == 33
    for event_type, webhook in contract.webhooks.items():
        body = orjson.loads(payloads.example(event_type, AT))
        assert body["type"] == event_type
        assert body["timestamp"] == AT
        assert webhook.violations(body) == []


def test_the_largest_data_that_the_contract_allows_is_cut_to_fit(
    contract: Contract, payloads: Payloads
) -> None:
    client = {**data_of(payloads, "client.created"), "notes": "\u20ac" * 8000}
    body = payloads.compose("client.created", AT, client)
    assert len(body.encode()) < 20_000
    event = orjson.loads(body)
    assert contract.webhooks["client.created"].violations(event) == []
    assert str(client["notes"]).startswith(event["data"]["notes"])
    assert {**event["data"], "notes": ""} == {**client, "notes": ""}


@pytest.mark.parametrize(
    ("event_type", "change"),
    [
        ("client.created", {"surprise": True}),
        ("client.created", {"status": "asleep"}),
        ("ticket.created", {"notes": []}),
        ("client.exploded", {}),
    ],
)
def test_what_does_not_fit_never_leaves(
    payloads: Payloads, event_type: str, change: dict[str, object]
) -> None:
    known = event_type if event_type != "client.exploded" else "client.created"
    with pytest.raises(PayloadError, match=event_type):
        payloads.compose(event_type, AT, {**data_of(payloads, known), **change})


def test_what_cannot_be_cut_never_leaves(payloads: Payloads) -> None:
    with pytest.raises(PayloadError, match="cannot be cut"):
        payloads.compose("client.created", AT, {f"p{number}": "x" * 100 for number in range(300)})
