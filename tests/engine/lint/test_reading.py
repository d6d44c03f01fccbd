"""Reading: broken texts, JSON, aliases, several files."""

from pathlib import Path

import pytest

from contractfirst.lint import UnreadableError, lint_document
from tests.engine.lint.documents import HEAD, brief, judge, write


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("openapi: [3.1.1\ninfo: {}\n", (2, 5)),
        ("openapi: 3.1.1\n\tinfo: {}\n", (2, 1)),
        ("a: b: c\n", (1, 5)),
        ("", (1, 1)),
        ("just text", (1, 1)),
        ("a: &a [*a]\n", (1, 4)),
        ("a: " + "[" * 5000, (1, 1003)),
    ],
)
def test_a_text_that_cannot_be_read_is_one_finding(tmp_path: Path, text: str, place: tuple[int, int]) -> None:
    (finding,) = lint_document(write(tmp_path, text)).findings
    assert (finding.rule, finding.line, finding.column) == ("syntax", *place)


def test_a_file_that_is_not_utf_8_is_one_finding(tmp_path: Path) -> None:
    path = tmp_path / "library.yaml"
    path.write_bytes(b"openapi: 3.1.1\ninfo: \xff\n")
    (finding,) = lint_document(path).findings
    assert (finding.rule, finding.line, finding.column) == ("syntax", 2, 7)


def test_a_missing_file_cannot_be_judged(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="cannot be read"):
        lint_document(tmp_path / "none.yaml")


def test_a_duplicate_key_hides_nothing_else(tmp_path: Path) -> None:
    report = judge(
        tmp_path,
        """\
        components:
          schemas:
            Book: {description: A book., type: string}
            Book: {description: A book., type: boolean}
            Film: {description: A film., type: integer}
        """,
    )
    assert brief(report.findings) == [
        (5, "unbounded-string"),
        (6, "duplicate-key"),
        (7, "unbounded-integer"),
    ]


def test_json_is_read_with_places_also_with_tabs_and_surrogates(tmp_path: Path) -> None:
    text = (
        '{"openapi": "3.1.1",\n\t"info": {"title": "\\ud83d\\udcda", "version": "1"},\n'
        '\t"components": {"schemas": {\n\t\t"Book": {"description": "\\ud83d\\udcda",\n'
        '\t\t\t"type": "string"}}}}'
    )
    (finding,) = lint_document(write(tmp_path, text, "library.json")).findings
    assert (finding.rule, finding.line, finding.column) == ("unbounded-string", 5, 4)


def test_broken_json_is_one_finding(tmp_path: Path) -> None:
    text = '{"openapi": "3.1.1",\n "info": {"title": "\\ud83d\\udcda"}'
    (finding,) = lint_document(write(tmp_path, text, "library.json")).findings
    assert (finding.rule, finding.line) == ("syntax", 2)


def test_an_aliased_object_is_judged_once(tmp_path: Path) -> None:
    report = judge(
        tmp_path,
        """\
        components:
          schemas:
            Book: &book {description: A book., type: string}
            Film: *book
        """,
    )
    assert brief(report.findings) == [(5, "unbounded-string")]


def test_aliases_that_multiply_are_refused(tmp_path: Path) -> None:
    lines = ["x0: &x0 [a, a, a, a, a, a, a, a]"]
    lines += [f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 8)}]" for n in range(1, 12)]
    (finding,) = judge(tmp_path, "\n".join(lines)).findings
    assert finding.rule == "syntax"
    assert "more than 500000" in finding.message


def test_a_file_that_is_referred_to_is_judged_too(tmp_path: Path) -> None:
    write(
        tmp_path,
        """\
        Book:
          description: A book.
          type: object
          properties:
            title: {type: string}
            author: {$ref: '#/Author'}
            shelf: {$ref: 'shelves.json#/Shelf'}
        Author: {description: A person., type: integer}
        Unused: {type: string}
        """,
        "parts.yaml",
    )
    write(tmp_path, '{"Shelf": {"type": "array", "items": {}}}', "shelves.json")
    report = judge(tmp_path, "components: {schemas: {Book: {$ref: 'parts.yaml#/Book'}}}")
    assert [(Path(each.path).name, each.line, each.rule) for each in report.findings] == [
        ("parts.yaml", 5, "unbounded-string"),
        ("parts.yaml", 8, "unbounded-integer"),
        ("shelves.json", 1, "unbounded-array"),
    ]


def test_a_broken_file_that_is_referred_to_is_told(tmp_path: Path) -> None:
    write(tmp_path, "Book: [", "parts.yaml")
    report = judge(tmp_path, "components: {schemas: {Book: {$ref: 'parts.yaml#/Book'}}}")
    assert [(Path(each.path).name, each.rule) for each in report.findings] == [
        ("library.yaml", "dangling-ref"),
        ("parts.yaml", "syntax"),
    ]


def test_ids_and_anchors_are_followed(tmp_path: Path) -> None:
    report = judge(
        tmp_path,
        """\
        components:
          schemas:
            Book:
              $id: https://schemas.example.com/book
              description: A book.
              type: object
              properties:
                author: {$ref: '#/$defs/Author'}
                shelf: {$ref: 'shelf'}
                gone: {$ref: '#/$defs/Gone'}
              $defs:
                Author: {type: boolean}
            Shelf: {$id: https://schemas.example.com/shelf, description: A shelf., type: boolean}
        """,
    )
    assert brief(report.findings) == [(12, "dangling-ref")]


