"""The page on idempotency: the operations that accept an Idempotency-Key."""

from contractfirst.contract import Contract
from contractfirst.server.docs.topics.listed import listed, parameters_named

__all__ = ["idempotency"]


def idempotency(contract: Contract, public_url: str) -> dict[str, object]:
    """Return the values of the page on idempotency."""
    taking = [operation for operation in contract.operations.values() if operation.takes_idempotency_key]
    example = ""
    if taking:
        example = (
            f"curl -X {taking[0].method} {public_url}{contract.base_path}{taking[0].path} \\\n"
            '  -H "Idempotency-Key: 5f0c6f2e-8a55-4f0e-9a2e-3e2f1d3b7c11" \\\n'
            '  -H "Content-Type: application/json" -d @body.json'
        )
    return {
        "listed": listed(taking),
        "parameters": parameters_named(taking, "header", frozenset({"idempotencykey"})),
        "example": example,
    }
