"""Rules about references: where they lead, and what is never referred to."""

from collections.abc import Iterator

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract.grammar import COMPONENTS, IN_PLACE
from contractfirst.contract.node import Node, mapping
from contractfirst.contract.structure import is_misplaced_reference
from contractfirst.lint.model import LintModel
from contractfirst.lint.names import suggestion
from contractfirst.lint.rule import rule
from contractfirst.lint.rule_finding import RuleFinding, report
from contractfirst.lint.schemas import branches
from contractfirst.lint.severity import Severity

__all__ = [
    "circular_ref",
    "dangling_ref",
    "misplaced_ref",
    "ref_kind",
    "ref_siblings",
    "remote_ref",
    "unused_component",
]


@rule(
    "dangling-ref",
    Severity.ERROR,
    "A reference does not resolve",
    why="Whatever stands behind it is missing for every tool: no validation, no code, no documentation.",
    bad="schema: {$ref: '#/components/schemas/Bok'}",
    good="schema: {$ref: '#/components/schemas/Book'}",
    source="OpenAPI 3.1.1 section 4.8.23 (Reference Object); JSON Schema 2020-12 core, section 8.2; RFC 6901",
    fix="Refer to something that exists, or add the missing target.",
)
def dangling_ref(model: LintModel) -> Iterator[RuleFinding]:
    for reference in model.references:
        target, text = reference.target, reference.text[:120]
        if target.document is None and not target.remote:
            meant = _meant(model, reference.text)
            yield report(reference.node, f'"{text}" does not resolve{meant}', reference.keyword)
        elif target.astray:
            yield report(
                reference.node,
                f'"{text}" does not resolve within "{target.astray[:120]}", and that $id is what it is '
                "counted from",
                reference.keyword,
            )


def _meant(model: LintModel, text: str) -> str:
    if not text.startswith("#/components/"):
        return ""
    tokens = json_pointer.split(text[1:])
    return suggestion(tokens[2], model.components(tokens[1])) if len(tokens) == 3 else ""


@rule(
    "remote-ref",
    Severity.WARNING,
    "A reference is a URL",
    why="The contract then changes whenever somebody else's server does, and cannot be read offline. Nothing "
    "is fetched here, so what it names is not checked.",
    bad="schema: {$ref: 'https://example.com/schemas/book.json'}",
    good="schema: {$ref: 'schemas/book.json'}",
    source="OpenAPI 3.1.1 section 4.6 (Relative References in URIs)",
    fix="Keep a copy beside the document, or among its components, and refer to that.",
)
def remote_ref(model: LintModel) -> Iterator[RuleFinding]:
    for reference in model.references:
        if reference.target.remote and reference.target.problem:
            yield report(reference.node, f'"{reference.text[:120]}" is not fetched', reference.keyword)


@rule(
    "circular-ref",
    Severity.ERROR,
    "A chain of references is circular",
    why="Each refers to the next for the same value, and the last to the first: there is nothing at the end. "
    "Recursion through a property or an item is fine, because there the value gets smaller.",
    bad="A: {$ref: '#/components/schemas/B'}\nB: {allOf: [{$ref: '#/components/schemas/A'}]}",
    good="A: {type: object, properties: {parent: {$ref: '#/components/schemas/A'}}}",
    source="JSON Schema 2020-12 core, section 9.4.1 (Guarding Against Infinite Recursion)",
    fix="Replace one of the references with a definition.",
)
def circular_ref(model: LintModel) -> Iterator[RuleFinding]:
    settled: set[int] = set()
    for start in model.of("schema"):
        if id(start) not in settled:
            yield from _circles(model, start, settled)
    for reference in model.references:
        node = reference.node
        if node.is_reference and isinstance(reference.target.value, dict) and _returns(model, node):
            yield report(node, "the reference is circular", "$ref")


def _returns(model: LintModel, node: Node) -> bool:
    seen: set[tuple[str, str]] = set()
    current: Node | None = node
    while current is not None and current.is_reference:
        if current.identity in seen:
            return current.identity == node.identity
        seen.add(current.identity)
        current = model.target_node(current, current.value["$ref"])
    return False


def _circles(model: LintModel, start: Node, settled: set[int]) -> Iterator[RuleFinding]:
    """Walk depth first over what applies to the same value; an edge back to the open path is a circle."""
    path: set[int] = {id(start)}
    stack = [(start, _same_value(model, start))]
    while stack:
        node, below = stack[-1]
        held = next(below, None)
        if held is None:
            stack.pop()
            path.discard(id(node))
            settled.add(id(node))
        elif id(held[1]) in path:
            yield report(held[0], "the reference is circular", *_keyword(held))
        elif id(held[1]) not in settled:
            path.add(id(held[1]))
            stack.append((held[1], _same_value(model, held[1])))


def _keyword(edge: tuple[Node, Node]) -> tuple[str, ...]:
    return ("$ref",) if "$ref" in edge[0].value else ()


def _same_value(model: LintModel, node: Node) -> Iterator[tuple[Node, Node]]:
    value = node.value
    if "$ref" in value:
        target = model.schema_target(node)
        if target is not None:
            yield node, target
    if value.keys().isdisjoint(IN_PLACE):
        return
    for keyword in ("allOf", "anyOf", "oneOf"):
        for branch in branches(model, node, keyword):
            yield node, branch
    for keyword in ("if", "then", "else", "not"):
        if isinstance(value.get(keyword), dict):
            below = model.child(node, "schema", keyword)
            if below is not None:
                yield node, below


