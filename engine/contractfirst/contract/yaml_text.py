"""YAML 1.2 text to plain data and to positions (YAML 1.2.2, section 10.3, the core schema).

PyYAML's own loaders read YAML 1.1, where ``no`` is false, ``12:30`` a number and ``2026-01-31`` a date;
here its C parser composes the node tree and the scalars are resolved as YAML 1.2 says. Keys are always
strings: the ``200`` of ``responses`` and the ``no`` of an enumeration need no quotes.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs import it without re-exporting

__all__ = ["Position", "YamlTextError", "compose", "construct", "position_of", "scalar_error"]

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_NUMBER_STARTS = frozenset("0123456789+-.")

_PLAIN = "plain"
_QUOTED = "tag:yaml.org,2002:str"
_COLLECTION = "collection"
_CORE = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True)
class Position:
    """A position in a file; ``line`` and ``column`` count from 1."""

    line: int
    column: int


class YamlTextError(Exception):
    """The text is not YAML 1.2 that JSON can express."""

    def __init__(self, message: str, position: Position) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


class _Composer(CParser):
    """The C parser, with tags decided by quotes alone: the rest is decided in ``_scalar``."""

    def resolve(self, kind: type[yaml.Node], value: object, implicit: object) -> str:
        if kind is yaml.ScalarNode:
            return _PLAIN if isinstance(implicit, tuple) and implicit[0] else _QUOTED
        return _COLLECTION

    def descend_resolver(self, current_node: object, current_index: object) -> None: ...

    def ascend_resolver(self) -> None: ...


def compose(source: bytes) -> yaml.Node:
    """Return the node tree of a text; raises ``YamlTextError``."""
    try:
        text = source.decode("utf-8-sig")
        node: yaml.Node | None = _Composer(text).get_single_node()
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        column = error.start - source.rfind(b"\n", 0, error.start)
        raise YamlTextError("the file is not UTF-8", Position(line, column)) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlTextError(str(error.problem or error.context), _position(mark)) from error
    except yaml.YAMLError as error:
        raise YamlTextError(str(error).splitlines()[0], Position(1, 1)) from error
    except RecursionError as error:
        raise YamlTextError("the document is nested too deeply", Position(1, 1)) from error
    if node is None:
        raise YamlTextError("the document is empty", Position(1, 1))
    return node


def construct(node: yaml.Node, aliased: list[yaml.Node] | None = None) -> object:
    """Return the data of a node tree: ``dict``, ``list``, ``str``, ``int``, ``float``, ``bool``, ``None``.

    The collections that aliases name are one object in the data, and are added to ``aliased``.
    """
    return _construct(node, {}, [] if aliased is None else aliased)


def scalar_error(node: yaml.Node) -> YamlTextError | None:
    """Return why JSON cannot hold a scalar, ``None`` if it can."""
    try:
        if node.tag != _QUOTED:
            _scalar(node)
    except YamlTextError as error:
        return error
    return None


def position_of(root: yaml.Node, tokens: list[str]) -> Position:
    """Return where the key or the item at the end of ``tokens`` stands, or else its nearest ancestor."""
    node, position = root, _position(root.start_mark)
    for token in tokens:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == token), None)
            if found is None:
                break
            position, node = _position(found[0].start_mark), found[1]
        elif isinstance(node, yaml.SequenceNode) and token.isdecimal() and int(token) < len(node.value):
            node = node.value[int(token)]
            position = _position(node.start_mark)
        else:
            break
    return position


def _position(mark: object) -> Position:
    return Position(getattr(mark, "line", 0) + 1, getattr(mark, "column", 0) + 1)


def _construct(node: yaml.Node, made: dict[int, object], aliased: list[yaml.Node]) -> object:
    if type(node) is yaml.ScalarNode:
        if node.tag == _QUOTED:
            return node.value
        return _scalar(node)
    identity = id(node)
    if identity in made:
        # An alias: the same object again, unless it stands inside the collection that it names.
        if made[identity] is _OPEN:
            raise YamlTextError("an alias stands inside its own anchor", _position(node.start_mark))
        aliased.append(node)
        return made[identity]
    made[identity] = _OPEN
    if node.tag not in (_COLLECTION, _CORE + "map", _CORE + "seq"):
        raise YamlTextError(f"the tag {_short(node.tag)} has no meaning in JSON", _position(node.start_mark))
    data = (
        _mapping(node, made, aliased)
        if isinstance(node, yaml.MappingNode)
        else _sequence(node, made, aliased)
    )
    made[identity] = data
    return data


_OPEN = object()


def _sequence(node: yaml.Node, made: dict[int, object], aliased: list[yaml.Node]) -> list[object]:
    return [_construct(item, made, aliased) for item in node.value]


def _mapping(node: yaml.Node, made: dict[int, object], aliased: list[yaml.Node]) -> dict[str, object]:
    data: dict[str, object] = {}
    for key_node, value_node in node.value:
        if type(key_node) is not yaml.ScalarNode:
            raise YamlTextError("a key must be a string", _position(key_node.start_mark))
        key = key_node.value
        if key in data:
            raise YamlTextError(f"the key {_short(key)} is given twice", _position(key_node.start_mark))
        if key == "<<" and key_node.tag == _PLAIN:
            raise YamlTextError("YAML 1.2 has no merge keys; use $ref", _position(key_node.start_mark))
        data[key] = _construct(value_node, made, aliased)
    return data


def _scalar(node: yaml.Node) -> object:
    value: str = node.value
    if node.tag == _PLAIN:
        return _plain(value, node)
    tagged = _TAGGED.get(node.tag)
    if tagged is None:
        raise YamlTextError(f"the tag {_short(node.tag)} has no meaning in JSON", _position(node.start_mark))
    try:
        return tagged(value)
    except (KeyError, ValueError) as error:
        raise YamlTextError(
            f"the value does not fit its tag {_short(node.tag)}", _position(node.start_mark)
        ) from error


def _plain(value: str, node: yaml.Node) -> object:
    if value in _NULLS:
        return None
    if value in _BOOLEANS:
        return _BOOLEANS[value]
    if value[0] not in _NUMBER_STARTS:
        return value
    if _INTEGER.fullmatch(value):
        try:
            return _integer(value)
        except ValueError as error:  # Python reads no integer of more than 4300 digits
            raise YamlTextError("the integer is too long", _position(node.start_mark)) from error
    if _FLOAT.fullmatch(value):
        number = float(value)
        if not isfinite(number):
            raise YamlTextError("JSON has no number as large as this", _position(node.start_mark))
        return number
    if _NOT_FINITE.fullmatch(value):
        raise YamlTextError("JSON has no infinity and no NaN", _position(node.start_mark))
    return value


def _integer(text: str) -> int:
    if text.startswith(("0o", "0x")):
        return int(text[2:], 8 if text[1] == "o" else 16)
    return int(text)


def _null(text: str) -> None:
    if text not in _NULLS:
        raise ValueError("not a null")


_TAGGED: dict[str, Callable[[str], object]] = {
    _CORE + "int": _integer,
    _CORE + "float": float,
    _CORE + "bool": _BOOLEANS.__getitem__,
    _CORE + "null": _null,
    "!": str,
}


def _short(text: str) -> str:
    return f'"{text[:60]}"'
