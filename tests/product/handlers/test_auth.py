"""What the token endpoint promises (RFC 6749 sections 2.3.1, 4.4 and 5)."""

import json
from base64 import b64encode, urlsafe_b64decode
from threading import Event, Thread
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from brainstormmsp.store import Transaction, format_timestamp
from brainstormmsp.store.api_keys import revoke_api_key
from tests.product.handlers.harness import Api, Key

GRANT = {"grant_type": "client_credentials"}


def credential(key: Key) -> dict[str, str]:
    return {"client_id": key.client_id, "client_secret": key.secret}


def basic(client_id: str, secret: str) -> dict[str, str]:
    pair = f"{quote(client_id, safe='')}:{quote(secret, safe='')}"
    return {"Authorization": "Basic " + b64encode(pair.encode()).decode()}


def ask(api: Api, body: dict[str, Any], **arguments: Any) -> httpx.Response:
    return api.post("/auth/token", body, anonymous=True, **arguments)


def require_error(response: httpx.Response, status: int, error: str) -> None:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == "no-store"
    assert response.json()["error"] == error
    assert response.json().keys() == {"error", "error_description"}
    if status == 401:
        assert response.headers["www-authenticate"].startswith("Basic ")


def test_a_credential_gets_a_token_that_opens_the_api(api: Api) -> None:
    response = ask(api, {**credential(api.home.both), **GRANT})
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["pragma"] == "no-cache"
    token = response.json()
    assert (token["token_type"], token["expires_in"], token["scope"]) == (
        "Bearer",
        3600,
        "read write api-keys:write",
    )
    headers = {"Authorization": f"Bearer {token['access_token']}"}
    assert api.get("/clients", anonymous=True, headers=headers).status_code == 200


def test_a_token_does_not_wait_for_the_writer(api: Api) -> None:
    held, go_on = Event(), Event()

    def hold(_: Transaction) -> None:
        held.set()
        go_on.wait(60)

    writing = Thread(target=api.database.write_and_wait, args=(hold,))
    writing.start()
    held.wait(60)
    try:
        assert ask(api, {**GRANT, **credential(api.home.both)}).status_code == 200
    finally:
        go_on.set()
        writing.join()


def test_the_token_has_the_given_header_and_the_shape_of_rfc_9068(api: Api) -> None:
    key = api.home.reader
    token = ask(api, {**credential(key), **GRANT}).json()["access_token"]
    header, payload, _ = (urlsafe_b64decode(part + "==") for part in token.split("."))
    assert header == b'{"alg":"HS256","typ":"JWT"}'
    claims = json.loads(payload)
    assert claims.keys() == {"iss", "exp", "aud", "sub", "client_id", "iat", "jti", "scope"}
    assert claims["sub"] == claims["client_id"] == key.client_id
    assert claims["exp"] - claims["iat"] == 3600
    assert claims["scope"] == "read"


def test_a_token_expires_after_an_hour(api: Api) -> None:
    token = ask(api, {**credential(api.home.both), **GRANT}).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    api.clock.advance(3599)
    assert api.get("/clients", anonymous=True, headers=headers).status_code == 200
    api.clock.advance(1)
    refused = api.get("/clients", anonymous=True, headers=headers)
    api.problem(refused, 401, "invalid_token")
    assert 'error="invalid_token"' in refused.headers["www-authenticate"]


def test_the_credential_may_come_as_a_form_or_with_basic(api: Api) -> None:
    key = api.home.both
    form = api.request("POST", "/auth/token", data={**credential(key), **GRANT}, anonymous=True)
    assert form.status_code == 200
    with_basic = api.request(
        "POST", "/auth/token", data=GRANT, anonymous=True, headers=basic(key.client_id, key.secret)
    )
    assert with_basic.status_code == 200
    assert ask(api, GRANT, headers=basic(key.client_id, key.secret)).status_code == 200


