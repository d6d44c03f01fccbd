"""The function that handles an operation: its name, arguments and their types."""

from dataclasses import dataclass

from contractfirst.contract import shape
from contractfirst.contract.place import Place
from contractfirst.stubs.expressions import NONE, Type, union
from contractfirst.stubs.media import media_type_of
from contractfirst.stubs.naming import class_name
from contractfirst.stubs.outline import BodyOutline, OperationOutline, ParameterOutline
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


def read_signature(operation: OperationOutline, types: SchemaTypes) -> Signature:
    """Return the signature of an operation's handler."""
    arguments = [_argument(operation, parameter, types) for parameter in operation.parameters]
    if operation.body is not None:
        type_ = _body(operation, operation.body, types)
        if operation.body.required:
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


def _argument(operation: OperationOutline, parameter: ParameterOutline, types: SchemaTypes) -> Argument:
    own = class_name(operation.function_name) + class_name(parameter.python_name)
    type_ = types.of(parameter.schema, hint_of(parameter.place, own))
    if parameter.allows_empty:
        type_ = union([type_, NONE])
    if parameter.required:
        return Argument(parameter.python_name, type_, None)
    if not parameter.has_default:
        return Argument(parameter.python_name, union([type_, NONE]), "None")
    default = _default(parameter)
    return Argument(parameter.python_name, type_, default)


def _default(parameter: ParameterOutline) -> str | None:
    """Return a default as source; none for what a function must not share between its calls."""
    value = parameter.default
    if parameter.schema is not None and shape.type_of(value) not in shape.types(parameter.schema):
        return None
    if isinstance(value, str):
        return string(value)
    return repr(value) if value is None or isinstance(value, bool | int | float) else None


def _body(operation: OperationOutline, body: BodyOutline, types: SchemaTypes) -> Type:
    hint = hint_of(body.place, class_name(operation.function_name) + "Body")
    return union(media_type_of(name, schema, types, hint) for name, schema in body.content)
