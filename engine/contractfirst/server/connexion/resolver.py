"""From an operation to the function that answers it, and whether the two fit."""

import dis
import importlib
import importlib.util
import inspect
from collections.abc import Callable
from types import ModuleType

from contractfirst.contract import Operation
from contractfirst.contract.problems import NotImplementedYet
from contractfirst.server.connexion.seams import Resolution, Resolver
from contractfirst.server.connexion.specification import ContractOperation
from contractfirst.server.errors import HandlerError
from contractfirst.server.stages.decode import SERVED_HERE
from contractfirst.server.stages.handle import Handler

__all__ = ["HandlerResolver", "unimplemented"]

# What the compiler puts in besides the steps that a function spells out.
_SILENT = frozenset({"CACHE", "NOP", "PRECALL", "PUSH_NULL", "RESUME"})


def unimplemented(operation: Operation) -> Handler:
    """Return the handler of an operation that nobody has written yet: a 501 problem."""
    detail = f"{operation.id} is documented, but not built yet."

    def answer(_context: object, **_arguments: object) -> object:
        raise NotImplementedYet(detail)

    return answer


class HandlerResolver(Resolver):  # type: ignore[misc]  # the base has no types
    """Finds handlers by name below one package: the tag names the module, the operationId the function.

    ``missing`` makes the handler of an operation that has none, or one that does nothing but raise
    ``NotImplementedError``; ``unresolved`` lists them afterwards. A
    module that exists and cannot be imported is an error, not a missing handler.
    """

    def __init__(self, package: str, missing: Callable[[Operation], Handler] = unimplemented) -> None:
        super().__init__()
        self.package = package
        self.missing = missing
        self.unresolved: list[str] = []
        self._modules: dict[str, ModuleType | None] = {}

    def resolve(self, operation: ContractOperation) -> Resolution:
        """Return the handler; raises ``HandlerError`` for one that does not fit the operation."""
        compiled = operation.compiled
        module = self._module(compiled.module_name)
        handler: Handler | None = (
            getattr(module, compiled.function_name, None) if module is not None else None
        )
        if handler is None or _is_unwritten(handler):
            self.unresolved.append(compiled.id)
            handler = self.missing(compiled)
        else:
            _require_fit(handler, compiled, self.package)
        return Resolution(handler, compiled.id)

    def _module(self, name: str) -> ModuleType | None:
        if name not in self._modules:
            full_name = f"{self.package}.{name}"
            try:
                found = importlib.util.find_spec(full_name) is not None
            except ModuleNotFoundError as error:
                raise HandlerError(f"there is no package {self.package!r} for the handlers") from error
            self._modules[name] = importlib.import_module(full_name) if found else None
        return self._modules[name]


def _is_unwritten(handler: Handler) -> bool:
    """Tell whether a function's whole body is ``raise NotImplementedError``, as generated stubs have it."""
    code = getattr(handler, "__code__", None)
    if code is None or code.co_names != ("NotImplementedError",):
        return False
    raising = [step.opname for step in dis.get_instructions(code) if step.opname not in _SILENT]
    return raising in (
        ["LOAD_GLOBAL", "RAISE_VARARGS"],
        ["LOAD_GLOBAL", "LOAD_CONST", "CALL", "RAISE_VARARGS"],
    )


def _require_fit(handler: Handler, operation: Operation, package: str) -> None:
    """Refuse a function that could not be called with what the operation documents."""
    name = f"{package}.{operation.module_name}.{operation.function_name}"
    if not callable(handler):
        raise HandlerError(f"{name} is not a function")
    given = {
        parameter.python_name: None
        for parameter in operation.parameters
        if not (parameter.location == "header" and parameter.name.lower() in SERVED_HERE)
    }
    if operation.request_body is not None:
        given["body"] = None
    try:
        inspect.signature(handler).bind(None, **given)
    except TypeError as error:
        wanted = ", ".join(["context", "*", *given]) if given else "context"
        raise HandlerError(f"{name} does not take ({wanted}): {error}") from error
