"""What the operations on API keys promise."""

from typing import Any

import httpx
import pytest

from tests.product.handlers.harness import UNKNOWN_ID, Api, Key

BODY = {"name": "Nightly sync", "scopes": ["read"]}


@pytest.fixture
def admin(api: Api) -> Key:
    return api.add_key(api.home.id, ("read", "write", "api-keys:write"))


def ask_token(api: Api, key: dict[str, Any], secret: str | None = None) -> httpx.Response:
    body = {
        "grant_type": "client_credentials",
        "client_id": key["client_id"],
        "client_secret": secret or key["client_secret"],
    }
    return api.post("/auth/token", body, anonymous=True)


def status_with(api: Api, token: str) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    return api.get("/clients", anonymous=True, headers=headers).status_code


def create(api: Api, admin: Key, **more: Any) -> dict[str, Any]:
    response = api.post("/api-keys", {**BODY, **more}, key=admin)
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made


def test_a_created_key_gets_tokens_and_shows_its_secret_once(api: Api, admin: Key) -> None:
    made = create(api, admin)
    granted = ask_token(api, made).json()
    assert granted["scope"] == "read"
    shown = api.get(f"/api-keys/{made['id']}").json()
    assert shown == {name: value for name, value in made.items() if name != "client_secret"}
    assert (shown["expires_at"], shown["revoked_at"], shown["last_used_at"]) == (None, None, None)
    assert made["client_secret"] not in api.get("/api-keys").text


def test_keys_are_listed_with_all_others_of_the_organisation_alone(api: Api, admin: Key) -> None:
    made = create(api, admin)
    ours = {key["client_id"] for key in api.walk("/api-keys")}
    assert ours == {
        made["client_id"],
        admin.client_id,
        *(key.client_id for key in (api.home.both, api.home.reader, api.home.writer)),
    }
    path = f"/api-keys/{made['id']}"
    api.problem(api.get(path, key=api.other.both), 404, "not_found")
    foreign = api.add_key(api.other.id, ("api-keys:write",))
    api.problem(api.post(f"{path}/revoke", key=foreign), 404, "not_found")
    api.problem(api.post(f"{path}/rotate", {}, key=foreign), 404, "not_found")


def test_a_key_grants_only_scopes_that_it_holds(api: Api, admin: Key) -> None:
    narrow = api.add_key(api.home.id, ("api-keys:write",))
    refused = api.post("/api-keys", BODY, key=narrow)
    api.problem(refused, 403, "insufficient_scope")
    assert 'error="insufficient_scope"' in refused.headers["WWW-Authenticate"]
    api.problem(api.post("/api-keys", BODY, key=api.home.writer), 403, "insufficient_scope")
    made = create(api, admin, scopes=["api-keys:write", "read"])
    assert ask_token(api, made).json()["scope"] == "read api-keys:write"
    api.problem(api.post("/api-keys", {**BODY, "scopes": [":"]}, key=admin), 400, "invalid_request")


def test_a_revoked_key_gets_no_token_and_its_tokens_are_refused(api: Api, admin: Key) -> None:
    made = create(api, admin)
    token = ask_token(api, made).json()["access_token"]
    path = f"/api-keys/{made['id']}/revoke"
    revoked = api.post(path, key=admin).json()
    assert revoked["revoked_at"] == "2026-11-24T09:30:00.000Z"
    assert status_with(api, token) == 401
    assert ask_token(api, made).status_code == 401
    api.clock.advance(60)
    assert api.post(path, key=admin).json() == revoked
    api.problem(api.post(f"/api-keys/{made['id']}/rotate", {}, key=admin), 409, "api_key_revoked")


