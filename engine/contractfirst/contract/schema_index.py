"""Where every schema of a document stands, and where every reference between schemas leads.

OpenAPI resolves references against the whole document, JSON Schema against schema resources. So the
schemas of a document are gathered, under their pointers, into the ``$defs`` of one resource, and each
reference is given the URI that leads there; a schema with an ``$id`` of its own stays the resource that
it is (OpenAPI 3.1.1 section 4.6, JSON Schema core section 8).
"""

from collections.abc import Collection
from typing import Any
from urllib.parse import quote, unquote, urljoin

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract.anatomy import schemas_within, walk
from contractfirst.contract.document import Document
from contractfirst.contract.errors import Findings
from contractfirst.contract.patterns import executable_pattern
from contractfirst.contract.place import Place

__all__ = ["BASE", "SchemaIndex"]

BASE = "https://contract.invalid/document"
_METASCHEMAS = ("https://json-schema.org/draft/", "http://json-schema.org/draft-")
_REFERENCES = ("$ref", "$dynamicRef")
_ANNOTATIONS = ("readOnly", "writeOnly")


class SchemaIndex:
    """The schemas of a document and of the files that it refers to.

    ``hosts`` are the gathered schemas by their key in ``$defs``, ``annotations`` which of readOnly and
    writeOnly the document uses at all. ``mounted`` are the URIs of resources known from elsewhere.
    Raises ``ContractError`` with every reference that leads nowhere.
    """

    def __init__(self, document: Document, mounted: Collection[str] = ()) -> None:
        self.hosts: dict[str, Place] = {}
        self.annotations: set[str] = set()
        self._document = document
        self._mounted = mounted
        self._uris: dict[tuple[str, str], str] = {}
        self._bases: dict[tuple[str, str], str] = {}
        self._identified: dict[str, Place] = {}
        self._anchors: set[str] = set()
        self._targets: dict[tuple[str, str, str], str] = {}
        self._waiting: list[tuple[Place, str]] = []
        self._written: dict[str, str] = {}
        self._survey()

    def uri(self, place: Place) -> str:
        """Return the URI of the schema at ``place``, which is one of the document."""
        return self._uris[place.identity]

    def target(self, schema: Place, keyword: str) -> str | None:
        """Return the URI that a reference keyword of a schema leads to."""
        return self._targets.get((*schema.identity, keyword))

    def place_of(self, location: str | None) -> Place | None:
        """Return the place in the document that a validator's absolute keyword location means."""
        address, _, fragment = (location or "").partition("#")
        tokens = json_pointer.split(unquote(fragment)) if fragment.startswith("/") else []
        if address == BASE and len(tokens) > 1 and tokens[0] == "$defs":
            host, tokens = self.hosts.get(tokens[1]), tokens[2:]
        else:
            host = self._identified.get(address)
        if host is None:
            return None
        tokens = [
            self._written.get(token, token) if before == "patternProperties" else token
            for before, token in zip(["", *tokens], tokens, strict=False)
        ]
        pointer = json_pointer.join(host.pointer, *tokens)
        try:
            return Place(host.document, pointer, host.document.value(pointer))
        except LookupError:
            return None

    def translate_patterns(self, schema: dict[str, Any]) -> None:
        """Replace the patterns of a copied schema by what the validator executes."""
        if isinstance(schema.get("pattern"), str):
            schema["pattern"] = self._executable(schema["pattern"])
        properties = schema.get("patternProperties")
        if isinstance(properties, dict):
            schema["patternProperties"] = {self._executable(name): held for name, held in properties.items()}

    def as_written(self, pattern: str) -> str:
        """Return the pattern of the document that the validator executes as ``pattern``."""
        return self._written.get(pattern, pattern)

    def _executable(self, pattern: str) -> str:
        executable = executable_pattern(pattern)
        while self._written.setdefault(executable, pattern) != pattern:
            executable = f"(?:{executable})"
        return executable

    def _survey(self) -> None:
        findings = Findings()
        self._gather(Place.root(self._document), "openapi", findings, set())
        while self._waiting:
            schema, keyword = self._waiting.pop()
            with findings:
                self._targets[(*schema.identity, keyword)] = self._aim(schema, keyword)
        findings.settle()

    def _gather(self, root: Place, kind: str, findings: Findings, seen: set[tuple[str, str]]) -> None:
        """Host every schema below an object, wherever references lead on the way."""
        for below_kind, place in walk(root, kind):
            with findings:
                if below_kind == "schema":
                    if place.identity not in self._uris:
                        self._host(place)
                elif isinstance(place.value, dict) and "$ref" in place.value:
                    target = place.resolved()
                    if target.identity not in seen:
                        seen.add(target.identity)
                        self._gather(target, below_kind, findings, seen)

    def _host(self, root: Place) -> None:
        """Give a schema a key in ``$defs``, and it and all below it their URIs."""
        own = root.document is self._document
        key = root.pointer if own else f"{root.document.path}#{root.pointer}"
        self.hosts[key] = root
        prefix = f"{BASE}#/$defs/{quote(json_pointer.escape(key), safe='~')}"
        waiting = [(root, "")]
        while waiting:
            schema, base = waiting.pop()
            self._uris[schema.identity] = prefix + quote(schema.pointer[len(root.pointer) :], safe="/~")
            value = schema.value
            if isinstance(value, bool):
                continue
            if not isinstance(value, dict):
                schema.fail("a schema is an object, true or false")
            base = self._register(schema, value, base)
            waiting.extend((below, base) for _, below in schemas_within(schema))

    def _register(self, schema: Place, value: dict[str, object], base: str) -> str:
        identifier = value.get("$id")
        if isinstance(identifier, str):
            base = _resolve(base or BASE, identifier).removesuffix("#")
            if base in self._identified:
                schema.fail("another schema has this $id", "$id")
            self._identified[base] = schema
        self._bases[schema.identity] = base
        if not base:
            anchors = (value.get("$anchor"), value.get("$dynamicAnchor"))
            self._anchors.update(anchor for anchor in anchors if isinstance(anchor, str))
        self._waiting.extend(
            (schema, keyword) for keyword in _REFERENCES if isinstance(value.get(keyword), str)
        )
        self.annotations.update(name for name in _ANNOTATIONS if value.get(name) is True)
        return base

    def _aim(self, schema: Place, keyword: str) -> str:
        reference = str(schema.get(keyword))
        base = self._bases[schema.identity]
        address, _, fragment = _resolve(base or BASE, reference).partition("#")
        within = bool(base) and address == base.partition("#")[0]
        if (
            within
            or address in self._identified
            or address in self._mounted
            or address.startswith(_METASCHEMAS)
        ):
            return f"{address}#{fragment}" if fragment else address
        if fragment and not fragment.startswith("/"):
            if address != BASE or unquote(fragment) not in self._anchors:
                schema.fail(f'no schema has the anchor "{fragment}"', keyword)
            return f"{BASE}#{fragment}"
        document, pointer = schema.document.locate(reference, schema.pointer)
        value = document.value(pointer)
        if not isinstance(value, dict | bool) or value is self._document.data:
            schema.fail(f'"{reference}" is not a schema', keyword)
        place = Place(document, pointer, value)
        if place.identity not in self._uris:
            self._host(place)
        return self._uris[place.identity]


def _resolve(base: str, reference: str) -> str:
    """Return the URI that a reference means (RFC 3986 section 5.2), also where the base is a URN."""
    if reference.startswith("#"):
        return base.partition("#")[0] + reference
    return urljoin(base, reference)
