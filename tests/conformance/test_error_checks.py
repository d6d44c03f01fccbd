"""The checks of errors, against servers that say it in another way and are right."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contractfirst_conformance.failure import CheckStatus
from tests.conformance.between import Between, Scope, header, put
from tests.conformance.product import product


def _edited(scope: Scope, start: dict[str, Any], body: bytes, edit: Callable[[dict[str, Any]], Any]) -> bytes:
    """Return a problem's body edited, with its length; any other body as it is."""
    names = dict(start["headers"])
    if not names.get(b"content-type", b"").startswith(b"application/problem+json"):
        return body
    problem = json.loads(body)
    edit(problem)
    body = json.dumps(problem).encode()
    put(start, b"content-length", str(len(body)).encode())
    return body


@pytest.mark.parametrize(
    "type_", [None, "about:blank", "urn:example:not-found", "https://example.com/errors"]
)
def test_a_problem_type_need_not_lead_to_a_page_of_the_api(tmp_path: Path, type_: str | None) -> None:
    def edit(problem: dict[str, Any]) -> None:
        problem.pop("type")
        if type_ is not None:
            problem["type"] = type_

    def typed(inner: Any) -> Between:
        return Between(inner, response=lambda scope, start, body: _edited(scope, start, body, edit))

    with product(tmp_path, application=typed) as served:
        check_status, said = served.check_status("ERR-17")
    assert check_status is CheckStatus.PASS, said


def test_a_problem_type_that_is_no_reference_fails(tmp_path: Path) -> None:
    def typed(inner: Any) -> Between:
        return Between(
            inner,
            response=lambda scope, start, body: _edited(
                scope, start, body, lambda problem: problem.update(type="not found")
            ),
        )

    with product(tmp_path, application=typed) as served:
        check_status, said = served.check_status("ERR-17")
    assert check_status is CheckStatus.FAIL, said


def test_a_body_without_a_media_type_may_be_examined(tmp_path: Path) -> None:
    def examined(scope: Scope, body: bytes) -> None:
        if body and header(scope, b"content-type") is None:
            put(scope, b"content-type", b"application/json")

    with product(tmp_path, application=lambda inner: Between(inner, request=examined)) as served:
        check_status, said = served.check_status("ERR-13")
    assert check_status is CheckStatus.PASS, said
