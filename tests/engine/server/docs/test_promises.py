"""Every check of the conformance suite has its page in the docs."""

import re

from brainstormmsp.command_line.promises import promises_of_the_suite
from contractfirst.server.docs.layout import Layout
from contractfirst.server.docs.promises import Promise, promise_pages
from contractfirst.server.pages import FixedPages
from contractfirst_conformance.check import all_checks


def pages() -> FixedPages:
    load = promises_of_the_suite()
    assert load is not None
    return promise_pages(Layout(), load)


def test_every_check_is_listed_and_has_a_page() -> None:
    index = pages().exact["/docs/conformance"]().body.decode()
    find = pages().folders["/docs/conformance/"]
    linked = re.findall(r'href="/docs/conformance/([A-Z]+-\d+)"', index)
    checks = all_checks()
    assert sorted(linked) == sorted(check.id for check in checks)
    for check in checks:
        page = find(check.id)
        assert page is not None
        assert check.id in page.body.decode()


def test_what_is_no_check_has_no_page() -> None:
    assert pages().folders["/docs/conformance/"]("NONE-99") is None


def test_page_is_markdown_that_cannot_do_harm() -> None:
    promise = Promise("X-01", "area", "<b>title</b>", "source", "It *holds*. <script>x</script>", ["<i>"])
    page = promise_pages(Layout(), lambda: [promise]).folders["/docs/conformance/"]("X-01")
    assert page is not None
    text = page.body.decode()
    assert "<em>holds</em>" in text
    assert not re.search(r"<(script|i|b)>", text)
