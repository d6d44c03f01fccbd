"""Rules about references: where they lead, and what is never referred to."""

from collections.abc import Iterator

from contractfirst.contract import pointer as json_pointer
from contractfirst.lint.file import File
from contractfirst.lint.grammar import COMPONENTS, IN_PLACE
from contractfirst.lint.names import suggestion
from contractfirst.lint.node import Complaint, Node, mapping
from contractfirst.lint.rule import rule
from contractfirst.lint.schemas import branches
from contractfirst.lint.severity import Severity
from contractfirst.lint.subject import Subject

__all__ = ["circular_ref", "dangling_ref", "ref_kind", "ref_siblings", "remote_ref", "unused_component"]


@rule(
    "dangling-ref",
    Severity.ERROR,
    "A reference leads nowhere",
    why="Whatever stands behind it is missing for every tool: no validation, no code, no documentation.",
    bad="schema: {$ref: '#/components/schemas/Bok'}",
    good="schema: {$ref: '#/components/schemas/Book'}",
    source="OpenAPI 3.1.1 section 4.8.23 (Reference Object); JSON Schema 2020-12 core, section 8.2; RFC 6901",
    fix="Name something that exists, or add what is named.",
)
def dangling_ref(subject: Subject) -> Iterator[Complaint]:
    for reference in subject.references:
        if reference.target is None and not reference.remote:
            meant = _meant(subject, reference.text)
            yield reference.node.complain(f'"{reference.text[:120]}" names nothing{meant}', "$ref")
        elif reference.astray is not None:
            yield reference.node.complain(
                f'"{reference.text[:120]}" names nothing within "{reference.astray.text("$id")[:120]}", '
                "and that $id is what it is counted from",
                "$ref",
            )


def _meant(subject: Subject, text: str) -> str:
    if not text.startswith("#/components/"):
        return ""
    tokens = json_pointer.split(text[1:])
    return suggestion(tokens[2], subject.components(tokens[1])) if len(tokens) == 3 else ""


@rule(
    "remote-ref",
    Severity.WARNING,
    "A reference leads to a URL",
    why="The contract then changes whenever somebody else's server does, and cannot be read offline. Nothing "
    "is fetched here, so what it names is not judged.",
    bad="schema: {$ref: 'https://example.com/schemas/book.json'}",
    good="schema: {$ref: 'schemas/book.json'}",
    source="OpenAPI 3.1.1 section 4.6 (Relative References in URIs)",
    fix="Keep a copy beside the document, or among its components, and refer to that.",
)
def remote_ref(subject: Subject) -> Iterator[Complaint]:
    for reference in subject.references:
        if reference.remote:
            yield reference.node.complain(f'"{reference.text[:120]}" is not fetched', "$ref")


@rule(
    "circular-ref",
    Severity.ERROR,
    "A chain of references never ends",
    why="Each refers to the next for the same value, and the last to the first: there is nothing at the end. "
    "Recursion through a property or an item is fine, because there the value gets smaller.",
    bad="A: {$ref: '#/components/schemas/B'}\nB: {allOf: [{$ref: '#/components/schemas/A'}]}",
    good="A: {type: object, properties: {parent: {$ref: '#/components/schemas/A'}}}",
    source="JSON Schema 2020-12 core, section 9.4.1 (Guarding Against Infinite Recursion)",
    fix="Let one of them say what it is instead of referring on.",
)
def circular_ref(subject: Subject) -> Iterator[Complaint]:
    settled: set[int] = set()
    for start in subject.of("schema"):
        if id(start) not in settled:
            yield from _circles(subject, start, settled)
    for reference in subject.references:
        node = reference.node
        if node.is_reference and reference.target is not None and subject.resolve(node) is None:
            target = reference.target.value
            if isinstance(target, dict) and _returns(subject, node):
                yield node.complain("the reference leads back to itself", "$ref")


def _returns(subject: Subject, node: Node) -> bool:
    seen: set[tuple[File, str]] = set()
    current: Node | None = node
    while current is not None and current.is_reference:
        place = (current.file, current.pointer)
        if place in seen:
            return place == (node.file, node.pointer)
        seen.add(place)
        target = subject.target(current, current.value["$ref"])
        current = None if target is None else subject.at(target.file, target.pointer, current.kind)
    return False


def _circles(subject: Subject, start: Node, settled: set[int]) -> Iterator[Complaint]:
    """Walk depth first over what judges the same value; an edge back to the open path is a circle."""
    path: set[int] = {id(start)}
    stack = [(start, _same_value(subject, start))]
    while stack:
        node, below = stack[-1]
        held = next(below, None)
        if held is None:
            stack.pop()
            path.discard(id(node))
            settled.add(id(node))
        elif id(held[1]) in path:
            yield held[0].complain("the reference leads back to itself", *_keyword(held))
        elif id(held[1]) not in settled:
            path.add(id(held[1]))
            stack.append((held[1], _same_value(subject, held[1])))


def _keyword(edge: tuple[Node, Node]) -> tuple[str, ...]:
    return ("$ref",) if "$ref" in edge[0].value else ()


