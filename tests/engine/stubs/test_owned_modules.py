"""Modules that people own: functions are added, nothing else is touched."""

import ast
import codecs
from pathlib import Path

import pytest

from contractfirst.contract import Document
from contractfirst.stubs import HandlerSyntaxError, Options, StubsError, apply
from tests.engine.stubs.projects import LIBRARY, document, fresh_package, imported, mypy, operation

MESSY = b"""#!/usr/bin/env python
# coding: utf-8
\'\'\'Scans,   by hand.\'\'\'
import os , sys  # two at once
from   typing import (Any,
    Dict)

X = {  'a':1,
       "b" : [ 2,3 ] }


def   upload_scan ( context, *, book_id  :str,body: bytes ) :
\treturn   None  ;  # odd, and meant to be


if X :
    y=1
# the last word
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    directory = fresh_package(tmp_path)
    directory.mkdir()
    return directory


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(MESSY, id="messy"),
        pytest.param(MESSY.replace(b"\n", b"\r\n"), id="crlf"),
        pytest.param(MESSY.rstrip(b"\n"), id="comment_without_newline"),
        pytest.param(b"def upload_scan(c, **k): pass", id="no_newline"),
        pytest.param(b"\xef\xbb\xbfdef upload_scan(c, **k): pass\n", id="byte_order_mark"),
        pytest.param(b"# coding: latin-1\nname = '\xe9'\n", id="latin_1"),
        pytest.param(b"# only a comment\n", id="comment"),
        pytest.param(b"", id="empty"),
        pytest.param(b"\n\n\n", id="blank_lines"),
        pytest.param(b"def f():\n    pass\n\n\n\n   \n# a\n\n", id="ragged_end"),
        pytest.param(b'"""Doc."""\nfrom __future__ import annotations\nimport re\nx = re\n', id="future"),
        pytest.param(b"x = 1; import re\n", id="import_after_code"),
        pytest.param(b"import re; x = 1\n", id="import_before_code"),
    ],
)
def test_every_byte_that_people_wrote_stays(source: bytes, package: Path) -> None:
    path = package / "scans.py"
    path.write_bytes(source)
    apply(Document.load(LIBRARY), package)
    written = path.read_bytes()
    assert written.startswith(codecs.BOM_UTF8) == source.startswith(codecs.BOM_UTF8)
    source, written = source.removeprefix(codecs.BOM_UTF8), written.removeprefix(codecs.BOM_UTF8)
    assert _without_additions(source, written) == source
    names = [node.name for node in ast.parse(written).body if isinstance(node, ast.FunctionDef)]
    assert names.count("download_scan") == names.count("upload_scan") == 1
    if b"\r\n" in source:
        assert b"\n" not in written.replace(b"\r\n", b"")


def _without_additions(source: bytes, written: bytes) -> bytes:
    """Return what of ``written`` remains, if lines were only added to the lines of ``source``."""
    remaining = written.split(b"\n")
    kept: list[bytes] = []
    for line in source.split(b"\n"):
        while remaining and remaining[0].rstrip(b"\r") != line.rstrip(b"\r"):
            remaining.pop(0)
        if remaining:
            kept.append(remaining.pop(0))
    lines = source.split(b"\n")
    return source if [k.rstrip(b"\r") for k in kept] == [line.rstrip(b"\r") for line in lines] else written


def test_a_second_run_changes_nothing(package: Path) -> None:
    document = Document.load(LIBRARY)
    assert apply(document, package).changed
    before = {path: path.stat().st_mtime_ns for path in package.rglob("*.py")}
    report = apply(document, package)
    assert not report.changed
    assert report.added == ()
    assert {path: path.stat().st_mtime_ns for path in package.rglob("*.py")} == before


def test_a_new_operation_is_appended_with_what_the_contract_says(tmp_path: Path, package: Path) -> None:
    first = {"get": operation(operationId="getThing")}
    apply(document(tmp_path, {"paths": {"/things": first}}), package)
    path = package / "things.py"
    source = path.read_text(encoding="utf-8").replace(
        "raise NotImplementedError", "return contract.GetThing204()"
    )
    path.write_text(source, encoding="utf-8")
    second = operation(operationId="makeThing", summary="Make a thing", description="Slowly.")
    report = apply(document(tmp_path, {"paths": {"/things": {**first, "post": second}}}), package)
    assert report.added == (f"{path}: make_thing",)
    assert path.read_text(encoding="utf-8") == source + (
        "\n\ndef make_thing(context: Call) -> contract.MakeThingResult:\n"
        '    """Make a thing.\n\n    Slowly.\n    """\n'
        "    raise NotImplementedError\n"
    )


def test_a_name_that_is_bound_by_other_means_is_a_handler(package: Path) -> None:
    source = (
        "from functools import partial\n\n"
        "try:\n    download_scan = partial(print)\nfinally:\n    upload_scan = print\n"
    )
    (package / "scans.py").write_text(source, encoding="utf-8")
    apply(Document.load(LIBRARY), package)
    assert (package / "scans.py").read_text(encoding="utf-8") == source


def test_imports_that_are_there_are_used_and_names_that_are_taken_are_left_alone(package: Path) -> None:
    source = (
        "from contractfirst.contract.exchange import Call as Request\n"
        f"from {package.name}._contract import books as promised\n\n"
        "schemas = None\n\n\ndef contract() -> None: ...\n"
    )
    (package / "books.py").write_text(source, encoding="utf-8")
    apply(Document.load(LIBRARY), package)
    written = (package / "books.py").read_text(encoding="utf-8")
    assert "def get_book(context: Request, *, book_id: str) -> promised.GetBookResult:" in written
    assert f"from {package.name}._contract import schemas as schemas_\n" in written
    assert "body: schemas_.BookInput" in written
    assert "import Call\n" not in written
    assert list(mypy(package.parent, package.name)) == []


def test_operations_may_have_the_names_of_builtins_and_of_imports(tmp_path: Path, package: Path) -> None:
    names = [
        "list",
        "str",
        "contract",
        "schemas",
        "call",
        "builtins",
        "int",
        "dict",
        "context",
        "print",
        "type",
    ]
    array = {"type": "array", "items": {"type": "string"}}
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}
    parameters = [
        {"name": name, "in": "query", "schema": array if name == "list" else {"type": "integer"}}
        for name in ("list", "str", "self", "context", "schemas", "class", "Call")
    ]
    paths = {
        f"/{name}": {"post": operation(operationId=name, requestBody=body, parameters=parameters)}
        for name in names
    }
    thing = {"type": "object", "properties": {"list": array, "str": {"type": "string"}, "class": array}}
    apply(document(tmp_path, {"paths": paths, "components": {"schemas": {"Thing": thing}}}), package)
    assert list(mypy(tmp_path, package.name)) == []
    module = imported(package, "things")
    for name in names:
        with pytest.raises(NotImplementedError):
            getattr(module, name)(
                None,
                list=None,
                str=None,
                self=None,
                context=None,
                schemas=None,
                class_=None,
                call=None,
                body=None,
            )


def test_a_tag_may_be_called_schemas(tmp_path: Path, package: Path) -> None:
    schema = {"type": "object", "properties": {"a": {}}}
    body = {"content": {"application/json": {"schema": schema}}}
    paths = {"/": {"post": operation(operationId="add", tags=["Schemas"], requestBody=body)}}
    apply(document(tmp_path, {"paths": paths}), package)
    assert (package / "_contract" / "schemas_.py").exists()
    assert list(mypy(tmp_path, package.name)) == []


def test_a_module_that_does_not_parse_is_named_and_nothing_is_written(package: Path) -> None:
    (package / "scans.py").write_text("import os\n\ndef upload_scan(:\n", encoding="utf-8")
    with pytest.raises(HandlerSyntaxError) as caught:
        apply(Document.load(LIBRARY), package)
    assert str(caught.value) == f"{package / 'scans.py'}:3:17: invalid syntax"
    assert [path.name for path in package.iterdir()] == ["scans.py"]


@pytest.mark.parametrize("content", [b"x = '\xff'\n", b"x = 1\0\n", b"# coding: klingon\n"])
def test_a_module_that_cannot_be_decoded_is_named(content: bytes, package: Path) -> None:
    (package / "scans.py").write_bytes(content)
    with pytest.raises(HandlerSyntaxError, match=r"scans\.py:\d+:\d+: "):
        apply(Document.load(LIBRARY), package)


def test_a_directory_that_is_no_package_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StubsError, match="cannot be the name of a package"):
        apply(Document.load(LIBRARY), tmp_path / "my-handlers")


@pytest.mark.parametrize(
    "context", ["", "a", "a:", ":B", "a.b", "a:b.c", "a b:C", "a:C; import os", "a:class"]
)
def test_a_context_that_is_no_name_is_refused(context: str) -> None:
    with pytest.raises(StubsError, match="module:Name"):
        Options(context)
