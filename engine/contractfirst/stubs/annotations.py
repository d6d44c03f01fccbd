"""Annotations that people wrote, read as types; and whether what the contract gives fits them.

Only what is certain is said. A name that is not known here (of another module, of the handler's own) ends
in ``UnknownTypeError``, and judging it is left to a type checker.
"""

import ast
import builtins
from collections.abc import Callable, Iterator, Mapping

from contractfirst.stubs.definitions import Alias, Definition, TypedDictDefinition
from contractfirst.stubs.expressions import ANY, NEVER, NONE, Generic, Lit, Name, Ref, Type, Union, union

__all__ = ["RESPONSE", "UnknownTypeError", "accepts", "members", "read_annotation", "resolver"]

RESPONSE = "contractfirst.contract.exchange.Response"

Resolver = Callable[[str], str]

_PLAIN = frozenset({"str", "int", "float", "bool", "bytes", "object"})
_TYPING = ("typing.", "typing_extensions.")
_LITERALS = {"str": "str", "int": "int", "bool": "bool"}


class UnknownTypeError(Exception):
    """An annotation mentions what is not known here."""


def resolver(imported: Mapping[str, str], bound: frozenset[str], package: str) -> Resolver:
    """Return the function that resolves a dotted name of a module to what it stands for.

    ``package`` is the handlers' package, against which relative imports are resolved.
    """

    def resolve(dotted: str) -> str:
        head, dot, rest = dotted.partition(".")
        if head in imported:
            target = imported[head]
            if target.startswith(".") and not target.startswith(".."):
                target = f"{package}{target}"
            return f"{target}{dot}{rest}"
        if head not in bound and hasattr(builtins, head):
            return f"builtins.{dotted}"
        raise UnknownTypeError(dotted)

    return resolve


def read_annotation(node: ast.expr, resolve: Resolver, generated: str, schemas: str) -> Type:
    """Return the type.

    ``generated`` is the dotted name of the package of generated modules, ``schemas`` that of the module of
    schema types. Response classes become ``Name`` with ``contract.`` before it. Raises ``UnknownTypeError``.
    """

    def read(node: ast.expr) -> Type:
        match node:
            case ast.Constant(value=None):
                return NONE
            case ast.Constant(value=str(text)):
                try:
                    return read(ast.parse(text, mode="eval").body)
                except SyntaxError as error:
                    raise UnknownTypeError(text) from error
            case ast.BinOp(left=left, op=ast.BitOr(), right=right):
                return union([read(left), read(right)])
            case ast.Subscript(value=head, slice=inner):
                return subscript(_typed(resolve(_dotted(head))), inner)
            case ast.Name() | ast.Attribute():
                return named(_typed(resolve(_dotted(node))))
        raise UnknownTypeError(ast.dump(node))

    def subscript(head: str, inner: ast.expr) -> Type:
        items = inner.elts if isinstance(inner, ast.Tuple) else [inner]
        match head:
            case "typing.Literal":
                return _literal(items)
            case "typing.Optional":
                return union([*map(read, items), NONE])
            case "typing.Union":
                return union(map(read, items))
            case "builtins.list" | "builtins.dict":
                return Generic(head.removeprefix("builtins."), tuple(map(read, items)))
        raise UnknownTypeError(head)

    def named(dotted: str) -> Type:
        origin, _, name = dotted.rpartition(".")
        if origin == "builtins" and name in _PLAIN:
            return ANY if name == "object" else Name(name)
        if origin == "builtins" and name in ("list", "dict"):
            return Generic(name, (ANY,) if name == "list" else (ANY, ANY))
        if origin == "typing" and name in ("Any", "Never", "NoReturn"):
            return ANY if name == "Any" else NEVER
        if dotted == RESPONSE:
            return Name(RESPONSE)
        if origin == schemas:
            return Ref(name)
        if origin.startswith(f"{generated}."):
            return Name(f"contract.{name}")
        raise UnknownTypeError(dotted)

    return read(node)


def accepts(given: Type, wanted: Type, definitions: Mapping[str, Definition]) -> bool:
    """Return whether an argument annotated ``given`` takes every value of the type ``wanted``.

    Raises ``UnknownTypeError`` where the answer takes more than is known here.
    """
    options = list(members(given, definitions))
    if ANY in options:
        return True
    return all(_takes(options, member) for member in members(wanted, definitions))


def members(type_: Type, definitions: Mapping[str, Definition]) -> Iterator[Type]:
    """Yield the alternatives of a type, aliases opened."""
    waiting, seen = [type_], set()
    while waiting:
        each = waiting.pop()
        if isinstance(each, Union):
            waiting.extend(each.members)
        elif isinstance(each, Ref):
            definition = definitions.get(each.name)
            if definition is None:
                raise UnknownTypeError(each.name)
            if isinstance(definition, TypedDictDefinition):
                yield each
            elif isinstance(definition, Alias) and each.name not in seen:
                seen.add(each.name)
                waiting.append(definition.type)
        else:
            yield each


def _takes(options: list[Type], wanted: Type) -> bool:
    if wanted == ANY or wanted in options:
        return True
    plain = {option.text for option in options if isinstance(option, Name)}
    match wanted:
        case Lit(values):
            literal = {(type(v), v) for option in options if isinstance(option, Lit) for v in option.values}
            return all(
                (type(value), value) in literal or _widens(_LITERALS[type(value).__name__], plain)
                for value in values
            )
        case Name(text):
            return _widens(text, plain)
        case Generic(head) if any(isinstance(each, Generic) and each.head == head for each in options):
            # What stands inside the brackets is a matter of variance and of aliases.
            raise UnknownTypeError(head)
        case Ref(name) if any(isinstance(each, Ref) for each in options):
            raise UnknownTypeError(name)
    return False


def _widens(name: str, plain: set[str]) -> bool:
    """Return whether a plain type is one of ``plain``, or counts as one (PEP 484, the numeric tower)."""
    chain = {"bool": ("bool", "int", "float"), "int": ("int", "float")}.get(name, (name,))
    return any(each in plain for each in chain)


def _literal(items: list[ast.expr]) -> Type:
    values = [item.value for item in items if isinstance(item, ast.Constant)]
    words = tuple(value for value in values if isinstance(value, str | int))
    if len(values) != len(items) or len(words) + values.count(None) != len(items):
        raise UnknownTypeError("Literal")
    return union([*([Lit(words)] if words else []), *([NONE] if None in values else [])])


def _typed(dotted: str) -> str:
    for prefix in _TYPING:
        if dotted.startswith(prefix):
            return "typing." + dotted.removeprefix(prefix)
    return dotted


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Name):
        return node.id
    raise UnknownTypeError(ast.dump(node))
