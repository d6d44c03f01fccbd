"""An OpenAPI document as data, with the place in the file of every value."""

import json
import os
from functools import cached_property
from pathlib import Path
from typing import Self
from urllib.parse import unquote

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract.errors import ContractError, Finding
from contractfirst.contract.yaml_text import (
    Node,
    Position,
    YamlTextError,
    compose,
    construct,
    position_of,
)

__all__ = ["Document", "Position", "load_document"]


class Document:
    """One file: ``data`` is plain dicts and lists, ``source`` the authored bytes, ``path`` the file.

    Treat the data as read-only: it is shared by everything that is compiled from it.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        source: bytes,
        family: "dict[Path, Document] | None" = None,
    ) -> None:
        self.path = Path(path)
        self.source = source
        self._root: Node | None = None
        self._family: dict[Path, Document] = {} if family is None else family
        self._family[self.path.resolve()] = self
        data = self._read()
        if not isinstance(data, dict):
            raise ContractError([self.finding("", "the document must be an object")])
        self.data: dict[str, object] = data

    @classmethod
    def load(cls, path: str | os.PathLike[str], family: "dict[Path, Document] | None" = None) -> Self:
        """Read a YAML 1.2 or JSON file; raises ``ContractError`` with the place of what is wrong."""
        try:
            source = Path(path).read_bytes()
        except OSError as error:
            reason = error.strerror or "unreadable"
            finding = Finding(str(path), 1, 1, "", f"the file cannot be read: {reason}")
            raise ContractError([finding]) from error
        return cls(path, source, family)

    def position(self, pointer: str) -> Position:
        """Return where the key (or the list item) that ``pointer`` names stands.

        For a member that does not exist it is the place of its nearest ancestor that does.
        """
        if self._root is None:
            try:
                self._root = compose(self.source)
            except YamlTextError:  # JSON that is no YAML, such as one indented with tabs
                return Position(1, 1)
        return position_of(self._root, json_pointer.split(pointer))

    def finding(self, pointer: str, message: str) -> Finding:
        """Return a finding about the value at ``pointer``, with its place."""
        position = self.position(pointer)
        return Finding(str(self.path), position.line, position.column, pointer, message)

    def value(self, pointer: str) -> object:
        """Return the value at ``pointer``; raises ``LookupError`` where there is none."""
        value: object = self.data
        for token in json_pointer.split(pointer):
            if isinstance(value, dict):
                value = value[token]
            elif isinstance(value, list) and token.isdecimal():
                value = value[int(token)]
            else:
                raise LookupError(token)
        return value

    def locate(self, reference: str, at: str = "") -> "tuple[Document, str]":
        """Return the document and the pointer that a ``$ref`` names, one step, not followed further.

        ``at`` is the pointer of the object that holds the reference, for the finding. The reference is a
        URI reference (RFC 3986): a fragment, or a file relative to this one. Raises ``ContractError``
        for a place that does not exist.
        """
        address, _, fragment = reference.partition("#")
        holder = json_pointer.join(at, "$ref")
        document = self
        if address:
            if "://" in address or address.startswith("urn:"):
                message = f'"{reference}" is not a file beside the document'
                raise ContractError([self.finding(holder, message)])
            document = self._sibling(unquote(address), holder)
        target = unquote(fragment)
        try:
            document.value(target)
        except (LookupError, ValueError) as error:
            where = "the document" if document is self else f'"{address}"'
            message = f'"{reference}" names nothing in {where}'
            raise ContractError([self.finding(holder, message)]) from error
        return document, target

    def resolve(self, reference: object) -> object:
        """Return what a ``$ref`` string, or a node that may be a Reference Object, stands for.

        References to references are followed; a node without ``$ref`` is returned as it is. Raises
        ``ContractError`` for a reference that dangles or that leads back to itself.
        """
        document, node, seen = self, reference, set()
        if isinstance(node, str):
            node = {"$ref": node}
        at = ""
        while isinstance(node, dict) and isinstance(node.get("$ref"), str):
            document, at = document.locate(node["$ref"], at)
            if (document.path, at) in seen:
                raise ContractError([document.finding(at, "the reference leads back to itself")])
            seen.add((document.path, at))
            node = document.value(at)
        return node

    @cached_property
    def root(self) -> "Document":
        """The document that the family was loaded from: the OpenAPI Object itself."""
        return next(iter(self._family.values()))

    @property
    def files(self) -> frozenset[Path]:
        """The files that were read so far, this one and those that references led to; absolute."""
        return frozenset(self._family)

    def _sibling(self, address: str, holder: str) -> "Document":
        path = self.path.parent / address
        known = self._family.get(path.resolve())
        if known is not None:
            return known
        if not path.is_file():
            raise ContractError([self.finding(holder, f'the file "{address}" does not exist')])
        return Document.load(path, self._family)

    def _read(self) -> object:
        try:
            return self._read_json() if self.path.suffix == ".json" else construct(compose(self.source))
        except YamlTextError as error:
            line, column, message = error.position.line, error.position.column, error.message
        except RecursionError:
            line, column, message = 1, 1, "the document is nested too deeply"
        raise ContractError([Finding(str(self.path), line, column, "", message)])

    def _read_json(self) -> object:
        # YAML holds nearly all of JSON, but not an escaped surrogate pair; so the data come from a JSON
        # reader, and YAML's is asked only for the places.
        try:
            return json.loads(self.source, object_pairs_hook=_unique, parse_constant=_refuse)
        except json.JSONDecodeError as error:
            raise YamlTextError(error.msg, Position(error.lineno, error.colno)) from error
        except UnicodeDecodeError as error:
            raise YamlTextError("the file is not UTF-8", Position(1, 1)) from error
        except _NotJsonError as error:
            construct(compose(self.source))
            raise YamlTextError(str(error), Position(1, 1)) from error


class _NotJsonError(Exception):
    """What Python's reader would take, but JSON does not have."""


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    data = dict(pairs)
    if len(data) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _NotJsonError(f'the key "{twice[:60]}" is given twice')
    return data


def _refuse(constant: str) -> object:
    raise _NotJsonError("JSON has no infinity and no NaN")


def load_document(path: str | os.PathLike[str]) -> Document:
    """Read a YAML 1.2 or JSON file; raises ``ContractError`` with the place of what is wrong."""
    return Document.load(path)
