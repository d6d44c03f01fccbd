"""CSV that spreadsheets and parsers take for what it is."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brainstormmsp.reports.delimited import csv_bytes
from brainstormmsp.reports.document import Cell, Column, ComposedReport, Table
from tests.product.reports.samples import document

DOCUMENT = document()


def with_cells(*cells: Cell) -> ComposedReport:
    columns = [Column(f"column_{place}", "Column") for place in range(len(cells))]
    return replace(DOCUMENT, tables=[Table("rows", "Rows", columns, [cells])])


def parsed(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


def test_the_header_line_is_the_columns_names_and_the_rest_the_first_table() -> None:
    table = DOCUMENT.tables[0]
    header, *rows = parsed(csv_bytes(DOCUMENT))
    assert header == [*(column.name for column in table.columns), "as_of"]
    assert {row[-1] for row in rows} == {DOCUMENT.as_of}
    assert len(rows) == len(table.rows) == 24
    assert [row[0] for row in rows] == [row[0] for row in table.rows]


def test_lines_end_with_cr_lf_and_begin_without_a_byte_order_mark() -> None:
    content = csv_bytes(DOCUMENT)
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == 25
    assert content.startswith(b"control,title,")


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("https://attacker.example","Click")',
        "=1+1",
        "+1-2",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(A1:A9)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "  =1+1",
        "\u00a0=1+1",
        "\u3000@A1",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM(A1)",
    ],
)
def test_no_text_can_be_taken_for_a_formula(text: str) -> None:
    (_, (field, _)) = parsed(csv_bytes(with_cells(text)))
    assert field == f"'{text}"


def test_numbers_stay_numbers_and_absent_values_are_empty() -> None:
    content = csv_bytes(with_cells(-3, 91.5, True, False, None, "", "plain"))
    assert content.splitlines()[1] == b"-3,91.5,true,false,,,plain," + DOCUMENT.as_of.encode()


@given(st.lists(st.text(st.characters(exclude_characters="\x00", codec="utf-8")), min_size=2, max_size=6))
def test_every_text_comes_back_whole(cells: list[str]) -> None:
    _, (*row, _) = parsed(csv_bytes(with_cells(*cells)))
    assert [field.removeprefix("'") for field in row] == [cell.removeprefix("'") for cell in cells]
    assert all(not field.lstrip().startswith(("=", "+", "-", "@")) for field in row)
