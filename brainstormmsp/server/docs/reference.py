"""The contract in Swagger UI."""

from brainstormmsp.contract import Contract
from brainstormmsp.contract.exchange import EncodedResponse
from brainstormmsp.server.docs.layout import Layout

__all__ = ["reference_page"]


def reference_page(contract: Contract, layout: Layout) -> EncodedResponse:
    """Return /docs."""
    return layout.page(
        "reference.html", "/docs", "Reference", {"base_path": contract.base_path or "/"}, inline_styles=True
    )