def _same_value(subject: Subject, node: Node) -> Iterator[tuple[Node, Node]]:
    value = node.value
    if "$ref" in value:
        target = subject.schema_target(node)
        if target is not None:
            yield node, target
    if value.keys().isdisjoint(IN_PLACE):
        return
    for keyword in ("allOf", "anyOf", "oneOf"):
        for branch in branches(subject, node, keyword):
            yield node, branch
    for keyword in ("if", "then", "else", "not"):
        if isinstance(value.get(keyword), dict):
            below = subject.child(node, "schema", keyword)
            if below is not None:
                yield node, below


@rule(
    "ref-kind",
    Severity.ERROR,
    "A reference names an object of another kind",
    why="A parameter that refers to a schema, or a schema that refers to a response, is read as something "
    "that it is not.",
    bad="parameters:\n  - $ref: '#/components/schemas/Limit'",
    good="parameters:\n  - $ref: '#/components/parameters/Limit'",
    source="OpenAPI 3.1.1 section 4.8.23 (Reference Object)",
    fix="Name a component of the kind that belongs here.",
)
def ref_kind(subject: Subject) -> Iterator[Complaint]:
    for reference in subject.references:
        target = reference.target
        if target is None:
            continue
        node = reference.node
        if not isinstance(target.value, dict) and not (
            node.kind == "schema" and isinstance(target.value, bool)
        ):
            yield node.complain(f'"{reference.text[:120]}" is not a {node.kind}', "$ref")
            continue
        named = subject.at(target.file, target.pointer, node.kind)
        if named is not None and named.kind != node.kind:
            yield node.complain(
                f'"{reference.text[:120]}" is a {named.kind}; a {node.kind} belongs here', "$ref"
            )


@rule(
    "ref-siblings",
    Severity.ERROR,
    "A field beside `$ref` is ignored",
    why="A Reference Object has only summary and description beside $ref; everything else is thrown away "
    "without a word. In schemas siblings are allowed and apply.",
    bad="parameters:\n  - $ref: '#/components/parameters/Limit'\n    required: true",
    good="parameters:\n  - $ref: '#/components/parameters/RequiredLimit'",
    source="OpenAPI 3.1.1 section 4.8.23.1 (Reference Object, fixed fields)",
    fix="Remove the field, or define a component that has it.",
)
def ref_siblings(subject: Subject) -> Iterator[Complaint]:
    for reference in subject.references:
        if reference.node.is_reference:
            for name in reference.node.value:
                if name not in ("$ref", "summary", "description"):
                    yield reference.node.complain(f'"{name}" beside $ref is ignored', name)


@rule(
    "unused-component",
    Severity.WARNING,
    "A component is never used",
    why="Dead weight that readers study and generators turn into code; sometimes the sign of a reference "
    "that was forgotten. A component that only other unused ones refer to counts as unused.",
    bad="components:\n  schemas:\n    Obsolete: {type: string}",
    good="components: {}",
    source="OpenAPI 3.1.1 section 4.8.7 (Components Object)",
    fix="Use it or remove it.",
)
def unused_component(subject: Subject) -> Iterator[Complaint]:
    if subject.fragment:
        return
    uses: dict[str, set[str]] = {}
    for holder, used in _uses(subject):
        uses.setdefault(holder, set()).add(used)
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        for used in uses.get(waiting.pop(), ()):
            if used not in reached:
                reached.add(used)
                waiting.append(used)
    for field in COMPONENTS:
        for name in subject.components(field):
            pointer = json_pointer.join("/components", field, name)
            if pointer not in reached:
                yield subject.root.complain(f"{field}/{name} is never used", "components", field, name)


def _uses(subject: Subject) -> Iterator[tuple[str, str]]:
    """Yield which component (``""``: the rest of the document) uses which."""
    for reference in subject.references:
        if reference.target is not None and reference.target.file is subject.file:
            holder = _component(reference.node) if reference.node.file is subject.file else ""
            used = _component_at(reference.target.pointer)
            yield holder, used
            parent = reference.node.parent
            if reference.node.keyword == "allOf" and parent is not None and holder:
                named = subject.schema_target(reference.node)
                if named is not None and "discriminator" in named.value:
                    # A discriminator's property names the schemas that extend its own.
                    yield used, holder
    for node in subject.of("discriminator"):
        for name in mapping(node.value.get("mapping")).values():
            if isinstance(name, str):
                pointer = name[1:] if name.startswith("#") else f"/components/schemas/{name}"
                yield _component(node), _component_at(pointer)
    for node in subject.of("security requirement"):
        for name in node.value:
            yield _component(node), json_pointer.join("/components/securitySchemes", name)
    for node in subject.of("schema"):
        dynamic = node.value.get("$dynamicRef")
        if isinstance(dynamic, str):
            target = subject.target(node, dynamic)
            if target is not None:
                yield _component(node), _component_at(target.pointer)


def _component(node: Node) -> str:
    return _component_at(node.pointer)


def _component_at(pointer: str) -> str:
    if not pointer.startswith("/components/"):
        return ""
    return "/".join(pointer.split("/", 4)[:4])
