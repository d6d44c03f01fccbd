"""Generated response classes at run time: what they hold is what the compiled contract takes."""

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from contractfirst.contract import Contract, Response
from contractfirst.stubs import apply
from tests.engine.stubs.projects import LIBRARY, fresh_package, imported

BOOK = {"id": "1", "title": "Emma", "genre": "novel"}


@pytest.fixture(scope="module")
def contract() -> Contract:
    return Contract.load(LIBRARY)


@pytest.fixture(scope="module")
def modules(contract: Contract, tmp_path_factory: pytest.TempPathFactory) -> tuple[ModuleType, ModuleType]:
    package: Path = fresh_package(tmp_path_factory.mktemp("responses"))
    apply(contract.document, package)
    return imported(package, "_contract.books"), imported(package, "_contract.scans")


def test_every_response_is_one_that_the_contract_encodes(
    contract: Contract, modules: tuple[ModuleType, ModuleType]
) -> None:
    books, scans = modules
    scan = {"class": "A", "dots-per-inch": 300}
    responses: list[tuple[str, Response]] = [
        ("listBooks", books.ListBooks200([BOOK], x_total=1)),
        ("addBook", books.AddBook201(BOOK, location="/books/1")),
        ("addBook", books.AddBook202()),
        ("getBook", books.GetBook200(BOOK, etag='"a"')),
        ("replaceBook", books.ReplaceBook2XX(200, BOOK)),
        ("deleteBook", books.DeleteBook204()),
        ("downloadScan", scans.DownloadScan200(scan, media_type="application/json")),
        ("downloadScan", scans.DownloadScan200("text", media_type="text/plain")),
        ("downloadScan", scans.DownloadScan200(b"%PDF", media_type="application/pdf")),
        ("uploadScan", scans.UploadScan204()),
    ]
    for operation_id, response in responses:
        # The server adds an entity tag where the handler leaves it out.
        if operation_id == "addBook" and response.status == 201:
            response.headers["ETag"] = '"a"'
        assert contract.operations[operation_id].encode(response).status == response.status


@pytest.mark.parametrize(
    ("name", "arguments", "headers"),
    [
        ("ListBooks200", {"body": [], "x_total": 7}, {"X-Total": "7"}),
        ("ListBooks200", {"body": [], "x_total": 0, "link": "<a>"}, {"X-Total": "0", "Link": "<a>"}),
        ("AddBook201", {"body": BOOK, "location": "/1"}, {"Location": "/1", "Cache-Control": "no-store"}),
        ("GetBook200", {"body": BOOK}, {}),
        ("GetBook200", {"body": BOOK, "etag": '"a"'}, {"ETag": '"a"'}),
    ],
)
def test_headers_are_sent_under_their_names(
    name: str, arguments: dict[str, Any], headers: dict[str, str], modules: tuple[ModuleType, ModuleType]
) -> None:
    assert getattr(modules[0], name)(**arguments).headers == headers
