"""What a person reads in the PDF."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from brainstormmsp.reports.charts import Ranking, SharesChart, Trend
from brainstormmsp.reports.document import ComposedReport
from brainstormmsp.reports.pdf import pdf_bytes
from brainstormmsp.reports.pdf.drawings import draw
from brainstormmsp.reports.pdf.figures import figure_text
from brainstormmsp.reports.types import TYPES
from tests.product.reports.samples import document


def pages(made: ComposedReport) -> list[str]:
    """Return the text of each page, every run of white space being one space."""
    reader = PdfReader(BytesIO(pdf_bytes(made)), strict=True)
    return [" ".join(page.extract_text().split()) for page in reader.pages]


@pytest.mark.parametrize("name", list(TYPES))
def test_the_cover_names_whom_it_is_about_and_the_period(name: str) -> None:
    made = document(name)
    cover = pages(made)[0]
    assert "Harbor Dental Group" in cover
    assert "Brightwater IT" in cover
    assert "Q4 2026 1 October 2026 – 31 December 2026" in cover
    assert made.headline in cover
    assert "Prepared by Brightwater IT on 24 Nov 2026, 09:30 UTC" in cover
    assert f"Report {made.report_id}" in cover


@pytest.mark.parametrize("name", list(TYPES))
@pytest.mark.parametrize("clients", [1, 4])
def test_every_figure_and_every_table_is_told(name: str, clients: int) -> None:
    made = document(name, clients=clients)
    told = pages(made)
    glance = told[1]
    for figure in made.figures:
        assert f"{figure_text(figure)} {figure.label}" in glance
    whole = " ".join(told)
    for table in made.tables:
        assert table.title in whole
        shown = table.rows[: table.most_on_paper]
        if shown and table.columns[0].type == "text" and not table.columns[0].enumerated:
            assert str(shown[-1][0]) in whole


@pytest.mark.parametrize("name", list(TYPES))
def test_every_page_but_the_cover_is_numbered(name: str) -> None:
    told = pages(document(name, clients=5))
    assert len(told) >= 3
    assert "Page" not in told[0]
    for number, text in enumerate(told[1:], start=2):
        assert f"Page {number} of {len(told)}" in text


def test_the_number_of_pages_follows_from_the_data() -> None:
    assert len(pages(document("executive"))) == 4
    small, large = (len(pages(document("evidence_pack", clients=clients))) for clients in (1, 12))
    assert small < large


def test_the_properties_and_the_outline_say_what_it_is() -> None:
    reader = PdfReader(BytesIO(pdf_bytes(document("executive"))))
    assert reader.metadata is not None
    assert reader.metadata.title == "Executive report: Harbor Dental Group"
    assert reader.metadata.author == "Brightwater IT"
    assert reader.metadata.creation_date_raw == "D:20261124093000Z"
    titles = [str(entry["/Title"]) for entry in reader.outline if isinstance(entry, dict)]
    assert titles[:3] == ["At a glance", "Top risks", "Trend"]


def test_letters_of_europe_are_embedded_and_can_be_read_again() -> None:
    names = ("Café Brûlé", "Müller & Söhne", "Łódź Święty", "Ĳsbreker ĳs", "Ştefan Ğ İ ı ő ř", "Ελλάς Жук")
    whole = " ".join(pages(document("executive", clients=len(names), names=names)))
    for name in names:
        assert name in whole


@pytest.mark.parametrize(
    "name",
    [
        "株式会社ブライト",
        "简体中文公司",
        "한국 주식회사",
        "שלום בע״מ",
        "شركة النور",
        "हिन्दी ไทย",
        "🦷 Dental 👩‍⚕️",
        "\U0010ffff\ufffe\u202e\u200d",
        "<b>bold</b> & <para> &amp; <font name='x'>",
        "a\u0301\u0302\u0303\u0304" * 40,
        "W" * 200,
        "very " * 39 + "long",
    ],
)
def test_no_name_breaks_a_page(name: str) -> None:
    for report_type in TYPES:
        assert len(pages(document(report_type, names=(name,), controls=4))) >= 3
        assert len(pages(document(report_type, names=(name, "Fenwick"), clients=2, controls=4))) >= 3


def test_markup_in_a_name_is_text() -> None:
    assert "<b>Bold & Sons</b>" in pages(document(names=("<b>Bold & Sons</b>",)))[0]


def test_east_asian_names_can_be_copied() -> None:
    assert "株式会社ブライト" in pages(document(names=("株式会社ブライト",)))[0]


def test_a_text_of_ten_thousand_letters_is_cut_on_paper_and_whole_elsewhere() -> None:
    made = document("evidence_pack", controls=3)
    table = made.tables[0]
    place = [column.name for column in table.columns].index("summary")
    row = [*table.rows[0][:place], "word " * 2000, *table.rows[0][place + 1 :]]
    long = replace(made, tables=[replace(table, rows=[row])])
    assert "…" in " ".join(pages(long))
    assert len(long.data()["tables"][0]["rows"][0][place]) == 10_000


def test_paper_tells_how_much_it_leaves_out() -> None:
    made = document()
    first = replace(made.tables[0], most_on_paper=5)
    whole = " ".join(pages(replace(made, tables=[first])))
    assert "The first 5 of 24; the report's JSON format has all." in whole


@pytest.mark.parametrize("name", list(TYPES))
def test_every_report_says_its_date(name: str) -> None:
    period = {"kind": "month", "month": "2026-10"}
    cover, *inside = pages(document(name, period=period))
    assert "As of 1 Nov 2026, 00:00 UTC" in cover
    assert ("as of 24 Nov 2026, 09:30 UTC" in " ".join(inside)) is (name in ("backup", "executive"))


def test_nothing_is_drawn_of_nothing() -> None:
    assert draw(SharesChart((), ())) is None
    assert draw(Ranking(())) is None
    assert draw(Trend((("Monday", None),))) is None
    assert draw(Trend((("Monday", 50.0),))) is not None
