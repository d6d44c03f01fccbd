"""The three drifts, told apart and each at its place; and no alarm where nothing is wrong."""

from pathlib import Path

import pytest

from contractfirst.contract import Document
from contractfirst.stubs import Drift, HandlerSyntaxError, StubsError, apply, check
from contractfirst.stubs.generate import plan
from contractfirst.stubs.mypy_drift import mypy_drifts
from contractfirst.stubs.options import Options
from contractfirst.stubs.package import Package
from tests.engine.stubs.projects import LIBRARY, fresh_package

PRELUDE = """from collections.abc import Mapping, Sequence
from typing import Any, Literal, NoReturn, Optional, Union

from contractfirst.contract.exchange import Call, Response

from {package}._contract import books as contract
from {package}._contract import schemas
from {package}._contract.schemas import Genre

Mine = str
"""

GET_BOOK = "def get_book(context: Call, *, book_id: str) -> contract.GetBookResult: ..."
LIST_BOOKS = (
    "def list_books(context: Call, *, limit: int, sort: schemas.ListBooksSort, genre: list[Genre] | None, "
    "from_: str | None, ids: list[str]) -> contract.ListBooksResult: ..."
)
REPLACE_BOOK = (
    "def replace_book(context: Call, *, book_id: str, if_match: str | None, body: schemas.BookInput | None) "
    "-> contract.ReplaceBookResult: ..."
)

FITTING = {
    "as_generated": GET_BOOK,
    "another_name_for_the_context": GET_BOOK.replace("context", "_"),
    "unannotated": "def get_book(context, *, book_id): ...",
    "positional": "def get_book(context: Call, book_id: str) -> contract.GetBookResult: ...",
    "everything": "def get_book(*args: Any, **kwargs: Any) -> contract.GetBookResult: ...",
    "one_of_the_results": GET_BOOK.replace("GetBookResult", "GetBook200"),
    "never": GET_BOOK.replace("contract.GetBookResult", "NoReturn"),
    "any": GET_BOOK.replace("contract.GetBookResult", "Any").replace("book_id: str", "book_id: Any"),
    "object": GET_BOOK.replace("book_id: str", "book_id: object"),
    "wider": GET_BOOK.replace("book_id: str", "book_id: str | int | None"),
    "optional": GET_BOOK.replace("book_id: str", "book_id: Optional[str]"),
    "union": GET_BOOK.replace("book_id: str", "book_id: Union[int, str]"),
    "quoted": GET_BOOK.replace("book_id: str", 'book_id: "str"'),
    "own_name": GET_BOOK.replace("book_id: str", "book_id: Mine"),
    "default": GET_BOOK.replace("book_id: str", 'book_id: str = ""'),
    "further_optional_argument": GET_BOOK.replace("book_id: str", "book_id: str, more: int = 0"),
    "list": LIST_BOOKS,
    "string_for_an_enumeration": LIST_BOOKS.replace("sort: schemas.ListBooksSort", "sort: str"),
    "literal_for_an_enumeration": LIST_BOOKS.replace(
        "sort: schemas.ListBooksSort", 'sort: Literal["title", "-title", "x"]'
    ),
    "sequence": LIST_BOOKS.replace("genre: list[Genre]", "genre: Sequence[str]"),
    "float_for_an_integer": LIST_BOOKS.replace("limit: int", "limit: float"),
    "mapping_for_a_body": REPLACE_BOOK.replace("schemas.BookInput", "Mapping[str, object]"),
    "equal_typed_dict": REPLACE_BOOK.replace("schemas.BookInput", "schemas.BookFields"),
}

