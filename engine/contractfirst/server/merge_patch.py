"""The handler of a PATCH that the server executes: read, apply the patch, replace."""

from collections.abc import Mapping
from typing import Any

from contractfirst.contract.merge_patch import MergePatch
from contractfirst.server.stages.handle import Handler

__all__ = ["MergePatchHandler"]


class MergePatchHandler:
    """Composes the handlers of GET and PUT; both run in the PATCH's transaction."""

    def __init__(self, merge_patch: MergePatch, reader: Handler, writer: Handler) -> None:
        self._merge_patch = merge_patch
        self._reader = reader
        self._writer = writer
        self._path_parameters = tuple(
            each.python_name for each in merge_patch.read.parameters if each.location == "path"
        )

    def __call__(self, context: Any, **arguments: Any) -> Any:
        """Apply the patch ``body``.

        Raises:
            BadRequest: the result does not match the PUT's schema.
        """
        return self._writer(context, **self.replacing(context, arguments))

    def replacing(self, context: Any, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Return the arguments for the handler of the PUT.

        Raises:
            BadRequest: as calling it does.
        """
        present = self._reader(context, **{name: arguments[name] for name in self._path_parameters})
        return {**arguments, "body": self._merge_patch.replacement(present.body, arguments["body"])}
