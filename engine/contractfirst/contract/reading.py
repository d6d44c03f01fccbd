"""The text of one file: its data, the tree that knows where everything stands, and what is wrong with it.

Reading goes on after an error wherever it can: a key that is given twice, a merge key or a number that JSON
does not have is noted, and the rest is read. A text is JSON if it can be read as JSON, else YAML 1.2,
whatever the file is called.
"""

import json
import re
from dataclasses import dataclass, field
from math import isfinite

import yaml

from contractfirst.contract.yaml_text import Position, YamlTextError, compose, construct, scalar_error

__all__ = [
    "MAXIMUM_BYTES",
    "MAXIMUM_DEPTH",
    "MAXIMUM_VALUES",
    "SourceText",
    "TextFinding",
    "positions_of",
    "read_source",
]

MAXIMUM_BYTES = 64 * 2**20
"""How large a file may be."""

MAXIMUM_VALUES = 500_000
"""How many values a document may hold once its aliases are expanded."""

MAXIMUM_DEPTH = 250
"""How deeply a JSON text may be nested; YAML ends at about the same depth."""

_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
# JSON takes these in a string, YAML nowhere.
_NO_JSON = YamlTextError("the text is not a JSON object", Position(1, 1))
_NOT_YAML = re.compile(rb"[\t\x7f]")


@dataclass(frozen=True, slots=True)
class TextFinding:
    """What is wrong with the text itself: ``code`` is ``syntax`` or ``duplicate-key``."""

    code: str
    position: Position
    message: str


@dataclass(slots=True)
class SourceText:
    """``content`` is plain data, ``None`` where the text could not be read to its end.

    ``tree`` knows the positions; ``None`` where it is still to be composed (see ``positions_of``).
    """

    content: object = None
    tree: yaml.Node | None = None
    findings: list[TextFinding] = field(default_factory=list)


def read_source(source: bytes, *, json_file: bool) -> SourceText:
    """Read a text; never raises. ``json_file`` says in whose words a broken text is reported."""
    text = SourceText()
    if len(source) > MAXIMUM_BYTES:
        message = f"the file is larger than {MAXIMUM_BYTES // 2**20} MiB"
        text.findings.append(TextFinding("syntax", Position(1, 1), message))
        return text
    try:
        bracketed = source.lstrip()[:1] in (b"{", b"[")
        broken_json = _read_json(source, text) if bracketed else _NO_JSON
        if broken_json is not None:
            try:
                _read_yaml(source, text)
            except YamlTextError:
                if bracketed and json_file:
                    raise broken_json from None
                raise
            if bracketed and json_file and not text.findings:
                raise broken_json
    except YamlTextError as error:
        text.findings.append(TextFinding("syntax", error.position, error.message))
    except RecursionError:
        text.findings.append(TextFinding("syntax", Position(1, 1), "the document is nested too deeply"))
    return text


def positions_of(source: bytes) -> yaml.Node | None:
    """Return the tree of a JSON text, which YAML reads for its places alone."""
    try:
        return compose(_NOT_YAML.sub(b" ", _SURROGATE.sub(rb"\\u003f", source)))
    except YamlTextError:
        return None


def _read_json(source: bytes, text: SourceText) -> YamlTextError | None:
    """Read the text as JSON; return why that is impossible."""
    try:
        text.content = json.loads(
            source.decode("utf-8-sig"),
            object_pairs_hook=_unique,
            parse_constant=_refuse,
            parse_float=_finite,
            parse_int=_integer,
        )
    except json.JSONDecodeError as error:
        return YamlTextError(error.msg, Position(error.lineno, error.colno))
    except UnicodeDecodeError:
        return YamlTextError("the file is not UTF-8", Position(1, 1))
    except _NotJsonError as error:
        return YamlTextError(str(error), Position(1, 1))
    if source.count(b"[") + source.count(b"{") > MAXIMUM_DEPTH and _depth(text.content) > MAXIMUM_DEPTH:
        text.content = None
        raise RecursionError
    return None


def _depth(value: object) -> int:
    depth, level = 0, [value]
    while level:
        depth += 1
        level = [
            below
            for held in level
            for below in (held.values() if isinstance(held, dict) else held if isinstance(held, list) else ())
            if isinstance(below, dict | list)
        ]
    return depth


def _read_yaml(source: bytes, text: SourceText) -> None:
    tree = compose(source)
    text.tree = tree
    aliased: list[yaml.Node] = []
    try:
        content = construct(tree, aliased)
    except YamlTextError:
        # Whatever can be mended is noted and mended; what remains is raised.
        text.findings.extend(_mend(tree))
        content = construct(tree, aliased)
    if aliased:
        _bound(tree)
    text.content = content


class _NotJsonError(Exception):
    """What Python's reader would take, but JSON does not have."""


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    data = dict(pairs)
    if len(data) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in data if keys.count(key) > 1)
        raise _NotJsonError(f'the key "{twice[:60]}" is given twice')
    return data


def _integer(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:  # Python reads no integer of more than 4300 digits
        raise _NotJsonError("the integer is too long") from error


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise _NotJsonError("JSON has no number as large as this")
    return number


def _refuse(constant: str) -> object:
    raise _NotJsonError("JSON has no infinity and no NaN")


def _bound(root: yaml.Node) -> None:
    """Refuse aliases that multiply beyond measure (each names something that names more aliases)."""
    sizes: dict[int, int] = {}

    def size(node: yaml.Node) -> int:
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
        raise YamlTextError(f"the aliases expand to more than {MAXIMUM_VALUES} values", Position(1, 1))


def _mend(root: yaml.Node) -> list[TextFinding]:
    """Take out of a node tree what JSON cannot hold, and return what was taken."""
    findings: list[TextFinding] = []
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            node.value = list(_mended(node, findings))
            waiting.extend(value for _, value in node.value)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
        else:
            error = scalar_error(node)
            if error is not None:
                findings.append(TextFinding("syntax", error.position, error.message))
                node.tag, node.value = "plain", "null"
    return findings


def _mended(node: yaml.MappingNode, findings: list[TextFinding]) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    kept: dict[str, tuple[yaml.ScalarNode, yaml.Node]] = {}
    merged: list[yaml.Node] = []
    for key, value in node.value:
        position = Position(key.start_mark.line + 1, key.start_mark.column + 1)
        if not isinstance(key, yaml.ScalarNode):
            findings.append(TextFinding("syntax", position, "a key must be a string"))
        elif key.value == "<<" and key.tag == "plain":
            findings.append(TextFinding("syntax", position, "YAML 1.2 has no merge keys; use $ref"))
            merged.extend(value.value if isinstance(value, yaml.SequenceNode) else [value])
        elif key.value in kept:
            message = f'the key "{key.value[:60]}" is given twice'
            findings.append(TextFinding("duplicate-key", position, message))
        else:
            kept[key.value] = (key, value)
    for mapping in merged:
        for key, value in mapping.value if isinstance(mapping, yaml.MappingNode) else ():
            if isinstance(key, yaml.ScalarNode) and key.value != "<<":
                kept.setdefault(key.value, (key, value))
    return list(kept.values())
