"""From an operation to the function that answers it, checked against what the operation documents."""

import importlib
import importlib.util
import inspect
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from contractfirst.contract import Operation
from contractfirst.contract.problems import NotImplementedYet
from contractfirst.handler_options import HandlerOptions, OptionsByHandler
from contractfirst.server.connexion.seams import Resolution, Resolver
from contractfirst.server.connexion.specification import ContractOperation
from contractfirst.server.errors import HandlerError
from contractfirst.server.merge_patch import MergePatchHandler
from contractfirst.server.stages.decode import SERVED_HERE
from contractfirst.server.stages.handle import Handler
from contractfirst.stubs.handler_source import HandlerSource

__all__ = ["HANDLER_OPTIONS", "HandlerResolution", "HandlerResolver", "unimplemented"]

HANDLER_OPTIONS = "HANDLER_OPTIONS"
"""The name under which a handler module defines its handlers' options, an ``OptionsByHandler``."""


def unimplemented(operation: Operation) -> Handler:
    """Return the handler of an operation that is not implemented yet: a 501 problem."""
    detail = f"{operation.id} is documented, but not implemented yet."

    def answer(_context: object, **_arguments: object) -> object:
        raise NotImplementedYet(detail)

    return answer


class HandlerResolution(Resolution):  # type: ignore[misc]  # the base has no types
    """A handler with its options."""

    def __init__(self, function: Handler, operation_id: str, options: HandlerOptions) -> None:
        super().__init__(function, operation_id)
        self.options = options


class HandlerResolver(Resolver):  # type: ignore[misc]  # the base has no types
    """Finds handlers by name below one package: the tag names the module, the operationId the function.

    ``missing`` makes the handler of an operation that has none, or a generated stub; ``unresolved`` lists
    them afterwards. A module that exists and cannot be imported is an error, not a missing handler.
    """

    def __init__(self, package: str, missing: Callable[[Operation], Handler] = unimplemented) -> None:
        super().__init__()
        self.package = package
        self.missing = missing
        self.unresolved: list[str] = []
        self._modules: dict[str, _HandlerModule] = {}

    def resolve(self, operation: ContractOperation) -> HandlerResolution:
        """Return the handler.

        Raises:
            HandlerError: it does not fit the operation.
        """
        compiled, merge_patch = operation.compiled, operation.merge_patch
        if merge_patch is None:
            return self._found(compiled) or self._missing(compiled)
        reading, writing = self._found(merge_patch.read), self._found(merge_patch.replace)
        if reading is None or writing is None:
            return self._missing(compiled)
        for each in (reading, writing):
            if inspect.iscoroutinefunction(each.function):
                raise HandlerError(
                    f"{compiled.id} needs a handler of {each.operation_id} that is no coroutine"
                )
        handler = MergePatchHandler(merge_patch, reading.function, writing.function)
        return HandlerResolution(handler, compiled.id, writing.options)

    def _found(self, compiled: Operation) -> HandlerResolution | None:
        module = self._module(compiled.module_name)
        handler = module.handler(compiled.function_name)
        if handler is None:
            return None
        _require_fit(handler, compiled, self.package)
        return HandlerResolution(handler, compiled.id, module.options.get(handler, HandlerOptions()))

    def _missing(self, compiled: Operation) -> HandlerResolution:
        self.unresolved.append(compiled.id)
        return HandlerResolution(self.missing(compiled), compiled.id, HandlerOptions())

    def _module(self, name: str) -> "_HandlerModule":
        if name not in self._modules:
            full_name = f"{self.package}.{name}"
            try:
                found = importlib.util.find_spec(full_name) is not None
            except ModuleNotFoundError as error:
                raise HandlerError(f"there is no package {self.package!r} for the handlers") from error
            self._modules[name] = _HandlerModule(importlib.import_module(full_name) if found else None)
        return self._modules[name]


class _HandlerModule:
    """A module of handlers: which of its functions are written, and their options.

    Raises:
        HandlerError: there are options for something that is not a function of the module.
    """

    def __init__(self, module: ModuleType | None) -> None:
        self._module = module
        self._stubs = _stubs(module)
        self.options: OptionsByHandler = getattr(module, HANDLER_OPTIONS, {})
        for function in self.options:
            name = getattr(function, "__name__", repr(function))
            if getattr(module, name, None) is not function:
                raise HandlerError(f"{module}: {HANDLER_OPTIONS} names {name}, not a function of the module")

    def handler(self, name: str) -> Handler | None:
        """Return a function, ``None`` if it does not exist or is a stub."""
        handler: Handler | None = getattr(self._module, name, None)
        return None if name in self._stubs else handler


def _stubs(module: ModuleType | None) -> frozenset[str]:
    """Return the names of a module's functions that only raise ``NotImplementedError``."""
    if module is None or module.__file__ is None or not module.__file__.endswith(".py"):
        return frozenset()
    path = Path(module.__file__)
    return HandlerSource.parse(path, path.read_bytes()).stubs()


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