DRIFTING = {
    "no_context": ("def get_book(*, book_id: str): ...", "takes no positional argument for the context"),
    "missing_argument": (
        "def get_book(context: Call): ...",
        "does not take book_id, which the server gives it",
    ),
    "misspelt_argument": ("def get_book(context: Call, *, book: str = ''): ...", "does not take book_id"),
    "positional_only": ("def get_book(context: Call, book_id: str, /): ...", "does not take book_id"),
    "undocumented_argument": (
        "def get_book(context: Call, *, book_id: str, page: int): ...",
        "wants page, which getBook does not document",
    ),
    "wrong_type": (
        "def get_book(context: Call, *, book_id: int): ...",
        "takes book_id as int; the contract gives str",
    ),
    "narrower": (LIST_BOOKS.replace("from_: str | None", "from_: str"), "the contract gives str | None"),
    "narrower_enumeration": (
        LIST_BOOKS.replace("schemas.ListBooksSort", 'Literal["title"]'),
        "the contract gives schemas.ListBooksSort",
    ),
    "dict_for_a_body": (
        REPLACE_BOOK.replace("schemas.BookInput", "dict[str, Any]"),
        "takes body as dict[str, Any] | None; the contract gives schemas.BookInput | None",
    ),
    "plain_response": (GET_BOOK.replace("contract.GetBookResult", "Response"), "returns Response"),
    "result_of_another_operation": (
        GET_BOOK.replace("GetBookResult", "AddBookResult"),
        "returns contract.AddBookResult; the contract documents GetBookResult",
    ),
    "one_result_too_many": (
        GET_BOOK.replace("contract.GetBookResult", "contract.GetBook200 | contract.DeleteBook204"),
        "the contract documents GetBookResult",
    ),
    "nothing_returned": (GET_BOOK.replace("contract.GetBookResult", "None"), "returns None"),
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    directory = fresh_package(tmp_path)
    apply(Document.load(LIBRARY), directory)
    return directory


def rewritten(package: Path, function: str) -> Path:
    """Write the books' module anew with one function in it, and return its path."""
    path = package / "books.py"
    path.write_text(f"{PRELUDE.format(package=package.name)}\n\n{function}\n", encoding="utf-8")
    return path


def signatures(package: Path) -> list[Drift]:
    return [drift for drift in check(Document.load(LIBRARY), package) if drift.kind == "signature"]


def test_nothing_has_drifted_after_stubs(package: Path) -> None:
    assert check(Document.load(LIBRARY), package) == []


def test_stale_code_is_named_with_its_first_different_line(package: Path) -> None:
    path = package / "_contract" / "books.py"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[6] = "from nowhere import *\n"
    path.write_text("".join(lines), encoding="utf-8")
    (drift,) = check(Document.load(LIBRARY), package)
    assert (drift.kind, drift.path, drift.line) == ("stale", str(path), 7)
    assert "not what the contract gives" in drift.message


@pytest.mark.parametrize("change", ["cut", "longer"])
def test_stale_code_is_named_where_one_text_ends(change: str, package: Path) -> None:
    path = package / "_contract" / "schemas.py"
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    path.write_text(text[:-1] if change == "cut" else f"{text}x = 1\n", encoding="utf-8")
    (drift,) = check(Document.load(LIBRARY), package)
    assert (drift.kind, drift.line) == ("stale", lines + (change == "longer"))


def test_missing_and_surplus_generated_modules_are_stale(package: Path) -> None:
    (package / "_contract" / "scans.py").rename(package / "_contract" / "films.py")
    drifts = check(Document.load(LIBRARY), package)
    assert [(Path(drift.path).name, drift.kind) for drift in drifts] == [
        ("films.py", "stale"),
        ("scans.py", "stale"),
    ]
    assert "has nothing for this" in drifts[0].message
    assert "is missing" in drifts[1].message


def test_an_operation_without_handler_is_named_in_the_document(package: Path) -> None:
    rewritten(package, LIST_BOOKS)
    document = Document.load(LIBRARY)
    drifts = [drift for drift in check(document, package) if drift.kind == "handler"]
    assert len(drifts) == 4
    position = document.position("/paths/~1books~1{book_id}/get")
    assert drifts[1] == Drift(
        str(LIBRARY),
        position.line,
        position.column,
        "handler",
        f"the operation getBook has no handler: {package / 'books.py'} has no function get_book",
    )


def test_a_missing_module_leaves_all_its_operations_without_handler(package: Path) -> None:
    (package / "scans.py").unlink()
    drifts = check(Document.load(LIBRARY), package)
    assert [drift.kind for drift in drifts] == ["handler", "handler"]
    assert "there is no module" in drifts[0].message


def test_a_handler_without_operation_is_named_in_its_module(package: Path) -> None:
    path = package / "books.py"
    source = path.read_text(encoding="utf-8")
    lines = source.count("\n")
    path.write_text(f"{source}\n\ndef burn_book(context): ...\n\n\ndef _private(): ...\n", encoding="utf-8")
    (drift,) = check(Document.load(LIBRARY), package)
    message = 'burn_book handles no operation of the tag "Books"'
    assert drift == Drift(str(path), lines + 3, 1, "handler", message)
    assert str(drift) == f"{path}:{lines + 3}:1: handler: {message}"


@pytest.mark.parametrize("name", FITTING)
def test_a_signature_that_fits_raises_no_alarm(name: str, package: Path) -> None:
    rewritten(package, FITTING[name])
    assert signatures(package) == []


@pytest.mark.parametrize("name", DRIFTING)
def test_a_signature_that_does_not_fit_is_named_at_its_place(name: str, package: Path) -> None:
    function, message = DRIFTING[name]
    path = rewritten(package, function)
    (drift,) = signatures(package)
    assert message in drift.message
    assert drift.path == str(path)
    assert path.read_text(encoding="utf-8").splitlines()[drift.line - 1] == function
    assert 1 <= drift.column <= len(function)


def test_mypy_agrees_with_the_quick_judgement(package: Path) -> None:
    """Every function that the quick look refuses, mypy refuses too; and the other way round."""
    functions = {**FITTING, **{name: function for name, (function, _) in DRIFTING.items()}}
    made, verdicts = plan(Document.load(LIBRARY), Options()), {}
    for name in (
        "dict_for_a_body",
        "wider",
        "one_result_too_many",
        "sequence",
        "missing_argument",
        "as_generated",
    ):
        path = rewritten(package, functions[name])
        found = mypy_drifts(made, Package.at(package))
        assert all(drift.path == str(path) and drift.line > 10 for drift in found)
        verdicts[name] = bool(found)
        assert bool(signatures(package)) == verdicts[name], name
    assert list(verdicts.values()) == [True, False, True, False, True, False]


def test_mypy_sees_what_the_quick_look_leaves_to_it(package: Path) -> None:
    rewritten(package, GET_BOOK.replace("book_id: str", "book_id: Mapping[str, str]"))
    assert signatures(package) == []
    (drift,) = mypy_drifts(plan(Document.load(LIBRARY), Options()), Package.at(package))
    assert drift.kind == "signature"
    assert drift.message.startswith("mypy refuses get_book: ")


def test_mypy_does_not_judge_by_modules_that_it_cannot_find(package: Path) -> None:
    options = Options("nowhere_at_all:Context")
    apply(Document.load(LIBRARY), package, options)
    with pytest.raises(StubsError, match="nowhere_at_all"):
        mypy_drifts(plan(Document.load(LIBRARY), options), Package.at(package))


def test_a_module_that_does_not_parse_ends_the_check(package: Path) -> None:
    (package / "books.py").write_text("def f(:\n", encoding="utf-8")
    with pytest.raises(HandlerSyntaxError, match=r"books\.py:1:7: "):
        check(Document.load(LIBRARY), package)


def test_modules_that_are_no_tag_are_nobodys_business(package: Path) -> None:
    (package / "shelves.py").write_text("def sort_shelf(): ...\n", encoding="utf-8")
    assert check(Document.load(LIBRARY), package) == []
