"""The contract as the server publishes it: the authored YAML, and JSON that names this server."""

import orjson

from contractfirst.contract import Contract
from contractfirst.server.pages import FixedPages, page

__all__ = ["openapi_pages"]


def openapi_pages(contract: Contract, public_url: str) -> FixedPages:
    """Return /openapi.yaml, byte for byte as written, and /openapi.json with ``servers`` adapted.

    ``public_url`` is the server's origin as its callers see it.
    """
    server = {"url": f"{public_url}{contract.base_path}" or "/"}
    adapted = {**contract.document.data, "servers": [server]}
    yaml = page(contract.document.source, "application/yaml")
    json = page(orjson.dumps(adapted), "application/json")
    return FixedPages({"/openapi.yaml": lambda: yaml, "/openapi.json": lambda: json}, {})
