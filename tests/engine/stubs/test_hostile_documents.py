"""Whatever a document says, it never becomes code."""

import ast
import builtins
import keyword
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contractfirst.contract import ContractError, Document
from contractfirst.stubs import StubsError, apply, check, generate
from tests.engine.stubs.projects import document, fresh_package, imported, operation, with_schemas

FLAG = "STUBS_WERE_EXECUTED"
ATTACK = f"__import__('builtins').{FLAG} = True"

TEXTS = {
    "double_quote": f'"; {ATTACK}; "',
    "single_quote": f"'; {ATTACK}; '",
    "triple_double_quote": f'"""\n{ATTACK}\n"""',
    "triple_double_quote_and_more": f'""""""\n{ATTACK}\n""""""""',
    "triple_single_quote": f"'''\n{ATTACK}\n'''",
    "quote_at_the_start": f'"{ATTACK}',
    "quote_at_the_end": f'{ATTACK}"',
    "two_quotes_at_the_end": f'{ATTACK}""',
    "backslash_at_the_end": f"{ATTACK}\\",
    "backslashes_at_the_end": f"{ATTACK}\\\\\\",
    "backslash_and_quote": f'\\"""\n{ATTACK}\n\\"""',
    "backslash_and_newline": f"a\\\n{ATTACK}",
    "newline": f"a\n{ATTACK}\nb",
    "carriage_return": f"a\r{ATTACK}\rb",
    "crlf": f"a\r\n{ATTACK}\r\nb",
    "form_feed": f"a\f{ATTACK}",
    "vertical_tab": f"a\v{ATTACK}",
    "next_line": f"a\x85{ATTACK}",
    "line_separator": f"a\u2028{ATTACK}\u2029{ATTACK}",
    "file_separator": f"a\x1c{ATTACK}\x1e{ATTACK}",
    "nul": f"a\x00{ATTACK}",
    "escape_sequences": f"\\x22\\x22\\x22 \\u0022 \\N{{QUOTATION MARK}} \\42 {ATTACK}",
    "hash": f"# {ATTACK}",
    "coding_line": f"-*- coding: utf-7 -*- {ATTACK}",
    "comment_end": f"*/ {ATTACK} /* -->",
    "indented": f"    {ATTACK}\n\t{ATTACK}",
    "braces": "{{ 7 * 7 }} {0} %s {__class__} ${x}",
    "f_string": f"{{{ATTACK}}}",
    "bidirectional": f"a\u202e{ATTACK}\u202c\u2066x\u2069\u200f\u061c",
    "zero_width": f"a\u200b\u200d\ufeff{ATTACK}",
    "lone_surrogate": f"a\ud800{ATTACK}\udfff",
    "private_use": f"a\ue000\U000f0000{ATTACK}",
    "astral": f"𝕊𝕥𝕣 😀 {ATTACK}",
    "tag_characters": f"a\U000e0041\U000e0042{ATTACK}",
    "combining": f"a\u0301\u0301\u0301{ATTACK}",
    "confusable": f"ｉｍｐｏｒｔ аtt {ATTACK}",
    "long": "a" * 5000 + ATTACK,
    "long_words": ("b" * 200 + " ") * 20,
    "only_quotes": '"' * 7,
    "only_backslashes": "\\" * 7,
    "only_spaces": " \t\n ",
    "empty": "",
    "class_body": f"x: int\n\n    {ATTACK}\n\nclass Y",
    "parenthesis": f") -> None: ...\n\n{ATTACK}\n\ndef f(",
    "bracket": f'"]; {ATTACK}; x["',
    "annotation": f"int = {ATTACK}",
    "walrus": f"(x := {ATTACK})",
    "type_comment": f"type: ignore\n{ATTACK}",
    "noqa": f"noqa: {ATTACK}",
    "doctest": f">>> {ATTACK}",
    "rest_role": f":py:func:`{ATTACK}` ``x``",
}

