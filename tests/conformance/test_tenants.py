"""The checks of the walls between organisations, against the product and against walls with a hole."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest

from contractfirst_conformance.areas.tenants import nowhere
from contractfirst_conformance.check import all_checks
from contractfirst_conformance.failure import CheckStatus
from contractfirst_conformance.forgery import open_token
from defects.defect import all_defects
from tests.conformance.between import Scope, header, put
from tests.conformance.product import KEY, Product, product

# In process nobody carries out jobs, which TEN-11 waits for: it is held by its defect, over sockets.
CHECKS = sorted(each.id for each in all_checks() if each.area == "tenants" and each.id != "TEN-11")


@pytest.mark.parametrize("check", CHECKS)
def test_the_product_keeps_organisations_apart(tmp_path: Path, check: str) -> None:
    with product(tmp_path) as served:
        check_status, said = served.check_status(check)
    assert check_status is CheckStatus.PASS, said


def test_every_check_of_tenants_kills_a_planted_defect() -> None:
    assert {*CHECKS, "TEN-11"} == {each.check for each in all_defects() if each.area == "tenants"}


@pytest.mark.parametrize(
    ("identifier", "form"),
    [
        (
            "0188f504-e80a-7811-8bcb-6b2263db01fc",
            r"0188f504-e80a-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
        ),
        ("0188f504e80a78118bcb6b2263db01fc", r"0188f504e80a7[0-9a-f]{3}[89ab][0-9a-f]{15}"),
        ("ffffffffffffffffffffffffffffffff", r"[0-9a-f]{32}"),
        ("507f1f77bcf86cd799439011", r"[0-9a-f]{24}"),
        ("1234567890123456789", r"1\d{18}"),
        ("7", r"[1-9]\d{8}"),
        ("cus_9s6XKzkNRiz8i3", r"cus_9[a-z]\d[A-Z]{2}[a-z]{2}[A-Z]{2}[a-z]{2}\d[a-z]\d"),
        ("acme-7", r"acme-\d"),
        ("...", r"\.\.\.-conformance"),
    ],
)
def test_an_unknown_id_has_the_form_of_the_others(identifier: str, form: str) -> None:
    drawn = {nowhere(identifier, Random(seed)) for seed in range(20)}
    assert identifier not in drawn
    assert [each for each in drawn if not re.fullmatch(form, each)] == []


@dataclass
class Hole:
    """Serves one organisation as another where ``opens`` says so: at once, or when it would be a 404."""

    inner: Any = None
    opens: Callable[[Scope, bytes], bool] = lambda scope, body: False
    at_once: bool = False
    owners: dict[str, str] = field(default_factory=dict)

    def around(self, inner: Any) -> "Hole":
        self.inner = inner
        return self

    def know(self, served: Product) -> None:
        """Learn whose keys are whose."""
        first, second = served.server.client.credentials.organisations
        assert first.fuzzing is not None
        assert second.full is not None
        self.owners = {key.client_id: second.full.client_id for key in first.every_key()}
        if self.at_once:
            self.owners = {}
        self.owners |= {key.client_id: first.fuzzing.client_id for key in second.every_key()}

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        body = (await receive())["body"]

        async def again() -> dict[str, Any]:
            return {"type": "http.request", "body": body}

        opens = self.opens(scope, body) and bool(self._disguised(scope))
        reported: list[Any] = []

        async def keep(message: Any) -> None:
            reported.append(message)

        disguised = {**scope, "headers": [*scope["headers"]]}
        if opens:
            put(disguised, b"authorization", self._disguised(scope))
        await self.inner({**(disguised if opens and self.at_once else scope)}, again, keep)
        if opens and not self.at_once and reported[0]["status"] in (304, 404, 412):
            reported.clear()
            await self.inner(disguised, again, keep)
        for message in reported:
            await send(message)

    def _disguised(self, scope: Scope) -> bytes:
        given = header(scope, b"authorization") or b""
        if given.count(b".") != 2:
            return b""
        jwt = open_token(given.decode().removeprefix("Bearer "))
        other = self.owners.get(str(jwt.claims.get("sub")))
        return (
            f"Bearer {jwt.with_claims(KEY.encode(), sub=other, client_id=other)}".encode() if other else b""
        )


def ids_in(scope: Scope) -> int:
    return sum(part.count("-") == 4 for part in scope["path"].split("/"))


HOLES: list[tuple[str, Hole, str]] = [
    ("reads", Hole(opens=lambda scope, body: scope["method"] == "GET" and ids_in(scope) == 1), "TEN-01"),
    ("HEAD", Hole(opens=lambda scope, body: scope["method"] == "HEAD"), "TEN-01"),
    ("PUT", Hole(opens=lambda scope, body: scope["method"] == "PUT"), "TEN-02"),
    ("DELETE", Hole(opens=lambda scope, body: scope["method"] == "DELETE"), "TEN-02"),
    (
        "what is begun on a thing",
        Hole(opens=lambda scope, body: scope["method"] == "POST" and ids_in(scope) == 1),
        "TEN-02",
    ),
    (
        "references of a creation",
        Hole(opens=lambda scope, body: scope["method"] == "POST" and b"client_id" in body),
        "TEN-04",
    ),
    ("filters", Hole(opens=lambda scope, body: b"client_id=" in scope["query_string"]), "TEN-05"),
    (
        "lists",
        Hole(opens=lambda scope, body: scope["method"] == "GET" and ids_in(scope) == 0, at_once=True),
        "TEN-06",
    ),
    ("search", Hole(opens=lambda scope, body: b"search=" in scope["query_string"], at_once=True), "TEN-06"),
    (
        "updated_since",
        Hole(opens=lambda scope, body: b"updated_since=" in scope["query_string"], at_once=True),
        "TEN-06",
    ),
    ("cursors", Hole(opens=lambda scope, body: b"cursor=" in scope["query_string"], at_once=True), "TEN-09"),
    (
        "conditional reads",
        Hole(opens=lambda scope, body: header(scope, b"if-none-match") is not None, at_once=True),
        "TEN-10",
    ),
    (
        "conditional writes",
        Hole(opens=lambda scope, body: header(scope, b"if-match") is not None, at_once=True),
        "TEN-10",
    ),
    (
        "repeated creations",
        Hole(opens=lambda scope, body: header(scope, b"idempotency-key") is not None, at_once=True),
        "TEN-08",
    ),
]


@pytest.mark.parametrize(("hole", "check"), [each[1:] for each in HOLES], ids=[each[0] for each in HOLES])
def test_a_hole_fails_the_check_named_for_it(tmp_path: Path, hole: Hole, check: str) -> None:
    with product(tmp_path, application=hole.around) as served:
        hole.know(served)
        check_status, said = served.check_status(check)
    assert check_status is CheckStatus.FAIL, said


class Colliding:
    """Takes every name once, whoever comes with it."""

    def __init__(self, inner: Any) -> None:
        self.inner, self.names = inner, set[str]()

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        message = await receive()
        name = ""
        if scope["method"] == "POST" and scope["path"].endswith("/clients"):
            name = str(json.loads(message["body"]).get("name"))
        if name and name in self.names:
            await send({"type": "http.response.start", "status": 409, "headers": []})
            await send({"type": "http.response.body", "body": b"{}"})
            return
        self.names.add(name)

        async def again() -> Any:
            return message

        await self.inner(scope, again, send)


def test_names_taken_across_organisations_fail_their_check(tmp_path: Path) -> None:
    with product(tmp_path, application=Colliding) as served:
        check_status, said = served.check_status("TEN-07")
    assert check_status is CheckStatus.FAIL, said


def test_resources_that_belong_to_keys_fail_their_check(tmp_path: Path) -> None:
    hole = Hole(opens=lambda scope, body: True, at_once=True)
    with product(tmp_path, application=hole.around) as served:
        first, second = served.server.client.credentials.organisations
        assert first.read_only is not None
        assert second.full is not None
        hole.owners = {first.read_only.client_id: second.full.client_id}
        check_status, said = served.check_status("TEN-12")
    assert check_status is CheckStatus.FAIL, said
