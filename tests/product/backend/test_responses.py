import re
from typing import Any, TypedDict

import pytest

from brainstormmsp.backend import Context, Services, StoreBackend, created, listed
from brainstormmsp.store import Page
from contractfirst.contract.exchange import Call, Response
from tests.product.backend.conftest import BASE_URL, NOW, call, get_call


class Thing(TypedDict):
    id: str


def page_response(body: Any, *, link: str | None = None) -> Response:
    return Response(200, body, {"Link": link})


def created_response(body: Thing, *, location: str) -> Response:
    return Response(201, body, {"Location": location})


def context_of(call_: Call, services: Services) -> Context:
    return Context(call_, None, NOW, services)  # type: ignore[arg-type]  # no transaction is needed here


def test_the_last_page_has_neither_cursor_nor_link(services: Services) -> None:
    page = Page([Thing(id="1")], None)
    response = listed(context_of(get_call("/clients", "limit=2"), services), page, page_response)
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
    page: Page[Thing] = Page([], "next")
    response = listed(context_of(get_call("/clients", query), services), page, page_response)
    link = response.headers["Link"]
    assert link == f'<{BASE_URL}/clients?{linked}>; rel="next"'
    assert re.fullmatch('<[!-~]+>; rel="next"', link)
    assert response.body == {"data": [], "next_cursor": "next"}


def test_what_was_created_says_where_it_is(services: Services) -> None:
    response = created(context_of(call(), services), Thing(id="42"), created_response)
    assert response.status == 201
    assert response.headers["Location"] == f"{BASE_URL}/clients/42"


def test_reads_have_a_context_too(backend: StoreBackend) -> None:
    with pytest.raises(Exception, match="not open"):
        backend.read(call(), lambda context: context.timestamp)
