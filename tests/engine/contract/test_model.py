"""The one reading of a document: operations, references, directions, and parts that are broken."""

from pathlib import Path

import pytest

from contractfirst.contract import Contract, ContractError, Document
from contractfirst.contract.direction import Direction, Directions
from contractfirst.contract.model import DocumentModel
from contractfirst.contract.place import Place
from tests.engine.contract.documents import document

OPERATION = """
security: [{key: []}]
servers: [{url: /root}]
x-max-body-bytes: 10
paths:
  /a/{id}:
    servers: [{url: /item}]
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: page, in: query, description: shared, schema: {type: integer}}
    get:
      operationId: getA
      tags: [Big Things]
      parameters:
        - {name: page, in: query, description: own, schema: {type: integer}}
        - {name: Accept, in: header, schema: {type: string}}
        - {name: X-Request-Id, in: header, schema: {type: string}}
        - {$ref: '#/components/parameters/Gone'}
      responses: {200: {description: d}, 5XX: {$ref: '#/components/responses/Gone'}}
    put: {operationId: putA, security: [], x-max-body-bytes: 20, responses: {}}
"""


def test_an_operation_has_what_applies_to_it_from_elsewhere() -> None:
    get, put = DocumentModel(document(OPERATION)).operations
    # OpenAPI 3.1.1 section 4.8.9.1: the operation's own parameters override those of the path item.
    assert [(each.string("name"), each.string("description")) for each in get.parameters] == [
        ("id", ""),
        ("page", "own"),
        ("X-Request-Id", ""),
    ]
    assert [each.string("name") for each in get.handler_parameters] == ["id", "page"]
    assert [server.string("url") for server in get.servers] == ["/item"]
    assert (get.security, put.security) == ([{"key": []}], [])
    assert (get.max_body_bytes, put.max_body_bytes) == (10, 20)
    assert (get.module_name, get.function_name, put.module_name) == ("big_things", "get_a", "default")
    assert [status for status, _ in get.responses] == ["200"]
    assert get.documents(503)
    assert not get.documents(404)


DIRECTIONS = """
paths:
  /a:
    post:
      operationId: postA
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/In'}}}}
      responses:
        200: {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Out'}}}}
      callbacks: {done: {'{$request.body#/url}': {post: {
        requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Sent'}}}},
        responses: {default: {description: d, content: {a/b: {schema: {
          $ref: '#/components/schemas/Back'}}}}}}}}}
components:
  schemas:
    In: {properties: {shared: {$ref: '#/components/schemas/Shared'}}}
    Out:
      oneOf: [{$ref: '#/components/schemas/Shared'}]
      discriminator: {propertyName: p, mapping: {m: Mapped}}
    Shared: {type: string}
    Mapped: {type: string}
    Sent: {type: string}
    Back: {type: string}
    Unused: {type: string}
"""


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("In", {Direction.REQUEST}),
        ("Out", {Direction.RESPONSE}),
        ("Shared", {Direction.REQUEST, Direction.RESPONSE}),
        ("Mapped", {Direction.RESPONSE}),
        ("Sent", {Direction.RESPONSE}),
        ("Back", {Direction.REQUEST}),
        ("Unused", set()),
    ],
)
def test_every_schema_knows_which_way_its_values_travel(name: str, ways: set[Direction]) -> None:
    read = document(DIRECTIONS)
    schema = Place.root(read).child("components", "schemas", name)
    assert Directions(DocumentModel(read)).of(schema) == ways


def schemas_of(folder: Path, text: str, **files: str) -> Place:
    for name, content in files.items():
        (folder / name).write_text(content)
    path = folder / "api.yaml"
    path.write_text(f"openapi: 3.1.0\ncomponents:\n  schemas:\n    {text}\n")
    return Place.root(Document.read(path)).child("components", "schemas")


