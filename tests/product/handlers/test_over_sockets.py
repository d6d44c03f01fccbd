"""The given facts once more, with a real clock, over a real socket, from clients that nobody here wrote."""

import re
import socket
import time
import warnings
from collections.abc import Iterator

import httpx
import pytest

from tests.product.handlers.live import Live, serve_program


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with serve_program(tmp_path_factory.mktemp("live")) as server:
        yield server


def token_of(live: Live) -> str:
    credential = {"client_id": live.client_id, "client_secret": live.client_secret}
    response = httpx.post(f"{live.url}/auth/token", json={**credential, "grant_type": "client_credentials"})
    assert response.status_code == 200
    token: str = response.json()["access_token"]
    return token


def statuses_of_a_burst(live: Live, token: str, count: int) -> list[tuple[int, str | None]]:
    """Send requests one behind another without waiting; return each status with its Retry-After."""
    head = f"GET /api/v1/clients?limit=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
    last = head + "Connection: close\r\n\r\n"
    received = b""
    with socket.create_connection(("127.0.0.1", live.port), timeout=30) as connection:
        connection.sendall(((head + "\r\n") * (count - 1) + last).encode())
        while part := connection.recv(1 << 16):
            received += part
    found = re.findall(rb"HTTP/1\.1 (\d{3})(.*?)\r\n\r\n", received, re.DOTALL)
    waits = [re.search(rb"\r\nretry-after: (\d+)", head_, re.IGNORECASE) for _, head_ in found]
    return [
        (int(status), wait[1].decode() if wait else None)
        for (status, _), wait in zip(found, waits, strict=True)
    ]


def test_201_list_requests_give_one_429_whose_retry_after_is_honest(live: Live) -> None:
    token = token_of(live)
    started = time.monotonic()
    answers = statuses_of_a_burst(live, token, 201)
    elapsed = time.monotonic() - started
    assert len(answers) == 201
    refused = [wait for status, wait in answers if status == 429]
    # A token comes back every 0.6 s; a machine slower than that has earned it.
    assert len(refused) == 1 if elapsed < 0.6 else len(refused) <= 1
    for wait in refused:
        assert wait is not None
        time.sleep(int(wait))
        again = httpx.get(f"{live.url}/clients", headers={"Authorization": f"Bearer {token}"})
        assert again.status_code == 200


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
def test_an_oauth_client_of_somebody_else_gets_a_token_and_lists_clients(
    tmp_path_factory: pytest.TempPathFactory, method: str
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from authlib.integrations.httpx_client import OAuth2Client  # type: ignore[import-untyped]  # theirs

    with (
        serve_program(tmp_path_factory.mktemp(method)) as live,
        OAuth2Client(live.client_id, live.client_secret, token_endpoint_auth_method=method) as session,
    ):
        token = session.fetch_token(f"{live.url}/auth/token", grant_type="client_credentials")
        assert token["token_type"] == "Bearer"
        assert 3590 <= token["expires_in"] <= 3600
        made = session.post(f"{live.url}/clients", json={"name": "Harbor Dental Group"})
        assert made.status_code == 201
        listed = session.get(f"{live.url}/clients")
        assert listed.json() == {"data": [made.json()]}
