"""A stateful mock remembers what was created."""

import pytest

from tests.engine.mock.mocked import ORIGIN, Mocked, mock


@pytest.fixture
def shop() -> Mocked:
    return mock(stateful=True)


def test_created_item_can_be_read_listed_replaced_and_deleted(shop: Mocked) -> None:
    created = shop.ask("POST", "/boxes", json={"colour": "green", "note": "Mine.", "secret": "x"})
    assert created.status_code == 201
    location = created.headers["Location"]
    assert location == f"{ORIGIN}/v2/boxes/{created.json()['id']}"
    assert shop.ask("GET", location).json() == created.json()
    assert created.json()["note"] == "Mine."
    assert created.json()["fragile"] is False
    assert "secret" not in created.json()
    assert created.json() in shop.ask("GET", "/boxes").json()["boxes"]
    replaced = shop.ask("PUT", location, json={"colour": "blue"})
    assert replaced.json()["colour"] == "blue"
    assert "note" not in replaced.json()
    assert replaced.json()["made_at"] == created.json()["made_at"]
    assert shop.ask("GET", location).json() == replaced.json()
    assert shop.ask("DELETE", location).status_code == 204
    for method, body in (("GET", None), ("DELETE", None), ("PUT", {"colour": "red"})):
        assert shop.ask(method, location, json=body).status_code == 404
    assert created.json()["id"] not in [box["id"] for box in shop.ask("GET", "/boxes").json()["boxes"]]


def test_patch_is_a_merge_patch(shop: Mocked) -> None:
    location = shop.ask("POST", "/boxes", json={"colour": "red", "note": "Mine."}).headers["Location"]
    headers = {"Authorization": "Bearer t", "Content-Type": "application/merge-patch+json"}
    patched = shop.ask("PATCH", location, headers=headers, content=b'{"note": null, "colour": "blue"}')
    assert "note" not in patched.json()
    assert shop.ask("GET", location).json()["colour"] == "blue"


def test_patch_against_the_schema_never_makes_an_invalid_item(shop: Mocked) -> None:
    location = shop.ask("POST", "/boxes", json={"colour": "red"}).headers["Location"]
    headers = {"Authorization": "Bearer t", "Content-Type": "application/merge-patch+json"}
    assert shop.ask("PATCH", location, headers=headers, content=b'{"colour": 5}').status_code == 200
    assert shop.ask("GET", location).json()["colour"] == "red"


def test_examples_are_there_from_the_start(shop: Mocked) -> None:
    assert [box["id"] for box in shop.ask("GET", "/boxes").json()["boxes"]] == [7]
    assert shop.ask("GET", "/boxes/7").status_code == 200
    assert shop.ask("GET", "/boxes/99").status_code == 404


def test_list_is_paged_and_filtered(shop: Mocked) -> None:
    for colour in ("blue", "green", "blue", "green"):
        shop.ask("POST", "/boxes", json={"colour": colour})
    seen, path = [], "/boxes?limit=2"
    while path:
        page = shop.ask("GET", path).json()
        assert page["total"] == 5
        seen += [box["id"] for box in page["boxes"]]
        path = f"/boxes?limit=2&cursor={page['next_cursor']}" if "next_cursor" in page else ""
    assert len(seen) == len(set(seen)) == 5
    blue = shop.ask("GET", "/boxes?colour=blue").json()["boxes"]
    assert [box["colour"] for box in blue] == ["blue", "blue"]


def test_items_below_an_item_are_its_own(shop: Mocked) -> None:
    first = shop.ask("POST", "/boxes", json={"colour": "red"}).json()["id"]
    second = shop.ask("POST", "/boxes", json={"colour": "red"}).json()["id"]
    label = shop.ask("POST", f"/boxes/{first}/labels", json={"text": "This side up."}).json()
    assert shop.ask("GET", f"/boxes/{first}/labels/{label['serial']}").json()["text"] == "This side up."
    assert shop.ask("GET", f"/boxes/{second}/labels/{label['serial']}").status_code == 404
    assert shop.ask("GET", "/boxes/99/labels").status_code == 404
    assert shop.ask("POST", "/boxes/99/labels", json={"text": "x"}).status_code == 404


def test_preference_beats_memory(shop: Mocked) -> None:
    assert shop.prefer("/boxes/99", "code=200").status_code == 200


def test_ids_are_new_each_time_and_the_same_for_a_seed() -> None:
    def ids(seed: int) -> list[int]:
        shop = mock(seed=seed, stateful=True)
        return [shop.ask("POST", "/boxes", json={"colour": "red"}).json()["id"] for _ in range(5)]

    assert len(set(ids(1))) == 5
    assert ids(1) == ids(1)
    assert ids(1) != ids(2)
