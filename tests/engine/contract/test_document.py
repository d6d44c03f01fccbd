import json
from pathlib import Path

import pytest

from contractfirst.contract import ContractError, Document, Position, load_document

SOURCE = """\
openapi: 3.1.0
paths:
  /a/{b}:
    get:
      tags: [x,
        y]
      parameters:
        - name: b
components:
  schemas:
    A: {type: string}
    B: {$ref: '#/components/schemas/A'}
    Loop: {$ref: '#/components/schemas/Loop2'}
    Loop2: {$ref: '#/components/schemas/Loop'}
    "odd/na~me%": {type: integer}
"""


@pytest.fixture
def document() -> Document:
    return Document("api.yaml", SOURCE.encode())


@pytest.mark.parametrize(
    ("pointer", "line", "column"),
    [
        ("", 1, 1),
        ("/openapi", 1, 1),
        ("/paths/~1a~1{b}/get", 4, 5),
        ("/paths/~1a~1{b}/get/tags/1", 6, 9),
        ("/paths/~1a~1{b}/get/parameters/0", 8, 11),
        ("/components/schemas/A/type", 11, 9),
        ("/components/schemas/Nothing", 10, 3),
        ("/paths/~1a~1{b}/get/tags/7", 5, 7),
    ],
)
def test_every_value_has_its_place(document: Document, pointer: str, line: int, column: int) -> None:
    assert document.position(pointer) == Position(line, column)


def test_the_authored_bytes_are_kept(document: Document) -> None:
    assert document.source == SOURCE.encode()


@pytest.mark.parametrize(
    ("reference", "value"),
    [
        ("#/components/schemas/A", {"type": "string"}),
        ("#/components/schemas/B", {"type": "string"}),
        ("#/components/schemas/odd~1na~0me%25", {"type": "integer"}),
        ("#/paths/~1a~1%7Bb%7D/get/parameters/0", {"name": "b"}),
        ({"$ref": "#/components/schemas/B"}, {"type": "string"}),
        ({"type": "null"}, {"type": "null"}),
    ],
)
def test_references_are_followed_to_their_end(document: Document, reference: object, value: object) -> None:
    assert document.resolve(reference) == value


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("#/components/schemas/Nope", "does not exist"),
        ("#components", "does not exist"),
        ("other.yaml#/x", 'the file "other.yaml" does not exist'),
        ("https://example.com/x.yaml", "is a URL, and nothing is fetched"),
        ("#/components/schemas/Loop", "is circular"),
    ],
)
def test_a_reference_that_leads_nowhere_is_named_with_its_place(
    document: Document, reference: str, message: str
) -> None:
    with pytest.raises(ContractError, match=message) as caught:
        document.resolve(reference)
    assert str(caught.value).startswith("api.yaml:")


def test_a_reference_may_lead_to_a_file_beside_the_document(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "one.yaml").write_text("A: {$ref: 'two.yaml#/B'}")
    (tmp_path / "parts" / "two.yaml").write_text("B: {$ref: '../api.yaml#/C'}")
    (tmp_path / "api.yaml").write_text("C: 1\nA: {$ref: 'parts/one.yaml#/A'}")
    loaded = load_document(tmp_path / "api.yaml")
    assert loaded.resolve(loaded.data["A"]) == 1


def test_a_missing_file_is_a_contract_error(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match=r"none\.yaml:1:1: the file cannot be read"):
        load_document(tmp_path / "none.yaml")


def test_a_document_is_an_object() -> None:
    with pytest.raises(ContractError, match=r"a\.yaml:1:1: the document must be an object"):
        Document("a.yaml", b"- 1").checked()


def test_a_syntax_error_has_its_place() -> None:
    with pytest.raises(ContractError, match=r"^a\.yaml:2:4: "):
        Document("a.yaml", b"a: 1\nb: ]").checked()


def test_json_is_read_as_json() -> None:
    source = b'{\n\t"a": "\\ud83d\\ude00",\n\t"b": [1, {"c": null}]\n}'
    assert Document("a.json", source).data == json.loads(source)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b'{"a": 1,\n "a": 2}', r'a\.json:2:2: the key "a" is given twice'),
        (b'{"a": 1,\n b}', r"a\.json:2:2: "),
        (b'{"a": NaN}', r"a\.json:1:1: JSON has no infinity and no NaN"),
        (b'{"a": "\xff"}', r"a\.json:1:1: the file is not UTF-8"),
    ],
)
def test_json_that_is_none_is_refused_with_its_place(source: bytes, message: str) -> None:
    with pytest.raises(ContractError, match=message):
        Document("a.json", source).checked()


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(ContractError, match="nest"):
        Document("a.yaml", b"a: " + b"[" * 5000 + b"]" * 5000).checked()