NAMES = [
    *keyword.kwlist,
    *keyword.softkwlist,
    *(
        "list",
        "dict",
        "str",
        "int",
        "float",
        "bool",
        "bytes",
        "object",
        "print",
        "exec",
        "eval",
        "type",
        "self",
    ),
    *(
        "__init__",
        "__new__",
        "__class__",
        "__doc__",
        "__annotations__",
        "__import__",
        "__slots__",
        "__call__",
    ),
    *("Any", "Literal", "Never", "NotRequired", "TypeAlias", "TypedDict", "Protocol", "Response", "Call"),
    *(
        "schemas",
        "contract",
        "builtins",
        "typing",
        "status",
        "body",
        "context",
        "media_type",
        "NotImplementedError",
    ),
    *("2fa", "-", "a-b", "a b", "a.b", "$ref", "été", "Σ", "数", "_", "__", "__x", "x__"),
]

EXPECTED = {
    *(
        "Module",
        "Expr",
        "Constant",
        "Import",
        "ImportFrom",
        "alias",
        "ClassDef",
        "FunctionDef",
        "arguments",
        "arg",
    ),
    *("AnnAssign", "Assign", "Name", "Load", "Store", "Attribute", "Subscript", "Tuple", "BinOp", "BitOr"),
    *("Call", "keyword", "Dict", "If", "Pass", "Raise", "IfExp", "Compare", "Is", "UnaryOp", "USub"),
}
"""Every kind of node that generated code is made of."""


def hostile(directory: Path, text: str) -> Document:
    """Return a document that says ``text`` wherever a document may say what it likes."""
    tag = f"Tag {text}"[:80]
    schema = {
        "title": text,
        "description": text,
        "type": "object",
        "required": [text],
        "properties": {
            text: {"description": text, "const": text},
            "plain": {"description": text, "enum": [text, f"{text}2"], "default": text},
            "inner": {"type": "object", "properties": {text: {"type": "array", "items": {"const": text}}}},
            "union": {"oneOf": [{"const": text}, {"type": "object", "properties": {text: {}}}]},
        },
        "patternProperties": {text: {"const": text}},
    }
    parameters = [
        {"name": text, "in": "query", "description": text, "schema": {"type": "string", "default": text}},
        {"name": "choice", "in": "query", "schema": {"enum": [text, "x"], "default": text}},
    ]
    response = {
        "description": text,
        "headers": {
            text: {"description": text, "required": True, "schema": {"const": text}},
            "X-Choice": {"schema": {"enum": [text, "x"]}},
        },
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/Thing"}},
            f"text/{text}": {},
        },
    }
    whole = operation(
        operationId="doIt",
        tags=[tag],
        summary=text,
        description=text,
        parameters=parameters,
        requestBody={"description": text, "content": {f"application/{text}": {}, "application/json": {}}},
        responses={"200": response, "204": {"description": text}},
    )
    webhook = {"post": {"requestBody": {"content": {"application/json": {"schema": schema}}}}}
    return document(
        directory,
        {
            "tags": [{"name": tag, "description": text}],
            "paths": {"/": {"post": whole}},
            "webhooks": {text: webhook},
            "components": {"schemas": {"Thing": schema}},
        },
    )


