"""A report as a file."""

import re
import unicodedata

import orjson

from brainstormmsp.reports.delimited import csv_bytes
from brainstormmsp.reports.document import ComposedReport
from brainstormmsp.store.reports import ReportFile
from contractfirst.contract.problems import Conflict

__all__ = ["report_file"]

_MOST_ROWS = 100_000
_MOST_BYTES = 50 << 20
_LONGEST_SLUG = 60

# Letters that do not decompose into a base letter and a mark.
_ASCII = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "œ": "oe"}
)


def report_file(document: ComposedReport, file_format: str) -> ReportFile:
    """Return the report in a format: json, csv or pdf. The same document makes the same bytes.

    Raises:
        Conflict: it would be larger than the contract lets a report be (``report_too_large``).
    """
    if any(len(table.rows) > _MOST_ROWS for table in document.tables):
        raise _too_large()
    content = _content(document, file_format)
    if len(content) > _MOST_BYTES:
        raise _too_large()
    return ReportFile(_name(document, file_format), content)


def _content(document: ComposedReport, file_format: str) -> bytes:
    if file_format == "json":
        return orjson.dumps(document.data())
    if file_format == "csv":
        return csv_bytes(document)
    # Imported here, because importing reportlab is slow and only PDF reports need it.
    from brainstormmsp.reports.pdf import pdf_bytes

    return pdf_bytes(document)


def _too_large() -> Conflict:
    return Conflict(
        "The data exceeds the maximum size of a report; create it for one client or for fewer days.",
        code="report_too_large",
    )


def _name(document: ComposedReport, file_format: str) -> str:
    about = [] if document.subject is None else [_slug(document.subject.name)]
    parts = [document.type.replace("_", "-"), *about, document.period.slug]
    return f"{'-'.join(part for part in parts if part)}.{file_format}"


def _slug(name: str) -> str:
    """Return a name in ASCII lower-case letters and digits; empty for some scripts."""
    plain = unicodedata.normalize("NFKD", name.translate(_ASCII)).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", plain.lower()).strip("-")[:_LONGEST_SLUG].strip("-")
