"""The docs in a real browser; skipped where there is none."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import Browser, chromium_program
from tests.engine.mock.served import serve_mock

PROGRAM = chromium_program()
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium on this machine")

PAGES = [
    "",
    "/authentication",
    "/limits",
    "/pagination",
    "/idempotency",
    "/webhooks",
    "/practices",
    "/errors",
]

CONTRAST = (Path(__file__).parents[3] / "browser" / "contrast.js").read_text()


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    with serve_mock() as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert PROGRAM is not None
    with Browser.started(PROGRAM) as started:
        yield started


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_fit_and_are_readable_and_offline(
    browser: Browser, origin: str, width: int, dark: bool
) -> None:
    for path in PAGES:
        browser.open(f"{origin}/docs{path}", width=width, dark=dark)
        if not path:
            browser.wait_for("document.querySelector('.opblock')")
            browser.run("document.querySelector('.opblock-post .opblock-summary-control').click()")
            browser.wait_for("document.querySelector('.opblock.is-open .responses-table')")
        assert browser.complaints == [], path
        assert [url for url in browser.requested if not url.startswith((origin, "data:"))] == []
        assert browser.run("document.documentElement.scrollWidth") <= width, path
        assert browser.run(CONTRAST) == [], path


def test_keyboard_reaches_the_content_and_opens_an_operation(browser: Browser, origin: str) -> None:
    browser.open(f"{origin}/docs/limits")
    browser.press("Tab")
    assert browser.run("document.activeElement.textContent") == "Skip to content"
    assert browser.run("document.activeElement.getBoundingClientRect().left") >= 0
    browser.press("Enter")
    assert browser.run("location.hash") == "#content"
    browser.open(f"{origin}/docs")
    browser.wait_for("document.querySelector('.opblock-summary-control')")
    browser.run("document.querySelector('.opblock-summary-control').focus()")
    browser.press("Enter")
    browser.wait_for("document.querySelector('.opblock.is-open')")


def test_webhooks_are_shown(browser: Browser, origin: str) -> None:
    browser.open(f"{origin}/docs")
    browser.wait_for("document.querySelector('.webhooks .opblock')")


def test_operation_can_be_tried_with_a_token(browser: Browser, origin: str) -> None:
    browser.open(f"{origin}/docs")
    browser.wait_for("document.querySelector('.opblock-get')")
    scheme = "Object.keys(ui.specSelectors.securityDefinitions().toJS())[0]"
    browser.run(
        f"ui.authActions.authorize({{[{scheme}]: {{name: {scheme}, value: 'a-token',"
        "schema: ui.specSelectors.securityDefinitions().first(), token: {access_token: 'a-token'}}})"
    )
    browser.run("document.querySelector('#operations-boxes-listBoxes .opblock-summary-control').click()")
    browser.wait_for("document.querySelector('.opblock.is-open .execute')")
    # Faster than any hand: what is executed before it is resolved is lost.
    browser.wait_for("ui.specSelectors.specResolvedSubtree(['paths', '/boxes', 'get'])")
    time.sleep(0.5)
    browser.run("document.querySelector('.opblock.is-open .execute').click()")
    browser.wait_for("document.querySelector('.live-responses-table .response-col_status')")
    assert browser.run(
        "document.querySelector('.live-responses-table tbody .response-col_status').innerText"
    ).startswith("200")
    assert f"{origin}/v2/boxes" in browser.run("document.querySelector('.request-url pre').innerText")