@rule(
    "ref-kind",
    Severity.ERROR,
    "A reference resolves to an object of another kind",
    why="A parameter that refers to a schema, or a schema that refers to a response, is read as something "
    "that it is not.",
    bad="parameters:\n  - $ref: '#/components/schemas/Limit'",
    good="parameters:\n  - $ref: '#/components/parameters/Limit'",
    source="OpenAPI 3.1.1 section 4.8.23 (Reference Object)",
    fix="Refer to a component of the kind expected here.",
)
def ref_kind(model: LintModel) -> Iterator[RuleFinding]:
    for reference in model.references:
        node, target = reference.node, reference.target
        if target.document is None:
            continue
        text = f'"{reference.text[:120]}"'
        if not isinstance(target.value, dict) and not (
            node.kind == "schema" and isinstance(target.value, bool)
        ):
            yield report(node, f"{text} is not a {node.kind}", reference.keyword)
            continue
        named = model.at(target.document, target.pointer, node.kind)
        if named is not None and named.kind != node.kind:
            message = f"{text} is a {named.kind}; a {node.kind} belongs here"
            yield report(node, message, reference.keyword)


@rule(
    "misplaced-ref",
    Severity.ERROR,
    "A reference is used where none is allowed",
    why="OpenAPI knows references in place of parameters, responses, bodies, headers, examples, links, "
    "callbacks and security schemes, and within path items and schemas. Elsewhere tools ignore them, or "
    "refuse the document.",
    bad="get: {$ref: 'books.yaml#/get'}",
    good="/books: {$ref: 'books.yaml'}",
    source="OpenAPI 3.1.1 sections 4.8.9.1 ($ref of a path item) and 4.8.23 (Reference Object)",
    fix="Write the object inline, or move the reference one level up: a path item may be a reference.",
)
def misplaced_ref(model: LintModel) -> Iterator[RuleFinding]:
    for reference in model.references:
        if is_misplaced_reference(reference.node):
            kind = reference.node.kind
            article = "an" if kind[0] in "aeio" else "a"
            message = f'{article} {kind} cannot be given by a reference, such as "{reference.text[:120]}"'
            yield report(reference.node, message, "$ref")


@rule(
    "ref-siblings",
    Severity.ERROR,
    "A field beside `$ref` is ignored",
    why="A Reference Object has only summary and description beside $ref; all other "
    "fields are silently ignored. In schemas siblings are allowed and apply.",
    bad="parameters:\n  - $ref: '#/components/parameters/Limit'\n    required: true",
    good="parameters:\n  - $ref: '#/components/parameters/RequiredLimit'",
    source="OpenAPI 3.1.1 section 4.8.23.1 (Reference Object, fixed fields)",
    fix="Remove the field, or define a component that has it.",
)
def ref_siblings(model: LintModel) -> Iterator[RuleFinding]:
    for reference in model.references:
        if reference.node.is_reference and not is_misplaced_reference(reference.node):
            for name in reference.node.value:
                if name not in ("$ref", "summary", "description"):
                    yield report(reference.node, f'"{name}" beside $ref is ignored', name)


@rule(
    "unused-component",
    Severity.WARNING,
    "A component is never used",
    why="Readers study it and generators turn it into code, though nothing uses it; sometimes a reference "
    "to it is missing. A component that only other unused ones refer to counts as unused.",
    bad="components:\n  schemas:\n    Obsolete: {type: string}",
    good="components: {}",
    source="OpenAPI 3.1.1 section 4.8.7 (Components Object)",
    fix="Use it or remove it.",
)
def unused_component(model: LintModel) -> Iterator[RuleFinding]:
    if model.is_library:
        return
    uses: dict[str, set[str]] = {}
    for holder, used in _uses(model):
        uses.setdefault(holder, set()).add(used)
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        for used in uses.get(waiting.pop(), ()):
            if used not in reached:
                reached.add(used)
                waiting.append(used)
    for field in COMPONENTS:
        for name in model.components(field):
            pointer = json_pointer.join("/components", field, name)
            if pointer not in reached:
                yield report(model.root, f"{field}/{name} is never used", "components", field, name)


def _uses(model: LintModel) -> Iterator[tuple[str, str]]:
    """Yield which component (``""``: the rest of the document) uses which."""
    for reference in model.references:
        node, target = reference.node, reference.target
        if target.document is model.document:
            holder = _component(node) if node.document is model.document else ""
            used = _component_at(target.pointer)
            yield holder, used
            if node.keyword == "allOf" and node.parent is not None and holder:
                named = model.schema_target(node)
                if named is not None and "discriminator" in named.value:
                    # A discriminator's property names the schemas that extend its own.
                    yield used, holder
    for node in model.of("discriminator"):
        for name in mapping(node.value.get("mapping")).values():
            if isinstance(name, str):
                pointer = name[1:] if name.startswith("#") else f"/components/schemas/{name}"
                yield _component(node), _component_at(pointer)
    for node in model.of("security requirement"):
        for name in node.value:
            yield _component(node), json_pointer.join("/components/securitySchemes", name)


def _component(node: Node) -> str:
    return _component_at(node.pointer)


def _component_at(pointer: str) -> str:
    if not pointer.startswith("/components/"):
        return ""
    return "/".join(pointer.split("/", 4)[:4])
