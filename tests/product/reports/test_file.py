"""Reports as files: the same data makes the same bytes, and JSON is what the contract documents."""

import os
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256

import orjson
import pytest

from brainstormmsp.reports import file as report_files
from brainstormmsp.reports.document import Figure, ReportSubject
from brainstormmsp.reports.file import report_file
from brainstormmsp.reports.types import TYPES
from contractfirst.contract import Contract
from contractfirst.contract.exchange import Response
from contractfirst.contract.problems import Conflict
from tests.product.handlers.harness import CONTRACT
from tests.product.reports.samples import document, identifier

EVERY = [(name, file_format) for name in TYPES for file_format in ("json", "csv", "pdf")]

_PRINT_DIGESTS = """
from hashlib import sha256
from brainstormmsp.reports.file import report_file
from brainstormmsp.reports.types import TYPES
from tests.product.reports.samples import document
for name in TYPES:
    for file_format in ("json", "csv", "pdf"):
        print(sha256(report_file(document(name, clients=3), file_format).content).hexdigest())
"""


@pytest.fixture(scope="module")
def contract() -> Contract:
    return Contract.load(CONTRACT)


def digests(**environment: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", _PRINT_DIGESTS],
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.split()


def test_the_same_data_makes_the_same_bytes_in_every_process_and_place() -> None:
    here = [
        sha256(report_file(document(name, clients=3), file_format).content).hexdigest()
        for name, file_format in EVERY
    ]
    assert digests(PYTHONHASHSEED="1", TZ="Asia/Tokyo") == here
    assert digests(PYTHONHASHSEED="2", TZ="America/Lima", LC_ALL="C") == here


@pytest.mark.parametrize(("name", "file_format"), EVERY)
def test_other_data_makes_other_bytes(name: str, file_format: str) -> None:
    first = report_file(document(name, seed=1), file_format).content
    assert report_file(document(name, seed=1), file_format).content == first
    assert report_file(document(name, seed=2), file_format).content != first


@pytest.mark.parametrize("name", list(TYPES))
@pytest.mark.parametrize("clients", [1, 4])
def test_json_is_what_the_contract_documents(contract: Contract, name: str, clients: int) -> None:
    content = report_file(document(name, clients=clients), "json").content
    response = Response(
        200,
        orjson.loads(content),
        {"Content-Disposition": 'attachment; filename="report.json"', "ETag": '"report"'},
        "application/json",
    )
    encoded = contract.operations["downloadReport"].encode(response)
    assert encoded.body == content


@pytest.mark.parametrize("name", list(TYPES))
def test_every_row_has_a_cell_a_column_and_every_name_is_told_once(name: str) -> None:
    for clients in (1, 4):
        made = document(name, clients=clients)
        for table in made.tables:
            assert all(len(row) == len(table.columns) for row in table.rows), table.name
            assert len({column.name for column in table.columns}) == len(table.columns)
        assert len({table.name for table in made.tables}) == len(made.tables)
        assert len({figure.name for figure in made.figures}) == len(made.figures)
        assert {table.name for table in made.paper_tables} == {table.name for table in made.tables}


@pytest.mark.parametrize(
    ("client", "name"),
    [
        ("Harbor Dental Group", "compliance-summary-harbor-dental-group-2026-Q4.pdf"),
        ("Łódź & Söhne", "compliance-summary-lodz-sohne-2026-Q4.pdf"),
        ("株式会社", "compliance-summary-2026-Q4.pdf"),
        ('x"; filename=../../etc/passwd', "compliance-summary-x-filename-etc-passwd-2026-Q4.pdf"),
        ("n" * 200, f"compliance-summary-{'n' * 60}-2026-Q4.pdf"),
    ],
)
def test_a_files_name_is_harmless(client: str, name: str) -> None:
    made = replace(document(), subject=ReportSubject(identifier(1), client))
    assert report_file(made, "pdf").name == name


def test_what_is_larger_than_the_contract_allows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_files, "_MOST_ROWS", 23)
    with pytest.raises(Conflict) as refused:
        report_file(document(), "csv")
    assert refused.value.code == "report_too_large"
    monkeypatch.setattr(report_files, "_MOST_ROWS", 100)
    monkeypatch.setattr(report_files, "_MOST_BYTES", 100)
    with pytest.raises(Conflict, match="fewer days"):
        report_file(document(), "json")


def test_long_names_still_fit_the_contract(contract: Contract) -> None:
    made = replace(
        document(),
        subject=ReportSubject(identifier(1), "n" * 200),
        figures=[Figure("nothing", "Nothing", None)],
    )
    assert len(made.title) == 200
    assert made.title.endswith("…")