def sources(package: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(package.rglob("*.py")):
        yield path, ast.parse(path.read_bytes())


def assert_harmless(package: Path) -> None:
    """Hold every module to the shapes that stubs consist of, and import it."""
    for path, tree in sources(package):
        kinds = {type(node).__name__ for node in ast.walk(tree)}
        assert kinds <= EXPECTED, (path, kinds - EXPECTED)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                assert ast.unparse(node.func) in ("TypedDict", "super", "super().__init__", "str"), (
                    ast.unparse(node)
                )
            if isinstance(node, ast.Expr):
                assert isinstance(node.value, ast.Constant | ast.Call), ast.unparse(node)
            if isinstance(node, ast.Raise):
                assert ast.unparse(node) == "raise NotImplementedError"
        characters = set(path.read_text(encoding="utf-8"))
        assert all(each.isprintable() or each == "\n" for each in characters), path
        name = ".".join(path.relative_to(package).with_suffix("").parts).removesuffix(".__init__")
        if name != "__init__":
            imported(package, name)
    assert not hasattr(builtins, FLAG)


@pytest.mark.parametrize("name", TEXTS)
def test_text_stays_text(name: str, tmp_path: Path) -> None:
    package = fresh_package(tmp_path)
    loaded = hostile(tmp_path, TEXTS[name])
    apply(loaded, package)
    assert_harmless(package)
    assert check(loaded, package) == []
    assert not apply(loaded, package).changed


@pytest.mark.parametrize("name", TEXTS)
def test_text_reaches_python_unchanged(name: str, tmp_path: Path) -> None:
    text = TEXTS[name]
    package = fresh_package(tmp_path)
    apply(hostile(tmp_path, text), package)
    schemas = imported(package, "_contract.schemas")
    assert set(schemas.Thing.__annotations__) == {text, "plain", "inner", "union"}
    assert schemas.ThingPlain.__args__ == (text, f"{text}2")


@pytest.mark.parametrize("name", NAMES)
def test_names_stay_names(name: str, tmp_path: Path) -> None:
    schema = {"type": "object", "properties": {name: {"type": "string"}, "n": {"enum": [name, "x"]}}}
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Holder"}}}
    answer = {"description": name, "headers": {name: {"required": True}}, "content": content}
    called = name if any(each.isalnum() and each.isascii() for each in name) else "x"
    paths = {
        "/a": {"get": operation(operationId=called, tags=[name], responses={"200": answer})},
        "/b": {
            "post": operation(
                operationId=f"post {called}",
                tags=[name],
                parameters=[{"name": name, "in": "query", "schema": {"type": "string"}}]
                if name != "body"
                else [],
                requestBody={"content": content},
            )
        },
    }
    schemas = {called: schema, "Holder": schema}
    package = fresh_package(tmp_path)
    loaded = document(tmp_path, {"paths": paths, "components": {"schemas": schemas}})
    apply(loaded, package)
    assert_harmless(package)
    assert check(loaded, package) == []


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        pytest.param(
            {"components": {"schemas": {"foo-bar": {"type": "object"}, "FooBar": {"enum": [1, 2]}}}},
            "/components/schemas/FooBar",
            id="schemas",
        ),
        pytest.param(
            {
                "paths": {
                    "/a": {"get": operation(operationId="getThing")},
                    "/b": {"get": operation(operationId="get_thing")},
                }
            },
            "/paths/~1b/get/operationId",
            id="operations",
        ),
        pytest.param(
            {
                "paths": {
                    "/a": {"get": operation(operationId="getThing1")},
                    "/b": {"get": operation(operationId="get_thing_1")},
                }
            },
            "/paths/~1b/get/responses/204",
            id="response_classes",
        ),
        pytest.param(
            {
                "paths": {
                    "/a": {
                        "get": operation(
                            operationId="get",
                            parameters=[
                                {"name": "if-it", "in": "query", "schema": {}},
                                {"name": "ifIt", "in": "query", "schema": {}},
                            ],
                        )
                    }
                }
            },
            "/paths/~1a/get/parameters/1",
            id="parameters",
        ),
        pytest.param(
            {
                "paths": {
                    "/a": {
                        "get": operation(
                            operationId="get",
                            responses={"204": {"description": "", "headers": {"X-A": {}, "X_A": {}}}},
                        )
                    }
                }
            },
            "/paths/~1a/get/responses/204/headers/X_A",
            id="headers",
        ),
    ],
)
def test_two_things_with_one_name_are_an_error_at_the_second(
    data: dict[str, Any], pointer: str, tmp_path: Path
) -> None:
    with pytest.raises(ContractError) as caught:
        generate(document(tmp_path, data))
    assert [finding.pointer for finding in caught.value.findings] == [pointer]


