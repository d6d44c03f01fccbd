"""Where every schema of a document stands, and where every reference between schemas leads.

OpenAPI resolves references against the whole document, JSON Schema against schema resources. So the
schemas of a document are gathered, under their pointers, into the ``$defs`` of one resource, and each
reference is given the URI that leads there; a schema with an ``$id`` of its own stays the resource that
it is (OpenAPI 3.1.1 section 4.6, JSON Schema core section 8).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from urllib.parse import quote, unquote

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract.errors import ContractError, Finding
from contractfirst.contract.grammar import MAP, SCHEMA_FIELDS
from contractfirst.contract.identifiers import join_uri
from contractfirst.contract.model import DocumentModel
from contractfirst.contract.node import mapping, strings
from contractfirst.contract.patterns import executable_pattern
from contractfirst.contract.place import Place, schemas_within
from contractfirst.contract.shape import annotated

__all__ = ["BASE", "SchemaIndex"]

BASE = "https://contract.invalid/document"
_METASCHEMAS = ("https://json-schema.org/draft/", "http://json-schema.org/draft-")
_REFERENCES = ("$ref", "$dynamicRef")
_ANNOTATIONS = ("readOnly", "writeOnly")


class SchemaIndex:
    """The schemas of a document and of the files that it refers to.

    ``hosts`` are the gathered schemas by their key in ``$defs``. ``annotated`` are the names of properties
    that are readOnly or writeOnly somewhere, by the annotation, for those that the document uses at all.
    ``directional`` are the hosts that bind requests and responses differently.
    ``mounted`` are the URIs of resources known from elsewhere. ``broken`` are the findings by the key of the
    host: references that lead nowhere, and what is no schema.
    """

    def __init__(self, model: DocumentModel, mounted: Collection[str] = ()) -> None:
        self.hosts: dict[str, Place] = {}
        self.annotated: dict[str, set[str]] = {}
        self.directional: set[str] = set()
        self.broken: defaultdict[str, list[Finding]] = defaultdict(list)
        self._model = model
        self._mounted = mounted
        self._uris: dict[tuple[str, str], str] = {}
        self._host_of: dict[tuple[str, str], str] = {}
        self._uses: defaultdict[str, set[str]] = defaultdict(set)
        self._bases: dict[tuple[str, str], str] = {}
        self._identified: dict[str, Place] = {}
        self._targets: dict[tuple[str, str, str], str] = {}
        self._naming: list[Place] = []
        self._waiting: list[tuple[Place, str]] = []
        self._written: dict[str, str] = {}
        for place in _places(model):
            if place.identity not in self._uris:
                self._host(place)
        while self._waiting:
            self._aim(*self._waiting.pop())
        self._find_directional()

    def uri(self, place: Place) -> str:
        """Return the URI of the schema at ``place``, which is one of the document."""
        return self._uris[place.identity]

    def target(self, schema: Place, keyword: str) -> str | None:
        """Return the URI that a reference keyword of a schema leads to."""
        return self._targets.get((*schema.identity, keyword))

    def findings_below(self, place: Place) -> list[Finding]:
        """Return what is wrong with a schema, and with all that its references lead to."""
        if not self.broken:
            return []
        reached = {self._host_of[place.identity]: None}
        waiting = list(reached)
        while waiting:
            for key in sorted(self._uses[waiting.pop()]):
                if key not in reached:
                    reached[key] = None
                    waiting.append(key)
        return [finding for key in reached for finding in self.broken.get(key, ())]

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

    def as_written(self, pattern: str) -> str:
        """Return the pattern of the document that the validator executes as ``pattern``."""
        return self._written.get(pattern, pattern)

    def executable(self, pattern: str) -> str:
        """Return what the validator executes for a pattern: two patterns never become the same."""
        executable = executable_pattern(pattern)
        while self._written.setdefault(executable, pattern) != pattern:
            executable = f"(?:{executable})"
        return executable

    def _find_directional(self) -> None:
        for schema in self._naming:
            for name in mapping(schema.value.get("properties")):
                for annotation, names in self.annotated.items():
                    if name not in names and annotated(schema.child("properties", name), annotation):
                        names.add(name)
        hidden = {name for names in self.annotated.values() for name in names}
        for schema in self._naming:
            named = {*mapping(schema.value.get("properties")), *strings(schema.value.get("required"))}
            if not hidden.isdisjoint(named):
                self.directional.add(self._host_of[schema.identity])

    def _host(self, root: Place) -> None:
        """Give a schema a key in ``$defs``, and it and all below it their URIs."""
        own = root.document is self._model.document
        key = root.pointer if own else f"{root.document.name}#{root.pointer}"
        self.hosts[key] = root
        prefix = f"{BASE}#/$defs/{quote(json_pointer.escape(key), safe='~')}"
        waiting = [(root, "")]
        while waiting:
            schema, base = waiting.pop()
            identity = schema.identity
            self._uris[identity] = prefix + quote(schema.pointer[len(root.pointer) :], safe="/~")
            self._host_of[identity] = key
            value = schema.value
            if isinstance(value, bool):
                continue
            if not isinstance(value, dict):
                self.broken[key].append(schema.finding("a schema is an object, true or false"))
                continue
            base = self._register(schema, value, base)
            waiting.extend((below, base) for _, below in schemas_within(schema))

    def _register(self, schema: Place, value: dict[str, object], base: str) -> str:
        identifier = value.get("$id")
        if isinstance(identifier, str):
            base = join_uri(base or BASE, identifier).removesuffix("#")
            if base in self._identified:
                self._note(schema, "another schema has this $id", "$id")
            self._identified[base] = schema
        self._bases[schema.identity] = base
        self._waiting.extend(
            (schema, keyword) for keyword in _REFERENCES if isinstance(value.get(keyword), str)
        )
        for annotation in _ANNOTATIONS:
            if value.get(annotation) is True:
                self.annotated.setdefault(annotation, set())
        if "properties" in value or "required" in value:
            self._naming.append(schema)
        return base

    def _note(self, schema: Place, message: str, *tokens: str) -> None:
        self.broken[self._host_of[schema.identity]].append(schema.finding(message, *tokens))

    def _aim(self, schema: Place, keyword: str) -> None:
        """Note the URI that a reference leads to, and the use of the schema there."""
        host = self._host_of[schema.identity]
        try:
            uri, used = self._aimed(schema, keyword)
        except ContractError as error:
            self.broken[host].extend(error.findings)
            return
        self._targets[(*schema.identity, keyword)] = uri
        if used is not None:
            self._uses[host].add(self._host_of[used.identity])

    def _aimed(self, schema: Place, keyword: str) -> tuple[str, Place | None]:
        reference = str(schema.value[keyword])
        base = self._bases[schema.identity]
        address, _, fragment = join_uri(base or BASE, reference).partition("#")
        identified = self._identified.get(address)
        if (
            identified is not None
            or address in self._mounted
            or address.startswith(_METASCHEMAS)
            or (base and address == base.partition("#")[0])
        ):
            return f"{address}#{fragment}" if fragment else address, identified
        target = schema.document.family.resolve(schema.document, schema.pointer, reference)
        if target.document is None:
            schema.fail(target.problem, keyword)
        place = Place(target.document, target.pointer, target.value)
        if not isinstance(place.value, dict | bool) or place.value is self._model.data:
            schema.fail(f'"{reference}" is not a schema', keyword)
        if place.identity not in self._uris:
            self._host(place)
        if fragment and not fragment.startswith("/") and keyword == "$dynamicRef":
            return f"{BASE}#{fragment}", place
        return self._uris[place.identity], place


def _places(model: DocumentModel) -> Iterator[Place]:
    """Yield the schemas that stand in no schema: those of other objects, and those that references name."""
    for node in model.nodes():
        if node.kind == "schema" or node.is_reference:
            continue
        for field, how in SCHEMA_FIELDS.get(node.kind, {}).items():
            if field in node.value:
                held = node.value[field]
                if how is not MAP:
                    yield node.child(field)
                elif isinstance(held, dict):
                    yield from (node.child(field, name) for name in held)
    yield from (node for node in model.roots if node.kind == "schema")
