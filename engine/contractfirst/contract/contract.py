"""The contract: a document compiled into what serves it."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit

from contractfirst.contract.anatomy import METHODS
from contractfirst.contract.document import Document
from contractfirst.contract.errors import Findings
from contractfirst.contract.operation import Operation, compile_operation
from contractfirst.contract.path_template import segments
from contractfirst.contract.place import Place
from contractfirst.contract.problem_codes import ProblemCode, load_problem_codes
from contractfirst.contract.rates import RateClass, load_rate_classes
from contractfirst.contract.router import Router
from contractfirst.contract.schema import Schemas
from contractfirst.contract.webhook import Webhook, compile_webhook

__all__ = ["Contract"]

_SERVER_VARIABLE = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True, eq=False)
class Contract:
    """One OpenAPI 3.1 document, ready to serve requests.

    ``operations`` are by operationId in the order of the document; ``base_path`` is the path of the first
    server's URL without a trailing slash.
    """

    document: Document
    operations: Mapping[str, Operation]
    router: Router
    rate_classes: Mapping[str, RateClass]
    problem_codes: Mapping[str, ProblemCode]
    base_path: str
    webhooks: Mapping[str, Webhook]
    schemas: Schemas

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> "Contract":
        """Read and compile a document; raises ``ContractError`` with every finding."""
        return cls.compile(Document.load(path))

    @classmethod
    def compile(cls, document: Document) -> "Contract":
        """Compile a document; raises ``ContractError`` with every finding.

        It is not held against the whole specification: ``validate_document`` does that, slowly.
        """
        root = Place.root(document)
        version = root.text("openapi")
        if not version.startswith("3.1."):
            root.fail('the document is not OpenAPI 3.1: "openapi" must be 3.1.x', "openapi")
        findings = Findings()
        rate_classes: Mapping[str, RateClass] = {}
        with findings:
            rate_classes = load_rate_classes(document)
        problem_codes: Mapping[str, ProblemCode] = {}
        with findings:
            problem_codes = load_problem_codes(document)
        with findings:
            schemas = Schemas(document)
        findings.settle()
        operations: dict[str, Operation] = {}
        named: set[str] = set()
        for path, item, method in _methods(root, findings):
            with findings:
                _check_unique(item.child(method), named)
            with findings:
                operation = compile_operation(path, item, method, root, schemas, rate_classes)
                operations[operation.id] = operation
        with findings:
            _check_names(operations)
        webhooks = {}
        for name, item in root.members("webhooks"):
            with findings:
                webhooks[name] = compile_webhook(name, item, schemas)
        base_path = ""
        with findings:
            base_path = _base_path(root)
        findings.settle()
        return cls(
            document=document,
            operations=MappingProxyType(operations),
            router=Router(operations.values()),
            rate_classes=MappingProxyType(dict(rate_classes)),
            problem_codes=MappingProxyType(dict(problem_codes)),
            base_path=base_path,
            webhooks=MappingProxyType(webhooks),
            schemas=schemas,
        )


def _methods(root: Place, findings: Findings) -> Iterator[tuple[str, Place, str]]:
    shapes: dict[tuple[str, ...], str] = {}
    for path, reference in root.members("paths"):
        if path.startswith("x-"):
            continue
        with findings:
            if not path.startswith("/"):
                reference.fail("a path starts with a slash")
            shape = tuple(segment.shape for segment in segments(path))
            if shape in shapes:
                reference.fail(f"the path {shapes[shape]} matches the same requests")
            shapes[shape] = path
            item = reference.resolved()
            for method in METHODS:
                if item.has(method):
                    yield path, item, method


def _check_unique(operation: Place, named: set[str]) -> None:
    name = operation.text("operationId")
    if name in named:
        operation.fail(f'the operationId "{name}" is given twice', "operationId")
    if name:
        named.add(name)


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
