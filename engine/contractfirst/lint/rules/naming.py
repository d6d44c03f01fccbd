"""Rules about how things are spelt."""

import re
from collections.abc import Iterator
from itertools import pairwise

from contractfirst.contract.node import mapping
from contractfirst.lint.model import LintModel
from contractfirst.lint.names import STYLES
from contractfirst.lint.rule import rule
from contractfirst.lint.rule_finding import RuleFinding, report
from contractfirst.lint.severity import Severity

__all__ = ["operation_id_case", "parameter_case", "path_case", "path_plural", "property_case", "schema_case"]

_SEGMENT = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
_PLURALS = frozenset({"children", "data", "evidence", "hardware", "media", "people", "software", "staff"})
_SOURCE = (
    "House style; consistency is what Zalando's RESTful API Guidelines ask for in rules 118, 129 and 130"
)


@rule(
    "operation-id-case",
    Severity.WARNING,
    "An operationId is not in camelCase",
    why="Generators turn it into method names; one spelling gives one spelling everywhere.",
    bad="operationId: List_Books",
    good="operationId: listBooks",
    source=_SOURCE,
    fix="Use the same style as the other names.",
    options={"style": "camelCase"},
)
def operation_id_case(model: LintModel) -> Iterator[RuleFinding]:
    style = model.options["operation-id-case"]["style"]
    for node in model.of("operation"):
        name = node.string("operationId")
        if name and not STYLES[style].fullmatch(name):
            yield report(node, f'the operationId "{name}" is not in {style}', "operationId")


@rule(
    "property-case",
    Severity.WARNING,
    "A property's name is not in snake_case",
    why="Whoever writes a client guesses names; mixed spellings make every second guess wrong.",
    bad="properties: {dueDate: {type: string, format: date}}",
    good="properties: {due_date: {type: string, format: date}}",
    source=_SOURCE,
    fix="Use the same style as the other names.",
    options={"style": "snake_case"},
)
def property_case(model: LintModel) -> Iterator[RuleFinding]:
    style = model.options["property-case"]["style"]
    matches = STYLES[style].fullmatch
    for node in model.of("schema"):
        if "properties" in node.value:
            for name in mapping(node.value["properties"]):
                if not matches(name) and not name.startswith(("$", "@", "_")):
                    yield report(node, f'the property "{name}" is not in {style}', "properties", name)


@rule(
    "parameter-case",
    Severity.WARNING,
    "A query, path or cookie parameter is not in snake_case",
    why="Parameters name the same things as properties, and should spell them alike.",
    bad="{name: dueBefore, in: query}",
    good="{name: due_before, in: query}",
    source=_SOURCE,
    fix="Use the same style as the other names.",
    options={"style": "snake_case"},
)
def parameter_case(model: LintModel) -> Iterator[RuleFinding]:
    style = model.options["parameter-case"]["style"]
    for node in model.of("parameter"):
        name = node.string("name")
        words = re.split(r"[\[\].]+", name)
        if node.value.get("in") in ("query", "path", "cookie") and not all(
            STYLES[style].fullmatch(word) for word in words if word
        ):
            yield report(node, f'the parameter "{name}" is not in {style}', "name")


@rule(
    "path-case",
    Severity.WARNING,
    "A path is not in lower-case words",
    why="Paths distinguish case, and people do not: /Books and /books are two addresses.",
    bad="/libraryBooks: {}",
    good="/library-books: {}",
    source=_SOURCE,
    fix="Use lower-case words joined by hyphens everywhere.",
)
def path_case(model: LintModel) -> Iterator[RuleFinding]:
    joints: dict[str, str] = {}
    for path in mapping(model.data.get("paths")):
        if not path.startswith("/"):
            continue
        for segment in path.split("/"):
            plain = re.sub(r"\{[^{}]*\}", "", segment).strip(".:-_")
            if not plain:
                continue
            if not _SEGMENT.fullmatch(plain):
                yield report(model.root, f'"{plain}" is not in lower-case words', "paths", path)
                break
            joint = next((each for each in "-_" if each in plain), "")
            if joint and joints.setdefault("joint", joint) != joint:
                message = f'"{plain}" joins words with "{joint}", other paths with "{joints["joint"]}"'
                yield report(model.root, message, "paths", path)
                break


@rule(
    "path-plural",
    Severity.INFO,
    "A collection is not named in the plural",
    why="/books is the collection and /books/{id} one of it; /book/{id} leaves the collection without an "
    "address that can be guessed.",
    bad="/book/{id}: {}",
    good="/books/{id}: {}",
    source="House style; Zalando RESTful API Guidelines, rule 134",
    fix="Name the segment before the parameter in the plural.",
)
def path_plural(model: LintModel) -> Iterator[RuleFinding]:
    for path in mapping(model.data.get("paths")):
        segments = path.split("/")
        for before, after in pairwise(segments):
            if after.startswith("{") and before and "{" not in before and not _is_plural(before):
                yield report(model.root, f'"{before}" is not in the plural', "paths", path)
                break


def _is_plural(segment: str) -> bool:
    last = re.split(r"[-_.]", segment)[-1].lower()
    return last.endswith("s") or last in _PLURALS


@rule(
    "schema-case",
    Severity.INFO,
    "A schema's name is not in PascalCase",
    why="Generators make a class of each schema.",
    bad="components: {schemas: {book_input: {}}}",
    good="components: {schemas: {BookInput: {}}}",
    source=_SOURCE,
    fix="Use the same style as the other names.",
    options={"style": "PascalCase"},
)
def schema_case(model: LintModel) -> Iterator[RuleFinding]:
    style = model.options["schema-case"]["style"]
    for name in model.components("schemas"):
        if not STYLES[style].fullmatch(name):
            message = f'the schema "{name}" is not in {style}'
            yield report(model.root, message, "components", "schemas", name)
