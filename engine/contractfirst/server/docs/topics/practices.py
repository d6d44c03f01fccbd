"""The page on best practices for clients."""

from contractfirst.contract import Contract
from contractfirst.server.docs.topics.listed import listed, parameters_named

__all__ = ["practices"]

_CONDITIONS = frozenset({"ifmatch", "ifnonematch"})


def practices(contract: Contract) -> dict[str, object]:
    """Return the values of the page on best practices."""
    operations = contract.operations.values()
    return {
        "takes_keys": any(operation.takes_idempotency_key for operation in operations),
        "classes": bool(contract.rate_classes),
        "conditional": listed(each for each in operations if parameters_named([each], "header", _CONDITIONS)),
    }
