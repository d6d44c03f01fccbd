"""From a document to the generated modules."""

from collections.abc import Mapping
from dataclasses import dataclass

from contractfirst.contract.direction import Directions
from contractfirst.contract.document import Document
from contractfirst.contract.errors import ContractError, Finding
from contractfirst.stubs.check_module import check_module
from contractfirst.stubs.definitions import Definition
from contractfirst.stubs.document import StubDocument, read_document
from contractfirst.stubs.header import module_text
from contractfirst.stubs.naming import class_name
from contractfirst.stubs.options import Options
from contractfirst.stubs.package import CHECK, PACKAGE
from contractfirst.stubs.schema_types import SchemaTypes
from contractfirst.stubs.schemas_module import schemas_module
from contractfirst.stubs.signatures import hint_of
from contractfirst.stubs.tag_module import TagModule, read_tag, tag_module

__all__ = ["StubPlan", "generate", "plan"]


@dataclass(frozen=True, slots=True)
class StubPlan:
    """A document, read for stubs: ``files`` are the generated modules by file name.

    ``findings`` say what is malformed and was left out.
    """

    document: StubDocument
    options: Options
    definitions: Mapping[str, Definition]
    tags: tuple[TagModule, ...]
    files: Mapping[str, str]
    findings: tuple[Finding, ...]


def generate(document: Document, options: Options | None = None) -> dict[str, str]:
    """Return the text of every generated module by its path below the handlers' directory.

    Raises:
        ContractError: the document has errors, or two things of it have one name in Python.
    """
    made = plan(document, options or Options())
    if made.findings:
        raise ContractError(made.findings)
    return {name if name == CHECK else f"{PACKAGE}/{name}": text for name, text in made.files.items()}


def plan(document: Document, options: Options) -> StubPlan:
    """Return everything that is generated from a document.

    Raises:
        ContractError: two things of the document have one name in Python.
    """
    read = read_document(document)
    types = SchemaTypes(read.schemas, Directions(read.model))
    tags = tuple(read_tag(tag, read.model, types, options) for tag in read.tags)
    for name, payload in read.payloads:
        types.of(payload, hint_of(payload, f"{class_name(name)}Webhook"))
    files = {f"{tag.file_name}.py": tag_module(tag, options) for tag in tags}
    files["schemas.py"] = schemas_module(types.definitions)
    files[CHECK] = check_module(tags)
    files["__init__.py"] = module_text("What the contract says, in Python's types.", [], [])
    return StubPlan(
        document=read,
        options=options,
        definitions={each.name: each for each in types.definitions},
        tags=tags,
        files=dict(sorted(files.items())),
        findings=(*read.findings, *types.findings),
    )
