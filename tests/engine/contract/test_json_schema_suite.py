"""The official verdicts hold for body schemas; what does not is named here with its reason."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contractfirst.contract import Document
from contractfirst.contract.model import DocumentModel
from contractfirst.contract.place import Place
from contractfirst.contract.request_body import RequestBody, compile_request_body
from contractfirst.contract.schema import Schemas
from tests.engine.contract.json_schema_suite import Case, cases, remotes, suite_directory

ANNOTATED = "formats are asserted, not annotated: folder optional/format holds instead"
NUL = "NUL is refused in every body, whatever its schema says"
BIGNUM = "integers beyond 64 bits are refused rather than rounded"

# file, group, test (``None`` for all of the group, respectively of the file) and why
DIFFERENT: dict[tuple[str, str | None, str | None], str] = {
    ("format.json", None, None): ANNOTATED,
    ("const.json", "nul characters in strings", None): NUL,
    ("enum.json", "nul characters in strings", None): NUL,
    ("bignum.json", None, None): BIGNUM,
}


@pytest.fixture(scope="session")
def suite() -> Path:
    return suite_directory()


def body_of(schema: Any, mounted: dict[str, Any]) -> RequestBody:
    # The suite's references are relative to the schema; in a document they would be to the document.
    if isinstance(schema, dict) and "$id" not in schema:
        schema = {"$id": "https://suite.example/schema", **schema}
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    data = {"openapi": "3.1.0", "components": {"requestBodies": {"Body": body}}}
    document = Document("suite.json", json.dumps(data).encode())
    place = Place.root(document).child("components", "requestBodies", "Body")
    return compile_request_body(place, Schemas(DocumentModel(document), mounted))


def wrong_verdicts(suite: Path, folder: str) -> Iterator[Case]:
    mounted = remotes(suite)
    schema: Any = object()
    for case in cases(suite, folder):
        if case.schema is not schema:
            schema, body = case.schema, body_of(case.schema, mounted)
        _, violations = body.decode("application/json", json.dumps(case.data).encode())
        if (not violations) is not case.valid:
            yield case


def reason(case: Case) -> str | None:
    for key in (
        (case.file, case.group, case.test),
        (case.file, case.group, None),
        (case.file, None, None),
    ):
        if key in DIFFERENT:
            return DIFFERENT[key]
    return None


@pytest.mark.parametrize("folder", ["", "optional", "optional/format"])
def test_the_official_verdicts_hold(suite: Path, folder: str) -> None:
    wrong = [case for case in wrong_verdicts(suite, folder) if reason(case) is None]
    assert [(case.file, case.group, case.test, case.valid) for case in wrong] == []


def test_nothing_is_excepted_that_would_hold(suite: Path) -> None:
    wrong = [*wrong_verdicts(suite, ""), *wrong_verdicts(suite, "optional")]
    assert {reason(case) for case in wrong} == {*DIFFERENT.values()}
    assert {key[0] for key in DIFFERENT} == {case.file for case in wrong}
