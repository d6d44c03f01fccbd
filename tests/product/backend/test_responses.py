import re

import pytest

from brainstormmsp.backend import Context, Services, StoreBackend, created, listed
from brainstormmsp.store import Page
from contractfirst.contract.exchange import Call
from tests.product.backend.conftest import BASE_URL, NOW, call, get_call


def context_of(call_: Call, services: Services) -> Context:
    return Context(call_, None, NOW, services)  # type: ignore[arg-type]  # no transaction is needed here


def test_the_last_page_has_neither_cursor_nor_link(services: Services) -> None:
    response = listed(context_of(get_call("/clients", "limit=2"), services), Page([{"id": "1"}], None))
    assert (response.status, response.body, response.headers) == (200, {"data": [{"id": "1"}]}, {})


@pytest.mark.parametrize(
    ("query", "linked"),
    [
        ("", "cursor=next"),
        ("limit=2&cursor=before&sort=-name", "limit=2&sort=-name&cursor=next"),
        ("status=active,disabled&search=a%20b", "status=active,disabled&search=a%20b&cursor=next"),
        ('search=">\u00e9<', "search=%22%3E%C3%A9%3C&cursor=next"),
    ],
)  # fmt: skip
def test_the_link_repeats_the_query_with_the_next_cursor(services: Services, query: str, linked: str) -> None:
    response = listed(context_of(get_call("/clients", query), services), Page([], "next"))
    link = response.headers["Link"]
    assert link == f'<{BASE_URL}/clients?{linked}>; rel="next"'
    assert re.fullmatch('<[!-~]+>; rel="next"', link)
    assert response.body == {"data": [], "next_cursor": "next"}


def test_what_was_created_says_where_it_is(services: Services) -> None:
    response = created(context_of(call(), services), {"id": "42"})
    assert response.status == 201
    assert response.headers["Location"] == f"{BASE_URL}/clients/42"


def test_reads_have_a_context_too(backend: StoreBackend) -> None:
    with pytest.raises(Exception, match="not open"):
        backend.read(call(), lambda context: context.timestamp)
