"""The contract: a document compiled into what serves it."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit

from contractfirst.contract.document import Document
from contractfirst.contract.errors import ContractError, Finding, Findings
from contractfirst.contract.merge_patch import MergePatch, merge_patches
from contractfirst.contract.model import DocumentModel
from contractfirst.contract.node import mapping
from contractfirst.contract.operation import Operation, compile_operation
from contractfirst.contract.path_template import segments
from contractfirst.contract.place import Place
from contractfirst.contract.problem_codes import ProblemCode, load_problem_codes
from contractfirst.contract.rates import BURST_PARAMETER, RateClass, load_burst_parameter, load_rate_classes
from contractfirst.contract.router import Router
from contractfirst.contract.schema import Schemas
from contractfirst.contract.structure import require_version, structure_findings
from contractfirst.contract.webhook import Webhook, compile_webhook

__all__ = ["Contract"]

_SERVER_VARIABLE = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True, eq=False)
class Contract:
    """One OpenAPI 3.1 document, ready to serve requests.

    ``operations`` are by operationId in the order of the document; ``base_path`` is the path of the first
    server's URL without a trailing slash. ``merge_patches`` are the operations with ``x-merge-patch``, by
    operationId.
    """

    model: DocumentModel
    operations: Mapping[str, Operation]
    router: Router
    rate_classes: Mapping[str, RateClass]
    burst_parameter: str
    problem_codes: Mapping[str, ProblemCode]
    base_path: str
    webhooks: Mapping[str, Webhook]
    schemas: Schemas
    merge_patches: Mapping[str, MergePatch]
    findings: tuple[Finding, ...] = ()

    @property
    def document(self) -> Document:
        """The file that the contract was loaded from."""
        return self.model.document

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> "Contract":
        """Read and compile a document; raises ``ContractError`` with every finding."""
        return cls.compile(Document.load(path))

    @classmethod
    def compile(cls, document: Document) -> "Contract":
        """Compile a document; raises ``ContractError`` with every finding.

        It is not checked against the whole specification: lint does that.
        """
        contract = cls.compile_sound_parts(DocumentModel(document))
        if contract.findings:
            raise ContractError(contract.findings)
        return contract

    @classmethod
    def compile_sound_parts(cls, model: DocumentModel) -> "Contract":
        """Compile what can be served of a document; ``findings`` say what cannot, and why.

        An operation that reaches a broken schema is left out, and the others are there. Raises
        ``ContractError`` only for what is no OpenAPI 3.1 document at all.
        """
        document = model.document
        if not document.findings:
            require_version(model)
        findings = Findings(document.family.findings)
        findings.extend(structure_findings(model))
        rate_classes: Mapping[str, RateClass] = {}
        with findings:
            rate_classes = load_rate_classes(document)
        burst_parameter = BURST_PARAMETER
        with findings:
            burst_parameter = load_burst_parameter(document)
        problem_codes: Mapping[str, ProblemCode] = {}
        with findings:
            problem_codes = load_problem_codes(document)
        schemas = Schemas(model)
        findings.extend(schemas.findings)
        for path, message in _path_findings(model):
            findings.extend([model.root.finding(message, "paths", path)])
        operations: dict[str, Operation] = {}
        for each in model.path_operations:
            with findings:
                if each.id in operations:
                    each.node.fail(f'the operationId "{each.id}" is given twice', "operationId")
                operations[each.id] = compile_operation(each, model, schemas, rate_classes)
        with findings:
            _check_names(operations)
        patches: Mapping[str, MergePatch] = {}
        with findings:
            patches = merge_patches(operations)
        webhooks = {}
        for name in mapping(document.data.get("webhooks")):
            with findings:
                webhooks[name] = compile_webhook(name, model, schemas)
        base_path = ""
        with findings:
            base_path = _base_path(model.root)
        return cls(
            model=model,
            operations=MappingProxyType(operations),
            router=Router(operations.values()),
            rate_classes=MappingProxyType(dict(rate_classes)),
            burst_parameter=burst_parameter,
            problem_codes=MappingProxyType(dict(problem_codes)),
            base_path=base_path,
            webhooks=MappingProxyType(webhooks),
            schemas=schemas,
            merge_patches=MappingProxyType(patches),
            findings=findings.settled(),
        )


def _path_findings(model: DocumentModel) -> Iterator[tuple[str, str]]:
    shapes: dict[tuple[str, ...], str] = {}
    for path in mapping(model.data.get("paths")):
        if path.startswith("x-"):
            continue
        if not path.startswith("/"):
            yield path, "a path starts with a slash"
            continue
        shape = tuple(segment.shape for segment in segments(path))
        if shape in shapes:
            yield path, f"the path {shapes[shape]} matches the same requests"
        shapes[shape] = path


def _check_names(operations: Mapping[str, Operation]) -> None:
    functions: dict[tuple[str, str], str] = {}
    for operation in operations.values():
        name = operation.module_name, operation.function_name
        if name in functions:
            operation.place.fail(
                f'"{functions[name]}" is handled by a function of the same name', "operationId"
            )
        functions[name] = operation.id


def _base_path(root: Place) -> str:
    server = next(root.items("servers"), None)
    if server is None:
        return ""
    url = server.text("url")
    for name, variable in server.members("variables"):
        url = url.replace(f"{{{name}}}", variable.text("default"))
    unknown = _SERVER_VARIABLE.search(url)
    if unknown is not None:
        server.fail(f'the server has no variable "{unknown[1]}"', "url")
    return urlsplit(url).path.rstrip("/")
