"""Deprecation (RFC 9745) and Sunset (RFC 8594) from the contract's extensions."""

from pathlib import Path

import pytest

from contractfirst.contract import Contract
from contractfirst.contract.errors import ContractError
from tests.engine.server.harness import DOCUMENTS, reader, run_document

FIELDS = "x-deprecated-at: '2026-12-01'\n      x-sunset: '2027-12-01T12:00:00Z'\n      deprecated: true"


def contract_with(directory: Path, fields: str) -> Contract:
    text = (DOCUMENTS / "library.yaml").read_text("utf-8")
    changed = text.replace("operationId: listBooks", f"operationId: listBooks\n      {fields}", 1)
    assert changed != text
    path = directory / "library.yaml"
    path.write_text(changed, "utf-8")
    return Contract.load(path)


def test_every_response_of_a_deprecated_operation_says_so(tmp_path: Path) -> None:
    library = run_document("library", contract=contract_with(tmp_path, FIELDS))
    for path, headers, status in (("/books", reader, 200), ("/books?x=1", reader, 400), ("/books", {}, 401)):
        response = library.ask("GET", path, headers=headers)
        assert response.status_code == status
        # RFC 9745 section 2.1: a Date of RFC 9651; RFC 8594 section 3: an HTTP-date.
        assert response.headers["Deprecation"] == "@1796083200"
        assert response.headers["Sunset"] == "Wed, 01 Dec 2027 12:00:00 GMT"
    assert "Deprecation" not in library.ask("POST", "/books", headers=reader).headers


def test_a_date_of_the_end_is_not_needed(tmp_path: Path) -> None:
    operation = contract_with(tmp_path, "x-deprecated-at: '2026-12-01'").operations["listBooks"]
    assert operation.deprecation is not None
    assert operation.deprecation.headers == (("Deprecation", "@1796083200"),)


@pytest.mark.parametrize(
    "fields",
    [
        "x-deprecated-at: soon",
        "x-sunset: '2027-12-01'",
        "x-deprecated-at: '2026-12-01'\n      x-sunset: '2026-11-30'",
    ],
)
def test_dates_that_make_no_sense_are_findings(tmp_path: Path, fields: str) -> None:
    with pytest.raises(ContractError, match=r"x-deprecated-at|RFC 3339"):
        contract_with(tmp_path, fields)
