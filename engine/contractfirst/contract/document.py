"""The files of an OpenAPI description as data, with the position of every value, and what references name.

A file that cannot be read, a key that is given twice and a reference that leads nowhere are findings, not
exceptions; only ``Document.load``, ``Document.checked`` and ``Document.locate`` raise ``ContractError``.
"""

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self
from urllib.parse import unquote, urlsplit

import yaml

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract.errors import ContractError, Finding
from contractfirst.contract.identifiers import Identifiers, find_identifiers, join_uri
from contractfirst.contract.reading import TextFinding, positions_of, read_source
from contractfirst.contract.yaml_text import Position, position_of

__all__ = [
    "Document",
    "DocumentFamily",
    "Position",
    "ReferenceTarget",
    "UnreadableError",
    "load_document",
    "read_bytes",
]

_METASCHEMAS = ("https://json-schema.org/draft/", "http://json-schema.org/draft-")


class UnreadableError(Exception):
    """A file cannot be opened; the message is its name and the ``reason``."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class ReferenceTarget:
    """What a reference names: a value of any type, or nothing.

    Without a target ``document`` is ``None`` and ``problem`` says why; ``remote`` is set for a URL, which is
    never fetched. ``astray`` is the ``$id`` that a fragment counts from, where the target, as it was
    probably meant, stands outside of that schema.
    """

    document: "Document | None"
    pointer: str = ""
    value: object = None
    problem: str = ""
    remote: bool = False
    astray: str = ""


class Document:
    """One file: ``content`` is its plain data, ``source`` the authored bytes, ``path`` the file.

    ``name`` is the path as findings show it. ``findings`` are those about the text itself. Treat the data
    as read-only: it is shared by everything that is read from it.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        source: bytes,
        *,
        name: str | None = None,
        family: "DocumentFamily | None" = None,
    ) -> None:
        self.path = Path(path)
        self.name = str(path) if name is None else name
        self.source = source
        self.family = family or DocumentFamily()
        self.family.documents.setdefault(self.path.resolve(), self)
        text = read_source(source, json_file=self.path.suffix == ".json")
        self.content: Any = text.content
        self._tree: yaml.Node | None = text.tree
        self._findings: tuple[TextFinding, ...] = tuple(text.findings)

    @classmethod
    def read(cls, path: str | os.PathLike[str], name: str | None = None) -> Self:
        """Read a YAML 1.2 or JSON file, a broken one included; raises ``UnreadableError``."""
        return cls(path, read_bytes(Path(path), str(path) if name is None else name), name=name)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Read a file without errors; raises ``ContractError`` with the place of what is wrong."""
        try:
            return cls.read(path).checked()
        except UnreadableError as error:
            raise ContractError([Finding(str(path), 1, 1, "", error.reason)]) from error

    def checked(self) -> Self:
        """Return this document if its text has no findings and it is an object; raises ``ContractError``."""
        if self.findings:
            raise ContractError(self.findings)
        return self

    @property
    def data(self) -> dict[str, Any]:
        """The content where it is an object, as that of an OpenAPI document is; else empty."""
        return self.content if isinstance(self.content, dict) else {}

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the text: ``code`` is ``syntax`` or ``duplicate-key``."""
        found = [
            Finding(self.name, each.position.line, each.position.column, "", each.message, each.code)
            for each in self._findings
        ]
        if not found and self is self.root and not isinstance(self.content, dict):
            found = [Finding(self.name, 1, 1, "", "the document must be an object", "syntax")]
        return tuple(found)

    @cached_property
    def identifiers(self) -> Identifiers:
        """The ``$id`` and the anchors of the schemas in this file."""
        return find_identifiers(self.source, self.content)

    @cached_property
    def uri(self) -> str:
        """The ``file:`` URI of this file."""
        return self.path.resolve().as_uri()

    @property
    def root(self) -> "Document":
        """The document that the family was loaded from: the OpenAPI Object itself."""
        return next(iter(self.family.documents.values()))

    @property
    def files(self) -> frozenset[Path]:
        """The files that were read so far, this one and those that references led to; absolute."""
        return frozenset(self.family.documents)

    def position(self, pointer: str) -> Position:
        """Return where the key (or the list item) that ``pointer`` names stands.

        For a member that does not exist it is the position of its nearest ancestor that does.
        """
        if self._tree is None:
            self._tree = positions_of(self.source)
        if self._tree is None:
            return Position(1, 1)
        return position_of(self._tree, json_pointer.split(pointer))

    def finding(self, pointer: str, message: str, code: str = "") -> Finding:
        """Return a finding about the value at ``pointer``, with its position."""
        position = self.position(pointer)
        return Finding(self.name, position.line, position.column, pointer, message, code)

    def value(self, pointer: str) -> Any:
        """Return the value at ``pointer``; raises ``LookupError`` or ``ValueError`` where there is none."""
        value = self.content
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

        ``at`` is the pointer of the object that holds the reference. Raises ``ContractError`` for a
        reference that leads nowhere.
        """
        target = self.family.resolve(self, at, reference)
        if target.document is None:
            raise ContractError([self.finding(json_pointer.join(at, "$ref"), target.problem)])
        return target.document, target.pointer

    def resolve(self, reference: object) -> object:
        """Return what a ``$ref`` string, or a node that may be a Reference Object, stands for.

        References to references are followed; a node without ``$ref`` is returned as it is. Raises
        ``ContractError`` for a reference that does not resolve or is circular.
        """
        document, node, seen = self, reference, set()
        if isinstance(node, str):
            node = {"$ref": node}
        at = ""
        while isinstance(node, dict) and isinstance(node.get("$ref"), str):
            document, at = document.locate(node["$ref"], at)
            if (document.name, at) in seen:
                raise ContractError([document.finding(at, "the reference is circular")])
            seen.add((document.name, at))
            node = document.value(at)
        return node


class DocumentFamily:
    """A document and every file that its references lead to, each opened once.

    ``documents`` are by absolute path, the document itself first.
    """

    def __init__(self) -> None:
        self.documents: dict[Path, Document] = {}
        self._targets: dict[tuple[str, str | None, str], ReferenceTarget] = {}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the text of any file that was read so far."""
        return tuple(finding for document in self.documents.values() for finding in document.findings)

    def resolve(self, document: Document, pointer: str, reference: str) -> ReferenceTarget:
        """Return what a reference names that stands in the object at ``pointer`` of a document.

        Fragments are JSON Pointers or anchors; an address is the ``$id`` of a schema, or a file, relative
        or as a ``file:`` URI (OpenAPI 3.1.1 section 4.6, JSON Schema core section 8, RFC 3986). Nothing is
        fetched.
        """
        resource = document.identifiers.resource_of(pointer)
        key = document.name, resource, reference
        target = self._targets.get(key)
        if target is None:
            target = self._targets[key] = self._resolve(document, resource, reference)
        return target

    def _resolve(self, document: Document, resource: str | None, reference: str) -> ReferenceTarget:
        address, _, fragment = reference.partition("#")
        if resource is not None:
            base = document.identifiers.resources[resource]
            absolute = join_uri(base, reference).partition("#")[0] if address else base
            identified = (document, resource) if absolute == base else self._identified(absolute)
            if identified is not None:
                found = _within(*identified, fragment)
                if found is not None:
                    return found
        target = self._outside(document, address, fragment, reference)
        # What was meant is kept, so that it does not count as unused as well.
        if resource is not None and target.document is not None and not address:
            base = document.identifiers.resources[resource]
            return ReferenceTarget(target.document, target.pointer, target.value, astray=base)
        return target

    def _outside(self, document: Document, address: str, fragment: str, reference: str) -> ReferenceTarget:
        """Resolve against the file itself, no ``$id`` around the reference considered."""
        where = "the document"
        if address:
            where = f'"{address}"'
            identified = self._identified(address) or self._identified(join_uri(document.uri, address))
            if identified is not None:
                found = _within(*identified, fragment)
                return found or ReferenceTarget(None, problem=f'"{reference}" does not exist in {where}')
            opened = self._open(document, address)
            if isinstance(opened, ReferenceTarget):
                return opened
            document = opened
        found = _within(document, "", fragment)
        return found or ReferenceTarget(None, problem=f'"{reference}" does not exist in {where}')

    def _identified(self, uri: str) -> tuple[Document, str] | None:
        for document in list(self.documents.values()):
            for pointer, identifier in document.identifiers.resources.items():
                if uri in (identifier, join_uri(document.uri, identifier)):
                    return document, pointer
        return None

    def _open(self, beside: Document, address: str) -> Document | ReferenceTarget:
        """Return the file at an address, or why there is none."""
        try:
            parts = urlsplit(address)
        except ValueError:
            return ReferenceTarget(None, problem=f'"{address}" is not a URI')
        if parts.scheme == "file":
            from urllib.request import url2pathname  # it takes as long as all of this module's imports

            name = url2pathname(parts.path)
            path = Path(name)
        elif "://" in address or address.startswith(("urn:", "//")):
            known = address.startswith(_METASCHEMAS)
            problem = "" if known else f'"{address}" is a URL, and nothing is fetched'
            return ReferenceTarget(None, problem=problem, remote=True)
        else:
            path = beside.path.parent / unquote(address)
            name = os.path.normpath(os.path.join(os.path.dirname(beside.name), unquote(address)))
        try:
            known_document = self.documents.get(path.resolve())
            if known_document is None:
                known_document = Document(path, read_bytes(path, name), name=name, family=self)
        except (UnreadableError, ValueError):
            return ReferenceTarget(None, problem=f'the file "{address}" does not exist')
        return known_document


def load_document(path: str | os.PathLike[str]) -> Document:
    """Read a YAML 1.2 or JSON file; raises ``ContractError`` with the place of what is wrong."""
    return Document.load(path)


def _within(document: Document, pointer: str, fragment: str) -> ReferenceTarget | None:
    """Return what a fragment names that counts from the value at ``pointer``."""
    fragment = unquote(fragment)
    if fragment and not fragment.startswith("/"):
        anchored = document.identifiers.anchors.get((pointer, fragment))
        if anchored is None:
            return None
        return ReferenceTarget(document, anchored, document.value(anchored))
    try:
        target = pointer + fragment
        return ReferenceTarget(document, target, document.value(target))
    except (LookupError, ValueError):
        return None


def read_bytes(path: Path, name: str) -> bytes:
    """Return what a file holds; ``name`` is its path in messages. Raises ``UnreadableError``."""
    try:
        if path.exists() and not path.is_file():
            raise UnreadableError(name, "the file cannot be read: it is not a file")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(name, f"the file cannot be read: {error.strerror}") from error
