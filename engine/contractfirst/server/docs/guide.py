"""The guide: a page on each topic that concerns the whole API, made from its contract, and the articles."""

from collections.abc import Callable, Sequence
from functools import cache

from contractfirst.contract import Contract
from contractfirst.contract.exchange import EncodedResponse
from contractfirst.server.docs.articles import Article
from contractfirst.server.docs.layout import Layout, NavigationLink
from contractfirst.server.docs.prose import sections
from contractfirst.server.docs.topics.authentication import authentication
from contractfirst.server.docs.topics.idempotency import idempotency
from contractfirst.server.docs.topics.limits import limits
from contractfirst.server.docs.topics.pagination import pagination
from contractfirst.server.docs.topics.practices import practices
from contractfirst.server.docs.topics.webhooks import webhooks
from contractfirst.server.pages import FixedPages

__all__ = ["guide_pages", "layout_for"]

# The headings in a contract's description that each page quotes, in lower case.
_HEADINGS = {
    "authentication": ("authentication", "authorization", "security"),
    "limits": ("rate limits", "rate limiting", "limits", "throttling"),
    "pagination": ("pagination", "lists", "paging"),
    "idempotency": ("idempotency", "writes", "retries"),
    "webhooks": ("webhooks", "events"),
    "practices": ("growth", "versioning", "compatibility"),
}
_TITLES = {
    "authentication": "Authentication",
    "limits": "Rate limits",
    "pagination": "Pagination",
    "idempotency": "Idempotency",
    "webhooks": "Webhooks",
    "practices": "Best practices",
}


def layout_for(contract: Contract, *more: NavigationLink) -> Layout:
    """Return the layout of a contract's pages, with ``more`` links beside those that every contract has."""
    title = contract.model.title or "API"
    entries = [NavigationLink(f"/docs/{name}", title) for name, title in _TITLES.items()]
    return Layout(
        title,
        (NavigationLink("/docs", "Reference"), *entries, NavigationLink("/docs/errors", "Errors"), *more),
    )


def guide_pages(
    contract: Contract, layout: Layout, public_url: str, articles: Sequence[Article] = ()
) -> FixedPages:
    """Return the pages; each is made when it is first requested.

    An article with the name of a page is part of that page; each other one is a page of its own below
    /docs/practices/.
    """
    described = sections(contract.model.description)
    parts = {each.name: each for each in articles if each.name in _TITLES}
    own = {each.name: each for each in articles if each.name not in _TITLES}
    topics: dict[str, Callable[[], dict[str, object]]] = {
        "authentication": lambda: authentication(contract, public_url),
        "limits": lambda: limits(contract),
        "pagination": lambda: pagination(contract, public_url),
        "idempotency": lambda: idempotency(contract, public_url),
        "webhooks": lambda: webhooks(contract),
        "practices": lambda: {**practices(contract), "articles": list(own.values())},
    }

    @cache
    def made(name: str) -> EncodedResponse:
        words = next((described[heading] for heading in _HEADINGS[name] if heading in described), "")
        values = {"words": words, "article": parts.get(name), **topics[name]()}
        return layout.page(f"{name}.html", f"/docs/{name}", _TITLES[name], values)

    @cache
    def article_page(name: str) -> EncodedResponse | None:
        article = own.get(name)
        if article is None:
            return None
        return layout.page("article.html", f"/docs/practices/{name}", article.title, {"article": article})

    def page_of(name: str) -> Callable[[], EncodedResponse]:
        return lambda: made(name)

    return FixedPages({f"/docs/{name}": page_of(name) for name in topics}, {"/docs/practices/": article_page})
