"""The log of events, and events that time brings about."""

from brainstormmsp.compliance.expiry import EvidenceExpiry
from brainstormmsp.webhooks import webhook_purge
from tests.product.handlers.background import valid_events
from tests.product.handlers.harness import UNKNOWN_ID, Api


def test_the_log_has_every_event_once_in_the_order_of_creation(api: Api) -> None:
    first, second = api.make_client("First"), api.make_client("Second")
    api.clock.advance(60)
    changed = api.put(f"/clients/{first['id']}", {"name": "First Ltd"}).json()
    events = api.walk("/events", limit=1)
    assert [(each["type"], each["client_id"]) for each in events] == [
        ("client.created", first["id"]),
        ("client.created", second["id"]),
        ("client.updated", first["id"]),
    ]
    assert [each["data"] for each in events] == [
        {**first, "sequence": 1},
        {**second, "sequence": 2},
        {**changed, "sequence": 3},
    ]
    assert api.walk("/events", sort="-created_at") == events[::-1]
    assert api.walk("/events", client_id=first["id"]) == [events[0], events[2]]
    assert api.walk("/events", type="client.updated") == events[2:]
    assert api.walk("/events", created_since=events[2]["created_at"]) == events[2:]
    assert api.walk("/events", key=api.other.both) == []
    api.problem(api.get("/events", params={"client_id": UNKNOWN_ID}), 404, "not_found")


def test_the_log_is_kept_for_thirty_days(api: Api) -> None:
    api.make_client()
    purge = webhook_purge(api.database)
    api.clock.advance(30 * 24 * 3600)
    purge.tick(api.clock.now())
    assert len(api.walk("/events")) == 1
    api.clock.advance(60)
    purge.tick(api.clock.now())
    assert api.walk("/events") == []


def test_a_webhook_is_filtered_only_by_clients_of_the_organisation(api: Api) -> None:
    theirs = api.make_client("Theirs", api.other.both)["id"]
    body = {"url": "https://hooks.example/", "event_types": ["client.updated"], "client_ids": [theirs]}
    api.problem(api.post("/webhooks", body), 404, "not_found")
    webhook = api.make("/webhooks", {**body, "client_ids": []})
    api.problem(api.put(f"/webhooks/{webhook['id']}", body), 404, "not_found")


def test_evidence_announces_once_that_it_expires(api: Api) -> None:
    client_id = api.make_client()["id"]
    body = {
        "kind": "attestation",
        "title": "MFA is enforced",
        "topic": "mfa",
        "client_id": client_id,
        "statement": "Checked.",
        "attested_by": "Maya Lindqvist",
    }
    api.make("/evidence", {**body, "expires_at": "2027-11-24T09:30:00.000Z"})
    soon = api.make("/evidence", {**body, "expires_at": "2026-12-25T09:30:00.000Z"})
    expiry = EvidenceExpiry(api.database, api.services.ids)
    expiry.tick(api.clock.now())
    valid_events(api, "client.created")
    api.clock.advance(24 * 3600)
    for _ in range(3):
        expiry.tick(api.clock.now())
        api.clock.advance(3600)
    _, data = valid_events(api, "client.created", "evidence.expiring")
    assert (data["id"], data["control_id"]) == (soon["id"], None)
    assert api.get(f"/evidence/{soon['id']}").json() == soon


def test_contacts_send_events_and_so_does_whoever_is_no_longer_primary(api: Api) -> None:
    client_id = api.make_client()["id"]
    first = api.make("/contacts", {"client_id": client_id, "name": "First", "is_primary": True})
    second = api.make("/contacts", {"client_id": client_id, "name": "Second", "is_primary": True})
    body = {"client_id": client_id, "name": "Second", "is_primary": True}
    assert api.put(f"/contacts/{second['id']}", body).status_code == 200
    events = valid_events(api, "client.created", "contact.created", "contact.updated", "contact.created")
    assert (events[2]["id"], events[2]["is_primary"]) == (first["id"], False)