@pytest.mark.parametrize(
    "schemas",
    [
        pytest.param({"A": {"$ref": "#/components/schemas/A"}}, id="itself"),
        pytest.param(
            {"A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"}}, id="two"
        ),
        pytest.param({"A": {"allOf": [{"$ref": "#/components/schemas/A"}]}}, id="all_of_itself"),
        pytest.param(
            {"A": {"type": "object", "properties": {"a": {}}, "oneOf": [{"$ref": "#/components/schemas/A"}]}},
            id="one_of_itself",
        ),
        pytest.param(
            {"A": {"type": "array", "items": {"$ref": "#/components/schemas/A"}}}, id="array_of_itself"
        ),
        pytest.param(
            {"A": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/A"}}},
            id="map_of_itself",
        ),
        pytest.param(
            {
                "A": {"anyOf": [{"$ref": "#/components/schemas/B"}, {"type": "null"}]},
                "B": {"anyOf": [{"$ref": "#/components/schemas/A"}, {"type": "string"}]},
            },
            id="unions",
        ),
        pytest.param({"A": {"$ref": "#here", "$anchor": "here"}}, id="anchor"),
        pytest.param(
            {
                "A": {"$ref": "#/components/schemas/B/properties/c"},
                "B": {"properties": {"c": {"type": "object", "required": ["d"]}}},
            },
            id="inside",
        ),
        pytest.param({"A": True, "B": False, "C": {"properties": {"a": False, "b": True}}}, id="booleans"),
        pytest.param({"A": {"enum": []}, "B": {"enum": [{}, [], 1.5, None, True, 1]}}, id="odd_values"),
        pytest.param({"A": {"type": []}, "B": {"type": ["object", "array", "string", "null"]}}, id="types"),
        pytest.param({"A": {"enum": ["a"], "type": "integer"}}, id="contradiction"),
    ],
)
def test_odd_schemas_end_in_modules_that_import(schemas: dict[str, Any], tmp_path: Path) -> None:
    package = fresh_package(tmp_path)
    apply(with_schemas(tmp_path, schemas), package)
    assert_harmless(package)


def test_a_tag_that_cannot_name_a_file_is_an_error(tmp_path: Path) -> None:
    loaded = document(tmp_path, {"paths": {"/": {"get": operation(operationId="get", tags=["a" * 300])}}})
    with pytest.raises(StubsError, match="File name too long"):
        apply(loaded, fresh_package(tmp_path))


def test_schemas_that_are_nested_too_deeply_are_an_error(tmp_path: Path) -> None:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(240):
        schema = {"type": "array", "items": schema}
    loaded = with_schemas(tmp_path, {"Deep": schema, "Flat": {"type": "object", "required": ["a"]}})
    with pytest.raises(ContractError, match="nested too deeply"):
        generate(loaded)
    package = fresh_package(tmp_path)
    report = apply(loaded, package)
    assert [finding.pointer for finding in report.findings] == ["/components/schemas/Deep"]
    assert set(imported(package, "_contract.schemas").Flat.__annotations__) == {"a"}


@pytest.mark.parametrize(
    "broken",
    [
        {"$ref": "#/components/schemas/Missing"},
        {"$ref": "#/info/title"},
        {"properties": {"a": {"$ref": "#/info/title"}}},
        {"type": 5, "required": "a", "allOf": {}, "oneOf": 1, "prefixItems": {}, "properties": []},
        {"properties": {"a": {"type": ["strng", 5], "required": [1]}}},
        {"properties": {"a": 7}, "items": "x", "enum": {}},
    ],
)
def test_broken_schema_leaves_stubs_of_the_others(broken: Any, tmp_path: Path) -> None:
    package = fresh_package(tmp_path)
    schemas = {"Broken": broken, "Flat": {"type": "object", "required": ["a"]}}
    apply(with_schemas(tmp_path, schemas), package)
    assert_harmless(package)
    assert set(imported(package, "_contract.schemas").Flat.__annotations__) == {"a"}


def test_operation_that_is_malformed_leaves_the_others(tmp_path: Path) -> None:
    paths = {"/a": {"get": {"responses": {}}}, "/b": {"get": operation(operationId="getB")}, "/c": 1}
    package = fresh_package(tmp_path)
    report = apply(document(tmp_path, {"paths": paths}), package)
    assert [finding.pointer for finding in report.findings] == ["/paths/~1a/get", "/paths/~1c"]
    assert [added.rpartition(": ")[2] for added in report.added] == ["get_b"]
