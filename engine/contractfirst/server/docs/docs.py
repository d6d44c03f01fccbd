"""The pages below /docs: the contract in Swagger UI, the guide, and what they load."""

from collections.abc import Sequence
from functools import cache

from swagger_ui_bundle import swagger_ui_path  # type: ignore[import-untyped]  # ships no types

from contractfirst.contract import Contract
from contractfirst.contract.exchange import EncodedResponse
from contractfirst.server.docs.articles import Article
from contractfirst.server.docs.guide import guide_pages
from contractfirst.server.docs.layout import ASSETS, Layout
from contractfirst.server.pages import FixedPages, page

__all__ = ["docs_pages"]

_MEDIA_TYPES = {
    "docs.css": "text/css; charset=utf-8",
    "favicon-32x32.png": "image/png",
    "start.js": "text/javascript; charset=utf-8",
    "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
    "swagger-ui.css": "text/css; charset=utf-8",
}
_OURS = frozenset({"docs.css", "start.js"})


def docs_pages(
    contract: Contract, layout: Layout, public_url: str = "", articles: Sequence[Article] = ()
) -> FixedPages:
    """Return /docs, the guide and the articles below it, and what they load from /docs/assets/.

    ``public_url`` is the server's origin as its callers see it.
    """
    values = {"base_path": contract.base_path or "/"}
    reference = layout.page("reference.html", "/docs", "Reference", values, inline_styles=True)
    guide = guide_pages(contract, layout, public_url, articles)
    exact = {"/docs": lambda: reference, "/docs/": lambda: reference, **guide.exact}
    return FixedPages(exact, {**guide.folders, "/docs/assets/": _asset})


@cache
def _asset(name: str) -> EncodedResponse | None:
    """Return a file; read when first asked for, because Swagger UI is large."""
    media_type = _MEDIA_TYPES.get(name)
    if media_type is None:
        return None
    content: bytes = ((ASSETS if name in _OURS else swagger_ui_path) / name).read_bytes()
    age = "no-cache" if name in _OURS else "public, max-age=3600"
    return page(content, media_type, headers={"Cache-Control": age})
