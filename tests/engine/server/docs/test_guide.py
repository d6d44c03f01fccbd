"""The guide shows what the contract says, and runs nothing."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from contractfirst.contract import Contract
from contractfirst.server.docs import docs_pages
from contractfirst.server.docs.guide import layout_for
from contractfirst.server.docs.prose import rendered, sections
from contractfirst.server.pages import FixedPages
from tests.engine.server.harness import DOCUMENTS, Running

PAGES = ["authentication", "limits", "pagination", "idempotency", "webhooks", "practices"]
LIBRARY, PLAIN = DOCUMENTS / "library.yaml", DOCUMENTS / "plain.yaml"
WEBHOOKS = DOCUMENTS / "webhooks.yaml"


def pages_of(path: Path) -> FixedPages:
    contract = Contract.load(path)
    return docs_pages(contract, layout_for(contract), "https://here.example")


def text_of(pages: FixedPages, name: str) -> str:
    return pages.exact[f"/docs/{name}"]().body.decode()


@pytest.mark.parametrize("path", [LIBRARY, PLAIN, WEBHOOKS], ids=lambda p: p.stem)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_made_of_any_document(path: Path, name: str) -> None:
    text = text_of(pages_of(path), name)
    assert text.startswith("<!doctype html>")
    assert "aria-current" in text
    assert "<script" not in text
    assert "style=" not in text


@pytest.mark.parametrize("name", [*PAGES, "errors", "errors/not_found"])
def test_policy_admits_no_script_of_others_and_no_inline_style(library: Running, name: str) -> None:
    response = library.ask_outside("GET", f"/docs/{name}")
    assert response.status_code == 200
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


def test_table_of_limits_is_the_contracts() -> None:
    text = text_of(pages_of(LIBRARY), "limits")
    contract = Contract.load(LIBRARY)
    for rate in contract.rate_classes.values():
        row = re.search(rf'<tr><td><a href="#{rate.name}">.*?</tr>', text)
        assert row is not None
        assert f">{rate.quantity}<" in row[0]
        assert f">{rate.burst}<" in row[0]
    assert "no rate limits" in text_of(pages_of(PLAIN), "limits")


def test_links_into_the_reference_name_operations() -> None:
    contract = Contract.load(LIBRARY)
    text = text_of(pages_of(LIBRARY), "idempotency")
    linked = set(re.findall(r'href="/docs#/[^/"]+/([^"]+)"', text))
    assert linked == {each.id for each in contract.operations.values() if each.takes_idempotency_key}


def test_every_link_of_the_guide_leads_somewhere(library: Running) -> None:
    broken, seen = [], set()
    waiting = [f"/docs/{name}" for name in (*PAGES, "errors")]
    while waiting:
        path = waiting.pop()
        if path in seen or not path.startswith("/"):
            continue
        seen.add(path)
        response = library.ask_outside("GET", path)
        if response.status_code != 200:
            broken.append(path)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            waiting += [link.partition("#")[0] for link in re.findall(r'href="([^"#][^"]*)"', response.text)]
    assert broken == []
    assert len(seen) > 20


def test_webhooks_are_described_with_their_payloads() -> None:
    text = text_of(pages_of(WEBHOOKS), "webhooks")
    contract = Contract.load(WEBHOOKS)
    for name in contract.webhooks:
        assert f'<h2 id="{name}">' in text
    assert "&#34;title&#34;: &#34;It&#34;" in text
    assert "hmac.compare_digest" in text
    assert "sends no webhooks" in text_of(pages_of(PLAIN), "webhooks")


def test_description_does_no_harm() -> None:
    text = str(rendered("<script>alert(1)</script> [x](javascript:alert(1)) **bold** {{ 7 * 7 }}"))
    assert "<script" not in text
    assert 'href="javascript' not in text
    assert "<strong>bold</strong>" in text
    assert "49" not in text


def test_sections_are_found_by_their_headings() -> None:
    assert sections("Intro.\n\n## Rate limits ##\nMany.\n\n# Growth\nSlow.\n") == {
        "rate limits": "Many.",
        "growth": "Slow.",
    }


def test_html_is_well_formed(library: Running) -> None:
    class Balance(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.open: list[str] = []

        def handle_starttag(self, tag: str, attributes: object) -> None:
            if tag not in {"meta", "link", "br", "hr", "img"}:
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    for name in (*PAGES, "errors", "errors/not_found"):
        balance = Balance()
        balance.feed(library.ask_outside("GET", f"/docs/{name}").text)
        assert balance.open == []
