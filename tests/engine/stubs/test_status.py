"""Which operations are written."""

from pathlib import Path

import pytest

from contractfirst.contract import Document
from contractfirst.stubs import apply, status
from tests.engine.stubs.projects import LIBRARY, fresh_package


@pytest.fixture
def package(tmp_path: Path) -> Path:
    directory = fresh_package(tmp_path)
    apply(Document.load(LIBRARY), directory)
    return directory


def test_new_stubs_are_not_written(package: Path) -> None:
    states = status(Document.load(LIBRARY), package)
    assert [state.operation for state in states][:2] == ["listBooks", "addBook"]
    assert not any(state.implemented for state in states)


def test_a_missing_module_is_not_written(tmp_path: Path) -> None:
    assert not any(state.implemented for state in status(Document.load(LIBRARY), fresh_package(tmp_path)))


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ("raise NotImplementedError", False),
        ('"""Doc."""\n    raise NotImplementedError', False),
        ('raise NotImplementedError("later")', False),
        ('raise NotImplementedError("later") from None', False),
        ("x = 1\n    raise NotImplementedError", True),
        ("raise ValueError", True),
        ("return None", True),
        ("...", True),
    ],
)
def test_only_a_body_that_is_not_implemented_counts_as_a_stub(
    body: str, written: bool, package: Path
) -> None:
    (package / "books.py").write_text(f"def get_book(context, *, book_id):\n    {body}\n", encoding="utf-8")
    states = {state.operation: state for state in status(Document.load(LIBRARY), package)}
    assert states["getBook"].implemented is written
    assert (states["getBook"].module, states["getBook"].function) == ("books", "get_book")


def test_a_handler_that_is_imported_is_written(package: Path) -> None:
    (package / "books.py").write_text("from elsewhere import get_book\n", encoding="utf-8")
    states = {state.operation: state.implemented for state in status(Document.load(LIBRARY), package)}
    assert states["getBook"]
    assert not states["listBooks"]
