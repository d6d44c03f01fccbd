"""Generated modules: formatted, typed, and in agreement with the compiled contract."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from contractfirst.contract import Contract, Document
from contractfirst.stubs import Options, apply, generate, read_options
from contractfirst.stubs.generate import plan
from contractfirst.stubs.package import Package
from tests.engine.stubs.projects import LIBRARY, PRODUCT, ROOT, fresh_package, mypy, with_schemas

RUFF = Path(sys.executable).with_name("ruff")

WIDE_NAME = "a" * 120
WIDE = {
    "Wide": {
        "type": "object",
        "description": "A " + "long " * 60 + "text.",
        "properties": {
            WIDE_NAME: {"type": "string", "description": "word " * 40},
            f"{WIDE_NAME}b": {"type": ["string", "null"]},
            f"{WIDE_NAME}-c": {"type": "integer"},
            "many": {
                "oneOf": [{"$ref": f"#/components/schemas/{letter * 30}"} for letter in "ABCDE"],
                "description": "x" * 200,
            },
            "map": {"type": "object", "additionalProperties": {"$ref": f"#/components/schemas/{'F' * 105}"}},
            "union": {
                "type": ["string", "array", "object", "null"],
                "items": {"$ref": "#/components/schemas/Long"},
            },
        },
        "required": [f"{WIDE_NAME}b"],
    },
    **{letter * 30: {"type": "object", "required": [letter]} for letter in "ABCDE"},
    "F" * 105: {"enum": ["x" * 60, "y" * 60, "both \" and ' quotes", "'", '"']},
    "Long": {"enum": ["z" * 120]},
    "Either": {"oneOf": [{"$ref": f"#/components/schemas/{letter * 30}"} for letter in "ABC"]},
    "Few": {"oneOf": [{"$ref": f"#/components/schemas/{letter * 30}"} for letter in "ABCD"]},
    "List": {
        "type": "array",
        "items": {"oneOf": [{"$ref": f"#/components/schemas/{x * 30}"} for x in "ABCDE"]},
    },
    "Quoted": {"type": "object", "description": '"Quoted" is the first and the last "word"'},
    "Backslash": {"type": "object", "description": "ends with a backslash \\"},
    "Indented": {
        "type": "object",
        "properties": {"a": {"description": "Head\n    code\n      more\n\n\ttab"}},
    },
    "Trailing": {"type": "object", "properties": {"a": {"description": "line   \nnext\t\n\n\n"}}},
}


@pytest.mark.skipif(not RUFF.exists(), reason="ruff is not installed")
@pytest.mark.parametrize("name", ["library", "product", "wide"])
def test_ruff_format_changes_nothing(name: str, tmp_path: Path) -> None:
    loaded = {"library": LIBRARY, "product": PRODUCT}
    document = Document.load(loaded[name]) if name in loaded else with_schemas(tmp_path, WIDE)
    package = fresh_package(tmp_path)
    apply(document, package)
    command = [str(RUFF), "format", "--isolated", "--line-length", "110", "--diff", str(package)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout == ""
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", [LIBRARY, PRODUCT], ids=["library", "product"])
def test_mypy_strict_takes_generated_modules_and_new_stubs(path: Path, tmp_path: Path) -> None:
    package = fresh_package(tmp_path)
    apply(Document.load(path), package)
    assert list(mypy(tmp_path, package.name)) == []


def test_mypy_strict_takes_what_is_hard_to_spell(tmp_path: Path) -> None:
    package = fresh_package(tmp_path)
    apply(with_schemas(tmp_path, WIDE), package)
    assert list(mypy(tmp_path, package.name)) == []


def test_names_are_those_of_the_compiled_contract() -> None:
    contract = Contract.load(PRODUCT)
    made = plan(contract.document, Options())
    generated = {handled.operation.id: handled for tag in made.tags for handled in tag.handled}
    # A PATCH with x-merge-patch is served through the GET and the PUT.
    assert generated.keys() == contract.operations.keys() - contract.merge_patches.keys()
    for name in generated:
        operation = contract.operations[name]
        signature = generated[name].signature
        assert signature.function_name == operation.function_name
        served = {"idempotency_key", "if_none_match", "x_request_id"}
        given = [each.python_name for each in operation.parameters if each.python_name not in served]
        body = [] if operation.request_body is None else ["body"]
        assert [each.name for each in signature.arguments] == [*given, *body]


def test_the_product_keeps_its_generated_modules_current() -> None:
    options = read_options(ROOT / "handlers")
    package = Package.at(ROOT / "handlers")
    for name, text in plan(Document.load(PRODUCT), options).files.items():
        assert package.generated(name, options).read_text(encoding="utf-8") == text, name


def test_the_context_is_the_chosen_class(tmp_path: Path) -> None:
    text = generate(Document.load(LIBRARY), Options("library.desk:Desk"))["_contract/books.py"]
    assert "from library.desk import Desk\n" in text
    assert "def get_book(self, context: Desk, /, *, book_id: str)" in text


def test_what_the_document_no_longer_has_is_removed(tmp_path: Path) -> None:
    package = fresh_package(tmp_path)
    apply(Document.load(LIBRARY), package)
    shutil.copy(package / "_contract" / "books.py", package / "_contract" / "magazines.py")
    report = apply(Document.load(LIBRARY), package)
    assert [path.name for path in report.removed] == ["magazines.py"]
    assert not (package / "_contract" / "magazines.py").exists()


def test_the_check_of_handlers_stands_outside_of_the_generated_package(tmp_path: Path) -> None:
    """The handlers import the generated package, so it may not import them, not even for type checkers."""
    package = fresh_package(tmp_path)
    apply(Document.load(LIBRARY), package)
    assert "from . import books as books_handlers\n" in (package / "_contract_check.py").read_text("utf-8")
    for path in (package / "_contract").glob("*.py"):
        assert "from .. import" not in path.read_text("utf-8"), path
    # A check that an earlier version generated within the package is removed.
    shutil.copy(package / "_contract_check.py", package / "_contract" / "_check.py")
    assert apply(Document.load(LIBRARY), package).removed == (package / "_contract" / "_check.py",)


def test_what_was_not_generated_is_not_removed(tmp_path: Path) -> None:
    package = fresh_package(tmp_path)
    apply(Document.load(LIBRARY), package)
    own = package / "_contract" / "own.py"
    own.write_text("x = 1\n", encoding="utf-8")
    assert apply(Document.load(LIBRARY), package).removed == ()
    assert own.exists()
