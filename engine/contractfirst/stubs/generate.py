"""From a document to the generated modules."""

from collections.abc import Mapping
from dataclasses import dataclass

from contractfirst.contract.document import Document
from contractfirst.contract.errors import ContractError, Finding
from contractfirst.stubs.check_module import check_module
from contractfirst.stubs.definitions import Definition
from contractfirst.stubs.directions import Directions
from contractfirst.stubs.header import module_text
from contractfirst.stubs.naming import class_name
from contractfirst.stubs.options import Options
from contractfirst.stubs.outline import Outline, read_outline
from contractfirst.stubs.package import PACKAGE
from contractfirst.stubs.schema_types import SchemaTypes
from contractfirst.stubs.schemas_module import schemas_module
from contractfirst.stubs.signatures import hint_of
from contractfirst.stubs.tag_module import TagModule, read_tag, tag_module

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
