"""A document that is broken in parts: the other operations are mocked."""

from pathlib import Path

import pytest

from contractfirst.contract import ContractError
from tests.engine.mock.mocked import mock

BROKEN = """
openapi: 3.1.1
info: {title: T, version: '1'}
paths:
  /good:
    get:
      responses:
        200: {description: d, content: {application/json: {schema: {const: fine}}}}
  /bad:
    get:
      responses:
        200: {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Bad'}}}}
  /gone: {get: {responses: {200: {$ref: '#/components/responses/Gone'}}}}
  /endless:
    get:
      responses:
        200: {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Endless'}}}}
components:
  schemas:
    Bad: {type: strnig}
    Endless: {allOf: [{$ref: '#/components/schemas/Endless'}], type: string}
"""


def test_one_broken_schema_leaves_the_other_operations_up(tmp_path: Path) -> None:
    path = tmp_path / "api.yaml"
    path.write_text(BROKEN)
    mocked = mock(path)
    assert mocked.ask("GET", "/good").json() == "fine"
    assert "get_bad" not in mocked.contract.operations
    assert [str(finding) for finding in mocked.contract.findings] == [
        f'{path}:13:35: "#/components/responses/Gone" does not exist in the document',
        f'{path}:20:11: not a valid schema: "strnig" is not valid under any of the schemas listed in the '
        "'anyOf' keyword",
    ]


def test_a_document_without_one_sound_operation_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "api.yaml"
    path.write_text("openapi: 3.1.1\npaths: [")
    with pytest.raises(ContractError, match=r"api\.yaml:3:"):
        mock(path)
