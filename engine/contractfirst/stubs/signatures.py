"""The function that handles an operation: its name, arguments and their types."""

from dataclasses import dataclass

from contractfirst.contract import shape
from contractfirst.contract.model import DocumentModel
from contractfirst.contract.names import python_name
from contractfirst.contract.node import Node
from contractfirst.contract.operation_node import OperationNode
from contractfirst.contract.place import Place
from contractfirst.stubs.document import media_types, schema_of
from contractfirst.stubs.expressions import NONE, Type, union
from contractfirst.stubs.media import media_type_of
from contractfirst.stubs.naming import class_name
from contractfirst.stubs.schema_types import SchemaTypes
from contractfirst.stubs.text import string

__all__ = ["Argument", "Signature", "hint_of", "read_signature"]


@dataclass(frozen=True, slots=True)
class Argument:
    """A keyword argument; ``default`` is the source of a default, ``None`` without one."""

    name: str
    type: Type
    default: str | None


@dataclass(frozen=True, slots=True)
class Signature:
    """``context`` is the name of the first argument, positional alone where a parameter has that name too."""

    function_name: str
    context: str
    arguments: tuple[Argument, ...]

    @property
    def clashes(self) -> bool:
        """Whether a parameter is named ``context``."""
        return self.context != "context"


def read_signature(operation: OperationNode, model: DocumentModel, types: SchemaTypes) -> Signature:
    """Return the signature of an operation's handler.

    Raises:
        ContractError: two arguments have one name in Python.
    """
    arguments: list[Argument] = []
    names = {"body"}
    for parameter in operation.handler_parameters:
        name = python_name(parameter.string("name"))
        if name in names:
            parameter.fail(f'another argument is named "{name}" as this one is')
        names.add(name)
        arguments.append(_argument(operation, parameter, name, model, types))
    if operation.body is not None:
        type_ = _body(operation, operation.body, model, types)
        if operation.body.value.get("required") is True:
            arguments.append(Argument("body", type_, None))
        else:
            arguments.append(Argument("body", union([type_, NONE]), "None"))
    taken = {argument.name for argument in arguments}
    context = "context_" if "context" in taken else "context"
    return Signature(operation.function_name, context, tuple(arguments))


def hint_of(place: Place, otherwise: str) -> str:
    """Return what to call a nameless schema: by the component that it stands in, if it does."""
    tokens = place.pointer.split("/")
    if len(tokens) > 3 and tokens[1] == "components":
        return class_name(tokens[3]) or otherwise
    return otherwise


def _argument(
    operation: OperationNode, parameter: Node, name: str, model: DocumentModel, types: SchemaTypes
) -> Argument:
    schema = schema_of(parameter)
    if schema is None:
        schema = next((found for _, found in media_types(model, parameter)), None)
    own = class_name(operation.function_name) + class_name(name)
    type_ = types.of(schema, hint_of(parameter, own))
    if parameter.value.get("allowEmptyValue") is True:
        type_ = union([type_, NONE])
    if parameter.value.get("required") is True:
        return Argument(name, type_, None)
    has_default, default = (False, None) if schema is None else shape.default_of(schema)
    if schema is None or not has_default:
        return Argument(name, union([type_, NONE]), "None")
    return Argument(name, type_, _default(schema, default))


def _default(schema: Place, value: object) -> str | None:
    """Return a default as source; none for what a function must not share between its calls."""
    if shape.type_of(value) not in shape.types(schema):
        return None
    if isinstance(value, str):
        return string(value)
    return repr(value) if value is None or isinstance(value, bool | int | float) else None


def _body(operation: OperationNode, body: Node, model: DocumentModel, types: SchemaTypes) -> Type:
    hint = hint_of(body, class_name(operation.function_name) + "Body")
    return union(media_type_of(name, schema, types, hint) for name, schema in media_types(model, body))