def test_both_secrets_work_during_a_rotation(api: Api, admin: Key) -> None:
    made = create(api, admin)
    path = f"/api-keys/{made['id']}/rotate"
    rotated = api.post(path, {"overlap_seconds": 3600}, key=admin).json()
    assert rotated["client_id"] == made["client_id"]
    assert rotated["previous_secret_expires_at"] == "2026-11-24T10:30:00.000Z"
    for secret in (made["client_secret"], rotated["client_secret"]):
        assert ask_token(api, made, secret).status_code == 200
    again = api.post(path, {"overlap_seconds": 3600}, key=admin).json()
    statuses = [ask_token(api, made, each["client_secret"]).status_code for each in (made, rotated, again)]
    assert statuses == [401, 200, 200]
    api.clock.advance(3600)
    assert ask_token(api, made, rotated["client_secret"]).status_code == 401
    assert ask_token(api, made, again["client_secret"]).status_code == 200


def test_a_key_and_its_tokens_end_when_it_expires(api: Api, admin: Key) -> None:
    made = create(api, admin, expires_at="2026-11-24T10:00:00Z")
    token = ask_token(api, made).json()["access_token"]
    api.clock.advance(1799)
    assert status_with(api, token) == 200
    api.clock.advance(1)
    assert status_with(api, token) == 401
    assert ask_token(api, made).status_code == 401


def test_a_key_is_refused_outside_its_networks(api: Api, admin: Key) -> None:
    elsewhere = create(api, admin, allowed_networks=["198.51.100.0/24", "2001:db8::/32"])
    api.problem(ask_token(api, elsewhere), 403, "address_not_allowed")
    assert ask_token(api, elsewhere, "wrong").status_code == 401
    token = api.services.tokens.issue(elsewhere["client_id"], ["read"]).value
    refused = api.get("/clients", anonymous=True, headers={"Authorization": f"Bearer {token}"})
    api.problem(refused, 403, "address_not_allowed")
    here = create(api, admin, allowed_networks=["192.0.2.0/24"])
    assert status_with(api, ask_token(api, here).json()["access_token"]) == 200


def test_malformed_networks_are_all_reported(api: Api, admin: Key) -> None:
    networks = ["192.0.2.0/33", "192.0.2.0/24", "1.2.3"]
    refused = api.post("/api-keys", {**BODY, "allowed_networks": networks}, key=admin)
    problem = api.problem(refused, 400, "invalid_request")
    assert [error["pointer"] for error in problem["errors"]] == ["/allowed_networks/0", "/allowed_networks/2"]


def test_the_last_use_is_known_to_within_five_minutes(api: Api, admin: Key) -> None:
    made = create(api, admin)
    token = ask_token(api, made).json()["access_token"]
    path = f"/api-keys/{made['id']}"
    for seconds, last in ((0, "09:30:00.000Z"), (299, "09:30:00.000Z"), (2, "09:35:01.000Z")):
        api.clock.advance(seconds)
        assert status_with(api, token) == 200
        api.database.write_and_wait(lambda transaction: None)
        assert api.get(path).json()["last_used_at"] == f"2026-11-24T{last}"


def test_unknown_keys_are_not_found(api: Api, admin: Key) -> None:
    path = f"/api-keys/{UNKNOWN_ID}"
    api.problem(api.get(path), 404, "not_found")
    api.problem(api.post(f"{path}/rotate", {}, key=admin), 404, "not_found")
    api.problem(api.post(f"{path}/revoke", key=admin), 404, "not_found")


def test_a_repetition_under_the_same_key_shows_the_same_secret(api: Api, admin: Key) -> None:
    headers = {"Idempotency-Key": "once"}
    first = api.post("/api-keys", BODY, key=admin, headers=headers)
    again = api.post("/api-keys", BODY, key=admin, headers=headers)
    assert again.headers["idempotency-replayed"] == "true"
    assert again.json() == first.json()


@pytest.mark.parametrize("scopes", [("read",), ("write",), ("read", "write")])
def test_every_token_may_ask_who_it_is(api: Api, scopes: tuple[str, ...]) -> None:
    key = api.add_key(api.home.id, scopes)
    me = api.get("/me", key=key).json()
    assert me["organisation"] == {"id": api.home.id, "name": "Brightwater IT"}
    assert me["api_key"]["client_id"] == key.client_id
    assert me["scopes"] == list(scopes)
