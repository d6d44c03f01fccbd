"""/docs: the contract to read and try, in Swagger UI, from this origin alone and without the network."""

import html
from functools import cache

import orjson
from swagger_ui_bundle import swagger_ui_path  # type: ignore[import-untyped]  # ships no types

from brainstormmsp.contract import Contract
from brainstormmsp.contract.exchange import EncodedResponse
from brainstormmsp.server.pages import Pages, page

__all__ = ["docs_pages"]

_ASSETS = {
    "swagger-ui.css": "text/css; charset=utf-8",
    "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
    "favicon-32x32.png": "image/png",
}
# No script but ours runs and nothing is asked of any other origin. Swagger UI sets style attributes from
# its templates and draws its icons from data: URLs, so those two are allowed.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {"Content-Security-Policy": _POLICY, "Referrer-Policy": "no-referrer"}

# The servers that the document names may be another origin than the one the page was opened from; the
# page tries operations on its own.
_START = """\
"use strict";
fetch("/openapi.json").then((response) => response.json()).then((document) => {
  const base = %(base_path)s;
  document.servers = [{ url: base }];
  for (const scheme of Object.values(document.components?.securitySchemes ?? {})) {
    for (const flow of Object.values(scheme.flows ?? {})) {
      const path = new URL(flow.tokenUrl ?? "", location.href).pathname;
      if (flow.tokenUrl && path.startsWith(base)) flow.tokenUrl = location.origin + path;
    }
  }
  window.ui = SwaggerUIBundle({
    spec: document,
    dom_id: "#swagger-ui",
    deepLinking: true,
    docExpansion: "none",
    filter: true,
    persistAuthorization: false,
    validatorUrl: null,
    presets: [SwaggerUIBundle.presets.apis],
  });
});
"""

_INDEX = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%(title)s</title>
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
<link rel="icon" type="image/png" href="/docs/assets/favicon-32x32.png">
<div id="swagger-ui"></div>
<noscript><p>This page needs JavaScript; <a href="/openapi.yaml">the contract</a> does not.</p></noscript>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/assets/start.js"></script>
</html>
"""


def docs_pages(contract: Contract) -> Pages:
    """Return /docs and what it loads from /docs/assets/."""
    info = contract.document.data.get("info")
    title = str(info.get("title", "API")) if isinstance(info, dict) else "API"
    index = page(
        (_INDEX % {"title": html.escape(title)}).encode("utf-8"), "text/html; charset=utf-8", headers=_HEADERS
    )
    base_path = orjson.dumps(contract.base_path or "/").decode("ascii")
    start = page((_START % {"base_path": base_path}).encode("utf-8"), _ASSETS["swagger-ui-bundle.js"])

    def asset(name: str) -> EncodedResponse | None:
        return start if name == "start.js" else _asset(name)

    return Pages({"/docs": lambda: index, "/docs/": lambda: index}, {"/docs/assets/": asset})


@cache
def _asset(name: str) -> EncodedResponse | None:
    """Return a file of the bundle; read when first asked for, because it is large."""
    media_type = _ASSETS.get(name)
    if media_type is None:
        return None
    content: bytes = (swagger_ui_path / name).read_bytes()
    return page(content, media_type, headers={"Cache-Control": "public, max-age=3600"})
