"""One file under lint: its data, where everything in it stands, and what kept it from being read.

More forgiving than the contract's own reader: a key that is given twice is noted and reading goes on, so
that the rest of the document is judged in the same pass.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract.yaml_text import (
    Node,
    Position,
    YamlTextError,
    compose,
    construct,
    position_of,
)

__all__ = ["Fault", "File", "UnreadableError"]

MAXIMUM_VALUES = 2_000_000
"""How many values a document may hold once its aliases are expanded."""

_ALIAS = re.compile(rb"(?:^|[\s\[{,:-])\*\S", re.MULTILINE)
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")


class UnreadableError(Exception):
    """The file cannot be opened; the message says why."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the text itself: ``rule`` is ``syntax`` or ``duplicate-key``."""

    rule: str
    position: Position
    message: str


class File:
    """A YAML or JSON file; ``data`` is None when the text could not be read to its end.

    ``shown`` is the path as findings name it. Raises ``UnreadableError``.
    """

    def __init__(self, path: Path, shown: str) -> None:
        self.path = path
        self.uri = path.resolve().as_uri()
        self.shown = shown
        self.faults: list[Fault] = []
        self.data: object = None
        self._root: Node | None = None
        try:
            source = path.read_bytes()
        except OSError as error:
            raise UnreadableError(f"{shown}: the file cannot be read: {error.strerror}") from error
        try:
            self._read(source)
        except YamlTextError as error:
            self.faults.append(Fault("syntax", error.position, error.message))
        except RecursionError:
            self.faults.append(Fault("syntax", Position(1, 1), "the document is nested too deeply"))

    def position(self, pointer: str) -> Position:
        """Return where the key or list item at ``pointer`` stands, or else its nearest ancestor."""
        if self._root is None:
            return Position(1, 1)
        return position_of(self._root, json_pointer.split(pointer))

    def value(self, pointer: str) -> object:
        """Return the value at ``pointer``; raises ``LookupError`` where there is none."""
        value = self.data
        for token in json_pointer.split(pointer):
            if isinstance(value, dict):
                value = value[token]
            elif isinstance(value, list) and token.isdecimal():
                value = value[int(token)]
            else:
                raise LookupError(token)
        return value

    def _read(self, source: bytes) -> None:
        if self.path.suffix == ".json" and _SURROGATE.search(source):
            # YAML does not know JSON's surrogate pairs; it is asked for the places alone.
            self.data = _json(source)
            self._root = compose(_SURROGATE.sub(rb"\\u003f", source))
            return
        self._root = compose(source)
        if _ALIAS.search(source):
            _bound(self._root)
        try:
            self.data = construct(self._root)
        except YamlTextError:
            # Whatever can be mended is noted and mended; what remains is raised.
            self.faults.extend(_mend(self._root))
            self.data = construct(self._root)


def _json(source: bytes) -> object:
    try:
        return json.loads(source)
    except json.JSONDecodeError as error:
        raise YamlTextError(error.msg, Position(error.lineno, error.colno)) from error
    except UnicodeDecodeError as error:
        raise YamlTextError("the file is not UTF-8", Position(1, 1)) from error


def _bound(root: Node) -> None:
    """Refuse aliases that multiply beyond measure (each names something that names more aliases)."""
    sizes: dict[int, int] = {}

    def size(node: Node) -> int:
        if isinstance(node, yaml.ScalarNode):
            return 1
        known = sizes.get(id(node))
        if known is None:
            sizes[id(node)] = 1
            below = (
                [value for _, value in node.value] if isinstance(node, yaml.MappingNode) else list(node.value)
            )
            known = sizes[id(node)] = 1 + sum(map(size, below))
        return known

    if size(root) > MAXIMUM_VALUES:
        raise YamlTextError("the aliases expand to more than two million values", Position(1, 1))


def _mend(root: Node) -> list[Fault]:
    """Take out of a node tree what JSON cannot hold, and return what was taken."""
    faults: list[Fault] = []
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen or not isinstance(node, yaml.CollectionNode):
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            node.value = list(_mended(node, faults))
            waiting.extend(value for _, value in node.value)
        else:
            waiting.extend(node.value)
    return faults


def _mended(node: yaml.MappingNode, faults: list[Fault]) -> list[tuple[Node, Node]]:
    kept: dict[str, tuple[Node, Node]] = {}
    for key, value in node.value:
        position = Position(key.start_mark.line + 1, key.start_mark.column + 1)
        if not isinstance(key, yaml.ScalarNode):
            faults.append(Fault("syntax", position, "a key must be a string"))
        elif key.value == "<<" and key.tag == "plain":
            faults.append(Fault("syntax", position, "YAML 1.2 has no merge keys; use $ref"))
        elif key.value in kept:
            faults.append(Fault("duplicate-key", position, f'the key "{key.value[:60]}" is given twice'))
        else:
            kept[key.value] = (key, value)
    return list(kept.values())
