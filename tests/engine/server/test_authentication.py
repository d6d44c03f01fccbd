"""Who calls: tokens in the Authorization header, and what is answered when there is none worth having."""

import pytest

from tests.engine.server.harness import Running, reader, writer

REALM = 'realm="A library"'


def test_token_is_looked_up_and_the_principal_reaches_the_backend(library: Running) -> None:
    assert library.ask("GET", "/books", headers=reader).status_code == 200
    principal = library.backend.calls[-1].principal
    assert principal is not None
    assert principal.client_id == "client-reader"


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_scheme_is_case_insensitive(library: Running, scheme: str) -> None:
    assert library.ask("GET", "/books", headers={"Authorization": f"{scheme} reader"}).status_code == 200


@pytest.mark.parametrize("value", [None, "Basic cmVhZGVyOnJlYWRlcg==", "Digest x", "reader"])
def test_without_a_bearer_token_the_challenge_has_no_error_code(library: Running, value: str | None) -> None:
    response = library.ask("GET", "/books", headers={"Authorization": value} if value else {})
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == f"Bearer {REALM}"
    assert response.json()["code"] == "missing_token"


@pytest.mark.parametrize(
    "value", ["Bearer", "Bearer ", "Bearer a b", "Bearer käse", "Bearer forged", "Bearer ,"]
)
def test_token_that_is_no_good_is_invalid(library: Running, value: str) -> None:
    headers = [(b"Authorization", value.encode())]
    response = library.ask_outside("GET", "/shelf/v1/books", headers=headers)
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith(f'Bearer {REALM}, error="invalid_token"')
    assert response.json()["code"] == "invalid_token"


def test_doubled_header_is_refused_even_if_both_are_valid(library: Running) -> None:
    response = library.ask("GET", "/books", headers=[*reader.items(), *reader.items()])
    assert response.status_code == 401
    assert 'error="invalid_token"' in response.headers["WWW-Authenticate"]


def test_token_in_the_query_is_no_token(library: Running) -> None:
    assert library.ask("GET", "/books?access_token=reader").status_code == 401


def test_missing_scope_is_a_403_that_names_it(library: Running) -> None:
    response = library.ask("POST", "/books", headers=reader, json={"title": "It"})
    assert response.status_code == 403
    assert (
        response.headers["WWW-Authenticate"] == f'Bearer {REALM}, error="insufficient_scope", scope="write"'
    )
    assert library.ask("GET", "/books", headers={"Authorization": "Bearer nobody"}).status_code == 403


def test_optional_credentials_are_checked_when_presented(library: Running) -> None:
    assert library.ask("GET", "/optional").status_code == 200
    assert library.backend.calls[-1].principal is None
    assert library.ask("GET", "/optional", headers=reader).status_code == 200
    assert library.backend.calls[-1].principal is not None
    assert library.ask("GET", "/optional", headers={"Authorization": "Bearer forged"}).status_code == 401
    assert library.ask("GET", "/optional", headers={"Authorization": "Bearer nobody"}).status_code == 403


def test_handlers_see_the_header_only_where_they_authenticate_themselves(library: Running) -> None:
    library.ask("GET", "/books", headers=writer)
    assert library.backend.calls[-1].authorization is None
    basic = {"Authorization": "Basic eDp5"}
    library.ask("POST", "/tokens", headers=basic, json={"grant_type": "client_credentials"})
    assert library.backend.calls[-1].authorization == "Basic eDp5"
