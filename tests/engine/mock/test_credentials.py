"""Credentials are asked for as the document has it; whatever could be one is taken."""

import pytest

from tests.engine.mock.mocked import Mocked, mock

BASIC = "Basic dXNlcjpwYXNz"


@pytest.fixture(scope="module")
def shop() -> Mocked:
    return mock()


@pytest.mark.parametrize("headers", [{"Authorization": "Bearer a.b-c"}, {"X-Key": "k"}])
def test_any_alternative_will_do(shop: Mocked, headers: dict[str, str]) -> None:
    assert shop.ask("GET", "/boxes/1", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "missing_token"),
        ({"X-Key": ""}, "missing_token"),
        ({"Authorization": "Bearer not a token"}, "invalid_token"),
        ({"Authorization": BASIC}, "invalid_token"),
    ],
)
def test_what_could_be_none_is_refused(shop: Mocked, headers: dict[str, str], code: str) -> None:
    response = shop.ask("GET", "/boxes/1", headers=headers)
    assert (response.status_code, response.json()["code"]) == (401, code)
    assert "Bearer" in response.headers["WWW-Authenticate"]


@pytest.mark.parametrize(
    ("headers", "query", "status"),
    [
        ({"Authorization": BASIC}, "?key=1", 204),
        ({"Authorization": BASIC}, "", 401),
        ({"Authorization": "Basic nonsense"}, "?key=1", 401),
        ({}, "?key=1", 401),
        ({"Cookie": "a=b; session=1"}, "", 204),
    ],
)
def test_alternative_holds_as_a_whole(shop: Mocked, headers: dict[str, str], query: str, status: int) -> None:
    assert shop.ask("GET", f"/guarded{query}", headers=headers).status_code == status


def test_rate_limits_are_real_and_by_credentials() -> None:
    shop = mock()
    statuses = [shop.ask("GET", "/scarce").status_code for _ in range(3)]
    assert statuses == [204, 204, 429]
    assert shop.ask("GET", "/scarce", headers={"Authorization": "Bearer another"}).status_code == 204
    assert int(shop.ask("GET", "/scarce").headers["Retry-After"]) >= 1
