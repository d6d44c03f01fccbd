"""Our own contract breaks no rule, and each of a dozen seeded defects in it is found."""

from pathlib import Path

import pytest

from contractfirst.lint import find_settings, lint_document, load_settings
from contractfirst.lint.output import text

CONTRACT = Path(__file__).parents[3] / "openapi" / "brainstormmsp.yaml"


def test_our_contract_has_no_findings() -> None:
    file = find_settings(CONTRACT)
    settings = None if file is None else load_settings(file)
    report = lint_document(CONTRACT, settings, shown="openapi/brainstormmsp.yaml")
    assert report.findings == (), text([report])


@pytest.mark.parametrize(
    ("original", "defect", "rule"),
    [
        ("operationId: createClient", "operationId: listClients", "duplicate-operation-id"),
        ("tags: [Clients]", "tags: [Cleints]", "undeclared-tag"),
        ("      x-rate-limit: list\n", "", "missing-rate-class"),
        ("schema: {$ref: '#/components/schemas/ClientInput'}", "schema: {$ref: '#/x'}", "dangling-ref"),
        (
            "minItems: 1\n            maxItems: 4",
            "minItems: 9\n            maxItems: 4",
            "contradictory-bounds",
        ),
        (
            "operationId: getClient\n              parameters: {client_id",
            "operationId: getClient\n              parameters: {id",
            "link-parameter",
        ),
        ("        '401': {$ref: '#/components/responses/Unauthorized'}\n", "", "missing-401"),
        ("      example: 50\n", "      example: fifty\n", "invalid-example"),
        ("  - url: https://brainstormmsp.ai/api/v1", "  - url: http://brainstormmsp.ai/api/v1", "https-only"),
        ("            default: created_at", "            default: created", "invalid-default"),
        ("  /clients/{client_id}:", "  /clients/{clientId}:", "undeclared-path-parameter"),
        ("            uniqueItems: true", "            uniqueItem: true", "misspelt-keyword"),
    ],
)
def test_a_seeded_defect_is_found(tmp_path: Path, original: str, defect: str, rule: str) -> None:
    source = CONTRACT.read_text()
    assert original in source
    path = tmp_path / "contract.yaml"
    path.write_text(source.replace(original, defect, 1))
    assert rule in {finding.rule for finding in lint_document(path).findings}
