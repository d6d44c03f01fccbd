"""Generated types in use: what a type checker takes and what it refuses, one snippet a promise."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

from contractfirst.contract import Document
from contractfirst.stubs import apply
from tests.engine.stubs.projects import LIBRARY, mypy

PRELUDE = """
from handlers._contract import books, scans, schemas, default
from contractfirst.contract.exchange import Call, Response

author: schemas.Author = {"name": "Ada", "admires": []}
book: schemas.Book = {"id": "1", "title": "Emma", "genre": "novel"}
"""

TAKEN: Mapping[str, str] = {
    "absent_optional": 'schemas.BookInput(title="Emma")',
    "null_where_the_schema_says_so": 'b: schemas.BookInput = {"title": "Emma", "subtitle": None}',
    "recursive_object": 'a: schemas.Author = {"name": "Jane", "admires": [author]}',
    "recursive_alias": 'j: schemas.Json = {"a": [1, "b", None, {"c": [True]}]}',
    "enumeration": 'g: schemas.Genre = "poem"',
    "nullable_enumeration": "r: list[schemas.Rating] = [1, None]",
    "keyword_as_property": 's: schemas.Scan = {"class": "A", "dots-per-inch": 300, "__secret": author}',
    "map": 'book["subjects"] = {"love": 3}',
    "inline_object": 'm: schemas.BookFieldsMeasures = {"height": 2}',
    "empty_object": "n: schemas.Nothing = {}",
    "discriminated_union": """
def weigh(medium: schemas.Medium) -> int:
    if medium["kind"] == "paper":
        return medium["grams"]
    return medium["minutes"]
""",
    "documented_statuses": """
def add(context: Call, *, body: schemas.BookInput) -> books.AddBookResult:
    if "genre" not in body:
        return books.AddBook202()
    return books.AddBook201({"id": "1", "title": body["title"], "genre": body["genre"]}, location="/books/1")
""",
    "entity_tag_is_optional": "books.GetBook200(book); books.GetBook200(book, etag='\"a\"')",
    "integer_header": "books.ListBooks200([book], x_total=1, link=None)",
    "several_media_types": 'scans.DownloadScan200(b"%PDF", media_type="application/pdf")',
    "range_of_statuses": "books.ReplaceBook2XX(203, book)",
    "octets": """
def upload(context: Call, *, book_id: str, body: bytes) -> scans.UploadScanResult:
    return scans.UploadScan204()
""",
    "module_as_protocol": """
class Reading:
    def list_books(
        self, context: Call, *, limit: int, sort: str, genre: object, from_: str | None, ids: list[str]
    ) -> books.ListBooks200:
        return books.ListBooks200([], x_total=0)

    def add_book(self, context: Call, *, body: schemas.BookInput) -> books.AddBook202:
        return books.AddBook202()

    def get_book(self, c: Call, book_id: str) -> books.GetBook200:
        return books.GetBook200(book)

    def replace_book(
        self, context: Call, *, body: schemas.BookInput | None = None, **rest: object
    ) -> books.ReplaceBook2XX:
        return books.ReplaceBook2XX(200, book)

    def delete_book(self, context: Call, *, book_id: str, more: int = 0) -> books.DeleteBook204:
        return books.DeleteBook204()

reading: books.Books = Reading()
""",
    "nothing_documented": """
from typing import NoReturn
def refuse(context: Call) -> NoReturn:
    raise ValueError
""",
}

REFUSED: Mapping[str, tuple[str, str]] = {
    "null_for_absent": ('b: schemas.BookInput = {"title": "Emma", "pages": None}', "typeddict-item"),
    "missing_required": ('b: schemas.BookInput = {"subtitle": None}', "typeddict-item"),
    "missing_required_of_the_response": (
        'b: schemas.Book = {"title": "Emma", "genre": "poem"}',
        "typeddict-item",
    ),
    "required_by_a_later_part": ('b: schemas.Book = {"id": "1", "title": "Emma"}', "typeddict-item"),
    "unknown_property": ('b: schemas.BookInput = {"title": "Emma", "titel": ""}', "typeddict-unknown-key"),
    "value_outside_the_enumeration": ('g: schemas.Genre = "drama"', "assignment"),
    "wrong_item": ('a: schemas.Author = {"name": "", "admires": ["Ada"]}', "list-item"),
    "wrong_recursive": ('j: schemas.Json = {"a": [b""]}', "list-item"),
    "null_read_as_number": ("def f(b: schemas.BookInput) -> int: return b['subtitle']", "return-value"),
    "member_of_another_alternative": (
        "def f(m: schemas.Medium) -> int: return m['grams']",
        'TypedDict "Tape" has no key "grams"',
    ),
    "undocumented_status": (
        "def f(context: Call, *, book_id: str) -> books.GetBookResult: return books.DeleteBook204()",
        "return-value",
    ),
    "plain_response": (
        "def f(context: Call, *, book_id: str) -> books.GetBookResult: return Response(404)",
        "return-value",
    ),
    "body_of_another_schema": ("books.GetBook200(author)", "arg-type"),
    "missing_header": ("books.AddBook201(book)", "call-arg"),
    "wrong_header_type": ('books.ListBooks200([book], x_total="1")', "arg-type"),
    "wrong_constant_header": ('books.AddBook201(book, location="/", cache_control="private")', "arg-type"),
    "header_that_the_server_serves": ('books.ListBooks200([], x_total=1, x_request_id="a")', "call-arg"),
    "undocumented_header": ('books.GetBook200(book, location="/")', "call-arg"),
    "body_where_there_is_none": ("books.DeleteBook204(book)", "call-arg"),
    "undocumented_media_type": ('scans.DownloadScan200(b"", media_type="image/png")', "arg-type"),
    "missing_media_type": ('scans.DownloadScan200(b"")', "call-arg"),
}


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """What mypy says about each snippet, from one run over all."""
    directory = tmp_path_factory.mktemp("types")
    apply(Document.load(LIBRARY), directory / "handlers")
    snippets = {**TAKEN, **{name: snippet for name, (snippet, _) in REFUSED.items()}}
    for name, snippet in snippets.items():
        (directory / f"{name}.py").write_text(f"{PRELUDE}\n{snippet}\n", encoding="utf-8")
    found: dict[str, list[str]] = defaultdict(list)
    for path, _, message in mypy(directory, ".", "--enable-error-code=unreachable"):
        found[Path(path).stem].append(message)
    return found


@pytest.mark.parametrize("name", TAKEN)
def test_what_the_contract_documents_is_taken(name: str, complaints: Mapping[str, list[str]]) -> None:
    assert complaints.get(name, []) == []


@pytest.mark.parametrize("name", REFUSED)
def test_what_it_does_not_document_is_a_type_error(name: str, complaints: Mapping[str, list[str]]) -> None:
    messages = complaints.get(name, [])
    assert len(messages) == 1, messages
    assert REFUSED[name][1] in messages[0]
