"""The contract in Swagger UI."""

from contractfirst.contract import Contract
from contractfirst.contract.exchange import EncodedResponse
from contractfirst.server.docs.layout import Layout

__all__ = ["reference_page"]


def reference_page(contract: Contract, layout: Layout) -> EncodedResponse:
    """Return /docs."""
    return layout.page(
        "reference.html", "/docs", "Reference", {"base_path": contract.base_path or "/"}, inline_styles=True
    )
