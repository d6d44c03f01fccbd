"""The page on pagination: paginated operations and their parameters."""

from contractfirst.contract import Contract, Operation
from contractfirst.server.docs.topics.listed import listed, parameters_named

__all__ = ["pagination"]

# Common names of query parameters that select a page, letters only.
_CURSORS = ("cursor", "pagetoken", "after", "startingafter", "continuationtoken")
_CHOOSING = frozenset({*_CURSORS, "page", "pagenumber", "offset", "skip"})
_SIZES = frozenset({"limit", "pagesize", "perpage", "size"})


def pagination(contract: Contract, public_url: str) -> dict[str, object]:
    """Return the values of the page on pagination."""
    paged = [
        operation
        for operation in contract.operations.values()
        if operation.method == "GET" and parameters_named([operation], "query", _CHOOSING)
    ]
    return {
        "listed": listed(paged),
        "parameters": parameters_named(paged, "query", _CHOOSING | _SIZES),
        "example": _example(paged[0], public_url + contract.base_path) if paged else "",
    }


def _example(operation: Operation, api: str) -> str:
    choosing = parameters_named([operation], "query", _CHOOSING)[0].name
    sizes = parameters_named([operation], "query", _SIZES)
    size = f"{sizes[0].name}=50&" if sizes else ""
    plain = "".join(sign for sign in choosing.lower() if sign.isalnum())
    following = "NEXT" if plain in _CURSORS else "2" if plain.startswith("page") else "50"
    first = f"curl '{api}{operation.path}{'?' + size.rstrip('&') if size else ''}'"
    return f"{first}\ncurl '{api}{operation.path}?{size}{choosing}={following}'"
