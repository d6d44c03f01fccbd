"""The docs of the product: a page for every check of the suite, and a guide made from the contract."""

import re

import pytest

from brainstormmsp.command_line.check_pages import installed_check_pages
from brainstormmsp.contract_file import contract_file
from contractfirst.contract import Contract
from contractfirst.server.docs import Layout, docs_pages
from contractfirst.server.docs.check_pages import check_pages
from contractfirst.server.docs.guide import layout_for
from contractfirst.server.refusals import undocumented_refusals
from contractfirst_conformance.check import all_checks

CONTRACT = Contract.load(contract_file())
GUIDE = docs_pages(CONTRACT, layout_for(CONTRACT), "https://here.example")


def text_of(name: str) -> str:
    return GUIDE.exact[f"/docs/{name}"]().body.decode()


def test_every_check_is_listed_and_has_a_page() -> None:
    load = installed_check_pages()
    assert load is not None
    pages = check_pages(Layout(), load)
    index = pages.exact["/docs/conformance"]().body.decode()
    linked = re.findall(r'href="/docs/conformance/([A-Z]+-\d+)"', index)
    checks = all_checks()
    assert sorted(linked) == sorted(check.id for check in checks)
    for check in checks:
        page = pages.folders["/docs/conformance/"](check.id)
        assert page is not None
        assert check.id in page.body.decode()


@pytest.mark.parametrize(
    "name", ["authentication", "limits", "pagination", "idempotency", "webhooks", "practices"]
)
def test_every_page_of_the_guide_is_made(name: str) -> None:
    text = text_of(name)
    assert text.startswith("<!doctype html>")
    assert "<script" not in text


def test_links_into_the_reference_name_operations() -> None:
    linked = set(re.findall(r'href="/docs#/[^/"]+/([^"]+)"', text_of("idempotency")))
    assert linked == {each.id for each in CONTRACT.operations.values() if each.takes_idempotency_key}


def test_every_webhook_is_described() -> None:
    text = text_of("webhooks")
    assert [name for name in CONTRACT.webhooks if f'<h2 id="{name}">' not in text] == []
    assert "hmac.compare_digest" in text


def test_contract_documents_every_status_that_the_server_itself_may_answer() -> None:
    assert undocumented_refusals(CONTRACT) == {}
