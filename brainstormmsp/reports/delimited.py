"""Reports as CSV (RFC 4180), safe to open in a spreadsheet program."""

import csv
import io

from brainstormmsp.reports.document import Cell, ComposedReport

__all__ = ["csv_bytes"]

# Characters that start a formula in a spreadsheet program, including full-width forms.
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_CONTROLS = ("\t", "\r", "\n")


def csv_bytes(document: ComposedReport) -> bytes:
    """Return the document's first table in UTF-8, a header line of the columns' names first.

    The last column, ``as_of``, is the time that the table describes.
    Lines end with CR LF. A text that a spreadsheet could take for a formula begins with an apostrophe; an
    absent value is empty; a boolean is ``true`` or ``false``.
    """
    table = document.tables[0]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*(column.name for column in table.columns), "as_of"])
    as_of = table.as_of or document.as_of
    for row in table.rows:
        writer.writerow([*(_field(cell) for cell in row), as_of])
    return out.getvalue().encode("utf-8")


def _field(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        # Some spreadsheet programs skip leading white space.
        if cell.startswith(_CONTROLS) or cell.lstrip().startswith(_FORMULA_STARTS):
            return f"'{cell}"
        return cell
    return str(cell)
