"""The docs' pages on the checks of a conformance suite."""

import re

from contractfirst.server.docs.check_pages import CheckPage, check_pages
from contractfirst.server.docs.layout import Layout

CHECK = CheckPage("X-01", "area", "<b>title</b>", "source", "It *holds*. <script>x</script>", ["<i>"])
PAGES = check_pages(Layout(), lambda: [CHECK])


def test_page_is_markdown_that_cannot_do_harm() -> None:
    page = PAGES.folders["/docs/conformance/"]("X-01")
    assert page is not None
    text = page.body.decode()
    assert "<em>holds</em>" in text
    assert not re.search(r"<(script|i|b)>", text)


def test_index_links_to_every_check() -> None:
    assert 'href="/docs/conformance/X-01"' in PAGES.exact["/docs/conformance"]().body.decode()


def test_what_is_no_check_has_no_page() -> None:
    assert PAGES.folders["/docs/conformance/"]("NONE-99") is None
