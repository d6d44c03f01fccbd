"""A document can be compared only if all of it can be read: what is broken would count as a change."""

from dataclasses import replace
from pathlib import Path

from contractfirst.contract.errors import Finding, Findings
from contractfirst.contract.model import DocumentModel
from contractfirst.contract.schema import Schemas
from contractfirst.contract.structure import require_version, structure_findings
from contractfirst.diff.source import Source

__all__ = ["source_findings"]


def source_findings(source: Source, model: DocumentModel) -> list[Finding]:
    """Return the broken parts of a document, with the paths that the user knows.

    These are what is not YAML or JSON, another version than OpenAPI 3.1, members of the wrong type,
    references that lead nowhere, and schemas that JSON Schema does not allow. Lint also finds what can be
    read but should be otherwise.
    """
    findings = Findings(source.document.family.findings)
    if not source.document.findings:
        with findings:
            require_version(model)
    findings.extend(structure_findings(model))
    findings.extend(Schemas(model).findings)
    return [replace(each, path=source.name(Path(each.path))) for each in findings.settled()]