@pytest.mark.parametrize(
    "reference",
    [
        "other#/Book",
        "./other#/Book",
        "FILE#/Book",
        "other#book",
        "https://example.com/book",
        "https://example.com/book#/properties/self",
    ],
)
def test_schemas_are_found_by_file_anchor_and_id(tmp_path: Path, reference: str) -> None:
    # JSON Schema 2020-12 core, sections 8.2.1 ($id) and 8.2.2 ($anchor); RFC 8089 for file: URIs.
    other = """\
Book: {$anchor: book, title: found}
Named: {$id: 'https://example.com/book', title: found, properties: {self: {title: found}}}
"""
    reference = reference.replace("FILE", (tmp_path / "other").as_uri())
    schemas = schemas_of(
        tmp_path, f"A: {{allOf: [{{$ref: 'other#/Named'}}], $ref: '{reference}'}}", other=other
    )
    family = schemas.document.family
    family.resolve(schemas.document, "", "other#/Book")
    target = schemas.child("A").target()
    assert target is not None
    assert target.value["title"] == "found"


def test_an_id_below_an_unknown_keyword_names_nothing(tmp_path: Path) -> None:
    # JSON Schema 2020-12 core, section 8.2.1: identifiers are those of schemas.
    schemas = schemas_of(
        tmp_path,
        "A: {type: object, unknown: {$id: 'https://example.com/a'}, items: {$ref: 'https://example.com/a'}}",
    )
    assert schemas.child("A", "items").target() is None


BROKEN = """
paths:
  /good: {get: {operationId: getGood, responses: {200: {description: d, content: {application/json: {
    schema: {$ref: '#/components/schemas/Good'}}}}}}}
  /bad: {get: {operationId: getBad, responses: {200: {description: d, content: {application/json: {
    schema: {items: {$ref: '#/components/schemas/Bad'}}}}}}}}
components:
  schemas:
    Good: {type: object, properties: {self: {$ref: '#/components/schemas/Good'}}}
    Bad: {properties: {a: {$ref: '#/components/schemas/Worse'}}}
    Worse: {type: strnig}
"""


def test_one_broken_schema_leaves_out_the_operations_that_reach_it_and_no_others() -> None:
    read = document(BROKEN)
    contract = Contract.compile_sound_parts(DocumentModel(read))
    assert list(contract.operations) == ["getGood"]
    assert [(each.line - 2, each.column) for each in contract.findings] == [(11, 13)]
    with pytest.raises(ContractError, match="not a valid schema"):
        Contract.compile(read)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("paths: {/a: {parameters: {}}}", "must be an array"),
        ("paths: {/a: {parameters: [1]}}", "must be an object"),
        ("paths: {/a: 1}", "must be an object"),
        ("paths: {/a: {$ref: '#/x'}}", '"#/x" does not exist in the document'),
        (
            "paths: {/a: {get: {$ref: '#/x-a'}}}\nx-a: {operationId: a, responses: {}}",
            "cannot be given by a $ref",
        ),
        (
            "components: {parameters: {A: {$ref: '#/components/parameters/A'}}}",
            "the reference is circular",
        ),
    ],
)
def test_what_is_not_as_the_grammar_says_is_not_served(text: str, message: str) -> None:
    findings = Contract.compile_sound_parts(DocumentModel(document(text))).findings
    assert any(message in finding.message for finding in findings)


def test_a_hostile_document_ends_with_a_finding() -> None:
    lines = ["x0: &x0 [a, a, a, a, a, a, a, a]"]
    lines += [f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 8)}]" for n in range(1, 12)]
    assert Document("a.yaml", "\n".join(lines).encode()).findings[0].code == "syntax"
    assert Document("a.json", b"[" * 100_000).findings[0].code == "syntax"
    assert Document("a.json", b'{"a": ' * 500 + b"1" + b"}" * 500).findings[0].code == "syntax"
    assert Document("a.json", b'{"a": ' + b"1" * 5000 + b"}").findings[0].code == "syntax"


def test_a_file_is_opened_once_though_files_refer_to_each_other(tmp_path: Path) -> None:
    schemas = schemas_of(
        tmp_path,
        "A: {$ref: 'b.yaml#/B'}",
        **{"b.yaml": "B: {properties: {a: {$ref: 'api.yaml#/components/schemas/A'}}}"},
    )
    model = DocumentModel(schemas.document)
    assert [each.path.name for each in model.documents] == ["api.yaml", "b.yaml"]
    assert all(reference.target.document is not None for reference in model.references)
