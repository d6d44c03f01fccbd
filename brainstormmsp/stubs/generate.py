"""From a document to the generated modules."""

from collections.abc import Mapping
from dataclasses import dataclass

from brainstormmsp.contract.document import Document
from brainstormmsp.contract.errors import ContractError, Finding
from brainstormmsp.stubs.check_module import check_module
from brainstormmsp.stubs.definitions import Definition
from brainstormmsp.stubs.directions import Directions
from brainstormmsp.stubs.header import module_text
from brainstormmsp.stubs.naming import class_name
from brainstormmsp.stubs.options import Options
from brainstormmsp.stubs.outline import Outline, read_outline
from brainstormmsp.stubs.package import PACKAGE
from brainstormmsp.stubs.schema_types import SchemaTypes
from brainstormmsp.stubs.schemas_module import schemas_module
from brainstormmsp.stubs.signatures import hint_of
from brainstormmsp.stubs.tag_module import TagModule, read_tag, tag_module

__all__ = ["Plan", "generate", "plan"]


@dataclass(frozen=True, slots=True)
class Plan:
    """A document, read for stubs: ``files`` are the generated modules by file name."""

    outline: Outline
    options: Options
    definitions: Mapping[str, Definition]
    tags: tuple[TagModule, ...]
    files: Mapping[str, str]


def generate(document: Document, options: Options | None = None) -> dict[str, str]:
    """Return the text of every generated module by its path below the handlers' directory.

    Raises:
        ContractError: two things of the document have one name in Python.
    """
    made = plan(document, options or Options())
    return {f"{PACKAGE}/{name}": text for name, text in made.files.items()}


def plan(document: Document, options: Options) -> Plan:
    """Return everything that is generated from a document; raises ``ContractError`` as ``generate`` does."""
    try:
        return _plan(document, options)
    except RecursionError as error:
        message = "the schemas are nested too deeply for stubs"
        raise ContractError([Finding(str(document.path), 1, 1, "", message)]) from error


def _plan(document: Document, options: Options) -> Plan:
    outline = read_outline(document)
    types = SchemaTypes(outline.schemas, Directions(outline))
    tags = tuple(read_tag(tag, types, options) for tag in outline.tags)
    for name, payload in outline.payloads:
        types.of(payload, hint_of(payload, f"{class_name(name)}Webhook"))
    files = {f"{tag.file_name}.py": tag_module(tag, options) for tag in tags}
    files["schemas.py"] = schemas_module(types.definitions)
    files["_check.py"] = check_module(tags)
    files["__init__.py"] = module_text("What the contract says, in Python's types.", [], [])
    definitions = {each.name: each for each in types.definitions}
    return Plan(outline, options, definitions, tags, dict(sorted(files.items())))
