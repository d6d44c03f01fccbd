from pathlib import Path

import pytest

from contractfirst.contract import Contract, ContractError, RateClass
from tests.engine.contract.documents import complaints, contract

TEXT = """
servers: [{url: 'https://{host}/api/{version}/', variables: {host: {default: h}, version: {default: v1}}}]
security: [{oauth2: [read]}]
x-max-body-bytes: 100
x-rate-limits: {list: {quantity: 1, window: 60, burst: 2}}
paths:
  /clients:
    get:
      operationId: listClients
      tags: [Client things, other]
      summary: List
      x-rate-limit: list
      x-own: [1]
      responses: {200: {description: d}}
    post:
      operationId: createClient
      tags: [Client things]
      security: [{oauth2: [write]}]
      x-max-body-bytes: 500
      parameters: [{in: header, name: Idempotency-Key, schema: {type: string}}]
      responses: {201: {description: d}}
  /auth/token:
    post:
      operationId: createToken
      security: [{}, {basic: []}]
      x-problem-format: rfc6749
      responses: {200: {description: d}}
  /open:
    get: {operationId: open, security: [], responses: {200: {description: d}}}
  x-ignored: 1
components:
  securitySchemes:
    oauth2: {type: oauth2, flows: {}}
    basic: {type: http, scheme: basic}
"""


@pytest.fixture(scope="module")
def loaded() -> Contract:
    return contract(TEXT)


def test_operations_carry_what_the_document_decides(loaded: Contract) -> None:
    listing = loaded.operations["listClients"]
    assert (listing.method, listing.path, listing.tag) == ("GET", "/clients", "Client things")
    assert (listing.module_name, listing.function_name) == ("client_things", "list_clients")
    assert (listing.summary, listing.pointer) == ("List", "/paths/~1clients/get")
    assert listing.rate_class == RateClass("list", 1, 60, 2, ("client",))
    assert listing.extensions == {"x-rate-limit": "list", "x-own": [1]}
    assert (listing.max_body_bytes, listing.problem_format) == (100, "rfc9457")


def test_security_is_inherited_unless_an_operation_has_its_own(loaded: Contract) -> None:
    operations = loaded.operations
    assert operations["listClients"].scopes == frozenset({"read"})
    assert operations["createClient"].scopes == frozenset({"write"})
    assert [name for name, operation in operations.items() if operation.anonymous] == ["createToken", "open"]
    assert operations["createToken"].security == ({}, {"basic": ()})
    assert operations["createToken"].scopes == frozenset()


def test_extensions_of_an_operation_go_before_the_roots(loaded: Contract) -> None:
    create = loaded.operations["createClient"]
    assert create.max_body_bytes == 500
    assert create.rate_class is None
    assert create.takes_idempotency_key
    assert loaded.operations["createToken"].problem_format == "rfc6749"


def test_the_base_path_is_the_first_servers(loaded: Contract) -> None:
    assert loaded.base_path == "/api/v1"
    assert contract("paths: {}").base_path == ""
    assert contract("servers: [{url: /v2/}]\npaths: {}").base_path == "/v2"


def test_a_document_without_extensions_is_served_too() -> None:
    plain = contract("paths: {/a: {get: {operationId: x, responses: {200: {description: d}}}}}").operations[
        "x"
    ]
    assert (plain.max_body_bytes, plain.rate_class, plain.module_name) == (1_048_576, None, "default")
    assert plain.anonymous


def test_path_items_and_schemas_may_stand_in_other_files(tmp_path: Path) -> None:
    (tmp_path / "api.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {/a: {$ref: 'parts.yaml#/item'}}\n"
        "components: {schemas: {A: {properties: {b: {$ref: 'parts.yaml#/thing'}}}}}"
    )
    (tmp_path / "parts.yaml").write_text(
        "item: {post: {operationId: x, responses: {204: {description: d}},\n"
        "  requestBody: {content: {application/json: {schema: {$ref: 'api.yaml#/components/schemas/A'}}}}}}\n"
        "thing: {type: array, items: {$ref: '#/text'}}\ntext: {type: string}\n"
    )
    called = Contract.load(tmp_path / "api.yaml").operations["x"]
    _, violations = called.decode_body("application/json", b'{"b": [1]}')
    assert [(violation.pointer, violation.code) for violation in violations] == [("/b/0", "type")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("paths: {/a: {get: {responses: {200: {}}}}}", "1:14: the operation has no operationId"),
        ("paths: {/a: {get: {operationId: x}}}", "1:14: the operation documents no responses"),
        (
            "paths: {'/a/{b}': {get: {operationId: x, responses: {200: {}}}}}",
            "the path has no parameter for {b}",
        ),
        ("paths: {a: {}}", "1:9: a path starts with a slash"),
        ("paths: []", "1:1: must be an object"),
        ("paths: {/a: {get: 1}}", "1:14: must be an object"),
        ("paths: {/a: {get: {operationId: 1, responses: {200: {}}}}}", "1:20: must be a string"),
        ("paths: {'/a/{b}': {}, '/a/{c}': {}}", "1:23: the path /a/{b} matches the same requests"),
        ("paths: {/a: {$ref: '#/nope'}}", '1:14: "#/nope" does not exist'),
        ("servers: [{url: '/{v}'}]\npaths: {}", '1:12: the server has no variable "v"'),
        (
            "paths: {/a: {get: {operationId: x, security: [{a: []}], responses: {200: {}}}}}",
            'no security scheme "a"',
        ),
        (
            "paths: {/a: {get: {operationId: x, x-rate-limit: z, responses: {200: {}}}}}",
            '1:36: there is no rate class "z"',
        ),
        (
            "paths: {/a: {get: {operationId: x, x-problem-format: z, responses: {200: {}}}}}",
            "the format is one of",
        ),
        (
            "paths: {/a: {get: {operationId: x, x-max-body-bytes: 0, responses: {200: {}}}}}",
            "must be a positive integer",
        ),
        (
            "components: {schemas: {A: {$ref: '#/components/schemas/B'}}}",
            '1:28: "#/components/schemas/B" does not exist',
        ),
    ],
)
def test_what_cannot_be_served_is_named_with_its_place(text: str, expected: str) -> None:
    found = complaints(text)
    assert any(expected in complaint for complaint in found), found


def test_names_are_given_once() -> None:
    operation = "responses: {200: {description: d}}"
    get, put = (f"    {method}: {{operationId: getX, {operation}}}\n" for method in ("get", "put"))
    text = f"paths:\n  /a:\n{get}{put}"
    assert complaints(text) == ['4:11: the operationId "getX" is given twice']
    text = text.replace("put: {operationId: getX", "put: {operationId: get_x")
    assert complaints(text) == ['4:11: "getX" is handled by a function of the same name']


def test_all_findings_are_told_at_once_in_the_order_of_the_document() -> None:
    found = complaints("""
paths:
  /a:
    get: {responses: {200: {description: d}}}
    put: {operationId: y, responses: {}, x-rate-limit: nope, parameters: [{in: query}]}
""")
    assert found == [
        "4:5: the operation has no operationId",
        "5:42: there is no rate class \"nope\" in x-rate-limits",
        "5:75: a parameter needs a name",
    ]  # fmt: skip


@pytest.mark.parametrize("version", ["3.0.3", "2.0", "3.2.0", ""])
def test_other_versions_of_openapi_are_refused(version: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"openapi: '{version}'\npaths: {{}}")
    with pytest.raises(ContractError, match=r"a\.yaml:1:1: the document is not OpenAPI 3\.1"):
        Contract.load(path)
