"""Idempotency keys: replays, reuse, requests in flight."""

import asyncio

import httpx
import pytest

from tests.engine.server.harness import PUBLIC_URL, Running, writer

KEY = {**writer, "Idempotency-Key": "key-1"}


def test_replay_returns_the_first_response_and_says_so(library: Running) -> None:
    first = library.ask("POST", "/books", headers=KEY, json={"title": "It", "pages": 3})
    again = library.ask("POST", "/books", headers=KEY, content=None, json={"pages": 3, "title": "It"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["ETag"] == first.headers["ETag"]
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert len(library.backend.shelf) == 1


def test_replay_has_its_own_request_id_and_rate_limit(library: Running) -> None:
    first, again = (library.ask("POST", "/books", headers=KEY, json={"title": "It"}) for _ in range(2))
    assert first.headers["X-Request-Id"] != again.headers["X-Request-Id"]
    assert first.headers["RateLimit"] != again.headers["RateLimit"]


@pytest.mark.parametrize("body", [{"title": "Other"}, {"title": "It", "pages": 1}])
def test_key_reused_with_another_payload_is_a_422(library: Running, body: object) -> None:
    library.ask("POST", "/books", headers=KEY, json={"title": "It"})
    response = library.ask("POST", "/books", headers=KEY, json=body)
    assert response.status_code == 422
    assert response.json()["code"] == "idempotency_key_reused"


def test_key_of_another_client_is_another_key(library: Running) -> None:
    fingerprints = []
    for token in ("writer", "editor"):
        library.ask(
            "POST", "/books", headers={**KEY, "Authorization": f"Bearer {token}"}, json={"title": "It"}
        )
        fingerprints.append(library.backend.fingerprints[-1])
    assert len(library.backend.shelf) == 2
    assert fingerprints[0] != fingerprints[1]


def test_failed_request_can_be_repeated_under_its_key(library: Running) -> None:
    broken = library.ask("POST", "/books", headers={**KEY, "X-Fault": "error"}, json={"title": "It"})
    assert broken.status_code == 500
    assert library.backend.shelf == {}
    assert library.ask("POST", "/books", headers=KEY, json={"title": "It"}).status_code == 201


@pytest.mark.parametrize("key", ["", " ", "a b", "é".encode().decode("latin-1"), "x" * 256, "a\tb"])
def test_malformed_key_is_a_400(library: Running, key: str) -> None:
    headers = [(name.encode(), value.encode()) for name, value in writer.items()]
    headers.append((b"Idempotency-Key", key.encode("latin-1")))
    response = library.ask_outside("POST", "/shelf/v1/books", headers=headers, json={"title": "It"})
    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == ["Idempotency-Key"]


@pytest.mark.parametrize("key", ["x", "!~", "x" * 255])
def test_well_formed_key_is_taken(library: Running, key: str) -> None:
    headers = {**writer, "Idempotency-Key": key}
    assert library.ask("POST", "/books", headers=headers, json={"title": "It"}).status_code == 201


def test_doubled_key_is_a_400(library: Running) -> None:
    headers = [*KEY.items(), ("Idempotency-Key", "key-2")]
    assert library.ask("POST", "/books", headers=headers, json={"title": "It"}).status_code == 400


def test_key_in_flight_is_a_409(library: Running) -> None:
    async def both() -> list[int]:
        transport = httpx.ASGITransport(app=library.application)
        async with httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL) as client:
            first = asyncio.create_task(
                client.post("/shelf/v1/books", headers={**KEY, "X-Fault": "delay=300"}, json={"title": "It"})
            )
            await asyncio.sleep(0.1)
            second = await client.post("/shelf/v1/books", headers=KEY, json={"title": "It"})
            assert second.json()["code"] == "idempotency_key_in_flight"
            return [second.status_code, (await first).status_code]

    assert asyncio.run(both()) == [409, 201]
