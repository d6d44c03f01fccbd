"""A document to mock: one that is still being written may lack names for its operations."""

import os
from collections.abc import Iterator

from contractfirst.contract import Contract, Document
from contractfirst.contract.grammar import METHODS
from contractfirst.contract.names import snake_case
from contractfirst.contract.place import Place

__all__ = ["load_mockable"]


def load_mockable(path: str | os.PathLike[str]) -> Contract:
    """Read and compile a document; operations without an operationId get one of method and path.

    Raises:
        ContractError: with every finding.
    """
    document = Document.load(path)
    taken = {str(operation.get("operationId")) for _, _, operation in _operations(document)}
    for path_, method, operation in _operations(document):
        if not operation.get("operationId"):
            name = base = f"{method}_{snake_case(path_) or 'root'}"
            number = 2
            while name in taken:
                name, number = f"{base}_{number}", number + 1
            taken.add(name)
            operation["operationId"] = name
    return Contract.compile(document)


def _operations(document: Document) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Yield every operation's own data; malformed parts are left to whoever compiles them."""
    paths = document.data.get("paths")
    if not isinstance(paths, dict):
        return
    root = Place.root(document)
    for path, item in paths.items():
        if isinstance(item, dict) and not path.startswith("x-"):
            resolved = root.child("paths", path).resolved().value
            for method in METHODS:
                operation = resolved.get(method) if isinstance(resolved, dict) else None
                if isinstance(operation, dict):
                    yield path, method, operation