def test_a_scope_may_be_narrowed_never_widened(api: Api) -> None:
    narrowed = ask(api, {**credential(api.home.both), **GRANT, "scope": "read"}).json()
    assert narrowed["scope"] == "read"
    headers = {"Authorization": f"Bearer {narrowed['access_token']}"}
    refused = api.post("/clients", {"name": "Ada"}, anonymous=True, headers=headers)
    api.problem(refused, 403, "insufficient_scope")
    assert 'error="insufficient_scope"' in refused.headers["www-authenticate"]
    for scope in ("read write", "write", "admin"):
        require_error(
            ask(api, {**credential(api.home.reader), **GRANT, "scope": scope}), 400, "invalid_scope"
        )


def test_a_key_without_a_scope_gets_no_token(api: Api) -> None:
    key = api.add_key(api.home.id, ())
    for more in ({}, {"scope": "read"}):
        require_error(ask(api, {**credential(key), **GRANT, **more}), 400, "invalid_scope")
    wrong = ask(api, {**credential(key), **GRANT, "client_secret": "wrong"})
    require_error(wrong, 401, "invalid_client")


def test_a_scope_that_a_key_lost_is_lost_in_its_tokens_too(api: Api) -> None:
    key = api.add_key(api.home.id, ())
    token = api.services.tokens.issue(key.client_id, ["read"]).value
    refused = api.get("/clients", anonymous=True, headers={"Authorization": f"Bearer {token}"})
    api.problem(refused, 403, "insufficient_scope")
    assert 'error="insufficient_scope"' in refused.headers["www-authenticate"]


def test_a_wrong_secret_and_an_unknown_client_are_refused_alike(api: Api) -> None:
    key = api.home.both
    wrong = ask(api, {**credential(key), **GRANT, "client_secret": "wrong"})
    unknown = ask(api, {**credential(key), **GRANT, "client_id": "bmspid_nobody"})
    require_error(wrong, 401, "invalid_client")
    assert unknown.json() == wrong.json()


def test_one_organisations_secret_opens_no_others_door(api: Api) -> None:
    body = {**GRANT, "client_id": api.home.both.client_id, "client_secret": api.other.both.secret}
    require_error(ask(api, body), 401, "invalid_client")


def test_a_revoked_key_gets_no_token_and_its_tokens_die(api: Api) -> None:
    key = api.add_key(api.home.id)
    token = {"Authorization": f"Bearer {api.token(key)}"}
    assert api.get("/clients", anonymous=True, headers=token).status_code == 200
    now = format_timestamp(api.clock.now())
    api.in_store(lambda scope: revoke_api_key(scope.transaction, key.client_id, now))
    require_error(ask(api, {**credential(key), **GRANT}), 401, "invalid_client")
    api.problem(api.get("/clients", anonymous=True, headers=token), 401, "invalid_token")


@pytest.mark.parametrize(
    "header",
    ["Basic", "Basic !!!", "Basic bm9jb2xvbg==", "Bearer abc", "Basic Og=="],
)
def test_an_unreadable_authorization_header_is_an_invalid_client(api: Api, header: str) -> None:
    require_error(ask(api, GRANT, headers={"Authorization": header}), 401, "invalid_client")


def test_a_missing_credential_is_an_invalid_client(api: Api) -> None:
    require_error(ask(api, GRANT), 401, "invalid_client")
    require_error(ask(api, {**GRANT, "client_id": api.home.both.client_id}), 401, "invalid_client")


def test_two_secrets_or_client_ids_that_differ_are_refused(api: Api) -> None:
    """RFC 6749 section 2.3: one method of authentication a request."""
    key = api.home.both
    twice = ask(api, {**credential(key), **GRANT}, headers=basic(key.client_id, key.secret))
    require_error(twice, 400, "invalid_request")
    differ = {**GRANT, "client_id": api.home.reader.client_id}
    require_error(ask(api, differ, headers=basic(key.client_id, key.secret)), 400, "invalid_request")