def test_the_head_of_these_documents_is_clean(tmp_path: Path) -> None:
    assert lint_document(write(tmp_path, HEAD + "paths: {}\n")).findings == ()


def test_integers_beyond_64_bits_are_shown_or_left_out(tmp_path: Path) -> None:
    report = judge(
        tmp_path,
        """\
        components:
          schemas:
            Book: {description: A book., const: [1e300, 100000000000000000000000], examples: [1]}
            Film: {description: A film., type: integer, format: int32, maximum: 100000000000000000000000,
                   default: 200000000000000000000000}
        """,
    )
    assert "invalid-schema-example" in {rule for _, rule in brief(report.findings)}


def test_a_number_that_json_cannot_hold_is_a_syntax_finding_at_its_place(tmp_path: Path) -> None:
    report = judge(
        tmp_path,
        """\
        components:
          schemas:
            Book: {description: A book., const: [1e400]}
        """,
    )
    [finding] = report.findings
    assert finding.rule == "syntax"
    assert "as large as this" in finding.message


def test_a_path_item_in_another_file_is_checked_as_if_it_were_inline(tmp_path: Path) -> None:
    # OpenAPI 3.1.1 section 4.8.9.1: "$ref" of a Path Item Object names another Path Item Object.
    write(
        tmp_path,
        """\
        get:
          operationId: listBooks
          deprecated: 'yes'
          parameters: [{in: qurey, name: page, schema: {type: boolean}}]
          responses: {200: {}}
        """,
        "books",
    )
    report = judge(tmp_path, "paths: {/books: {$ref: ./books}}")
    assert [
        (Path(each.path).name, each.line) for each in report.findings if each.rule == "openapi-schema"
    ] == [("books", 3), ("books", 4), ("books", 5)]


def test_an_operation_given_by_an_alias_is_checked_at_each_place(tmp_path: Path) -> None:
    # YAML 1.2.2 section 3.2.2.2: an alias stands for the node itself, at each place that it is written.
    report = judge(
        tmp_path,
        """\
        paths:
          /a: {get: &g {operationId: getA, responses: {200: {description: Done.}}}}
          /b/{id}: {get: *g}
        """,
    )
    rules = {(finding.line, finding.rule) for finding in report.findings}
    assert "undeclared-path-parameter" in {rule for _, rule in rules}
    assert any(rule == "duplicate-operation-id" for _, rule in rules)
    assert not any(rule == "empty-path-item" for _, rule in rules)


def test_a_reference_in_place_of_an_operation_is_one_finding(tmp_path: Path) -> None:
    # OpenAPI 3.1.1 section 4.8.9.1: an operation is an Operation Object, not a Reference Object.
    write(
        tmp_path,
        "get: {operationId: getA, security: [], responses: {200: {description: Done.}}}\n",
        "a.yaml",
    )
    report = judge(tmp_path, "paths: {/a: {get: {$ref: 'a.yaml#/get'}}}")
    errors = [(finding.line, finding.rule) for finding in report.findings if finding.severity == "error"]
    assert errors == [(3, "misplaced-ref")]


def test_a_request_example_leaves_required_readonly_properties_out_below_a_union(tmp_path: Path) -> None:
    # OpenAPI 3.1.1 section 4.8.24.3: readOnly properties are not sent in requests.
    text = """\
        paths:
          /books:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      oneOf: [{$ref: '#/components/schemas/Book'}, {$ref: '#/components/schemas/Film'}]
                    example: EXAMPLE
        components:
          schemas:
            Book: {required: [id, isbn], properties: {id: {readOnly: true}, isbn: {type: string}}}
            Film: {required: [id, reel], properties: {id: {type: string}, reel: {type: string}}}
        """
    right = judge(tmp_path, text.replace("EXAMPLE", "{isbn: '1'}"))
    assert "invalid-example" not in {finding.rule for finding in right.findings}
    # The other schema's property of that name is not readOnly: it must be there.
    wrong = judge(tmp_path, text.replace("EXAMPLE", "{reel: '1'}"))
    assert "invalid-example" in {finding.rule for finding in wrong.findings}


def test_a_merge_key_is_a_finding_and_what_it_merges_is_read(tmp_path: Path) -> None:
    # YAML 1.2.2 has no merge keys; YAML 1.1 had.
    report = judge(
        tmp_path,
        """\
        x-common: &common {description: A book.}
        components:
          schemas:
            Book: {<<: *common, type: string}
        """,
    )
    assert brief(report.findings) == [(6, "syntax"), (6, "unbounded-string")]


def test_paths_of_files_are_normalised(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    write(tmp_path / "parts", "Book: {$ref: '../more.yaml#/Book'}", "parts.yaml")
    write(tmp_path, "Book: {description: A book., type: string}", "more.yaml")
    report = judge(tmp_path, "components: {schemas: {Book: {$ref: './parts/../parts/parts.yaml#/Book'}}}")
    assert [each.path for each in report.findings] == ["more.yaml"]
