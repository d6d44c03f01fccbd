"""Connexion's view of a loaded contract: its specification and its operations."""

from collections.abc import Mapping
from typing import Any

from contractfirst.contract import Contract, Operation
from contractfirst.contract.merge_patch import MergePatch
from contractfirst.handler_options import HandlerOptions
from contractfirst.server.connexion.seams import OpenAPIOperation, OpenAPISpecification

__all__ = ["ContractOperation", "ContractSpecification"]


class ContractOperation(OpenAPIOperation):  # type: ignore[misc]  # the base has no types
    """A Connexion operation that carries the contract's compiled one in ``compiled``.

    ``merge_patch`` is set where the server executes it by reading and replacing.
    """

    compiled: Operation
    merge_patch: MergePatch | None

    def __init__(
        self, method: str, path: str, operation: Mapping[str, Any], resolver: Any, **kwargs: Any
    ) -> None:
        self.compiled = operation["x-compiled"]
        self.merge_patch = operation["x-compiled-merge-patch"]
        super().__init__(method, path, operation, resolver, **kwargs)

    @property
    def handler_options(self) -> HandlerOptions:
        """The options of the operation's handler."""
        options: HandlerOptions = self._resolution.options
        return options


class ContractSpecification(OpenAPISpecification):  # type: ignore[misc]  # the base has no types
    """A contract as Connexion's ``Specification``.

    Connexion would deep-copy the document, run it through Jinja2, hold it against the OpenAPI 3.0 schema
    and expand every reference in place, which a recursive schema survives badly. The contract is checked
    already, so none of it happens here: the path items that Connexion walks are built from the compiled
    operations, and everything else is the document as it was written.
    """

    operation_cls = ContractOperation

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self._base_uri = ""
        self._raw_spec = contract.document.data
        self._spec = {**contract.document.data, "paths": _paths(contract)}
        self._spec.setdefault("components", {})

    @property
    def base_path(self) -> str:
        return self.contract.base_path

    def clone(self) -> "ContractSpecification":
        """Return the specification itself: nothing ever changes it."""
        return self


def _paths(contract: Contract) -> dict[str, dict[str, Any]]:
    """Return path items of compiled operations, in the little of their shape that Connexion looks at."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in contract.operations.values():
        path_item = paths.setdefault(operation.path, {})
        path_item[operation.method.lower()] = {
            "operationId": operation.id,
            "responses": {
                status: {"content": {media_type: {} for media_type in response.media_types}}
                for status, response in operation.responses.items()
            },
            "security": [dict(alternative) for alternative in operation.security],
            "x-compiled": operation,
            "x-compiled-merge-patch": contract.merge_patches.get(operation.id),
        }
    return paths