def test_basic_with_the_same_client_id_in_the_body_is_fine(api: Api) -> None:
    """What requests-oauthlib sends."""
    key = api.home.both
    body = {**GRANT, "client_id": key.client_id}
    headers = basic(key.client_id, key.secret)
    assert ask(api, body, headers=headers).status_code == 200
    assert ask(api, {**body, "client_secret": ""}, headers=headers).status_code == 200
    form = api.request("POST", "/auth/token", data=body, anonymous=True, headers=headers)
    assert form.status_code == 200


@pytest.mark.parametrize(
    "more",
    [
        {"audience": "https://brainstormmsp.ai"},
        {"resource": "https://brainstormmsp.ai/api/v1"},
        {"username": "maya", "nonce": ""},
        {"scope": ""},
    ],
)
def test_unknown_parameters_are_ignored_and_empty_ones_count_as_absent(
    api: Api, more: dict[str, str]
) -> None:
    """RFC 6749 section 3.2, in JSON and in a form."""
    body = {**credential(api.home.both), **GRANT, **more}
    in_json = ask(api, body)
    in_a_form = api.request("POST", "/auth/token", data=body, anonymous=True)
    for response in (in_json, in_a_form, ask(api, {**body, "scope": None})):
        assert response.status_code == 200, response.text
        assert response.json()["scope"] == "read write api-keys:write"


@pytest.mark.parametrize(
    "repeated", ["grant_type=client_credentials", "audience=a&audience=b", "scope=&scope="]
)
def test_repeated_parameters_are_an_error(api: Api, repeated: str) -> None:
    """RFC 6749 section 3.2: request parameters must not be included more than once."""
    key = api.home.both
    body = f"grant_type=client_credentials&client_id={key.client_id}&client_secret={key.secret}&{repeated}"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    response = api.request("POST", "/auth/token", content=body.encode(), headers=headers, anonymous=True)
    require_error(response, 400, "invalid_request")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": 7}, "invalid_request"),
        ({"grant_type": ""}, "invalid_request"),
    ],
)
def test_a_bad_request_says_which_rule_it_breaks(api: Api, change: dict[str, Any], error: str) -> None:
    require_error(ask(api, {**credential(api.home.both), **GRANT, **change}), 400, error)


def test_bodies_of_other_types_and_sizes_are_refused(api: Api) -> None:
    as_text = api.request(
        "POST", "/auth/token", content=b"{}", headers={"Content-Type": "text/plain"}, anonymous=True
    )
    api.problem(as_text, 415, "unsupported_media_type")
    large = ask(api, {**credential(api.home.both), **GRANT, "scope": "x" * 8192})
    api.problem(large, 413, "content_too_large")


def test_no_secret_comes_back_in_a_refusal(api: Api) -> None:
    secret = "a-secret-that-must-not-be-told"
    for body in (
        {**GRANT, "client_id": "x", "client_secret": secret},
        {**GRANT, "client_id": "x", "client_secret": secret, "surprise": secret},
        {"grant_type": "password", "client_id": "x", "client_secret": secret},
    ):
        assert secret not in ask(api, body).text


def test_guesses_keep_no_owner_from_its_tokens(api: Api) -> None:
    key = api.home.both
    body = {**credential(key), **GRANT}
    wrong = [ask(api, {**body, "client_secret": "x"}).status_code for _ in range(21)]
    assert wrong == [401] * 20 + [429]
    unknown = [ask(api, {**body, "client_id": f"guess-{number}"}).status_code for number in range(26)]
    assert unknown == [401] * 20 + [429] * 6
    assert ask(api, body).status_code == 200
    assert ask(api, {**credential(api.other.both), **GRANT}).status_code == 200


def test_the_right_secret_is_charged_to_the_key(api: Api) -> None:
    body = {**credential(api.home.both), **GRANT}
    for _ in range(20):
        assert ask(api, body).status_code == 200
    refused = ask(api, body)
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "6"
    api.clock.advance(6)
    assert ask(api, body).status_code == 200
