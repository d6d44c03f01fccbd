"""A document to mock: one that is still being written may lack names, and be broken in parts."""

import os

from contractfirst.contract import Contract, ContractError, Document, DocumentModel, Finding, UnreadableError
from contractfirst.contract.names import snake_case

__all__ = ["load_mockable"]


def load_mockable(path: str | os.PathLike[str]) -> Contract:
    """Read and compile a document; operations without an operationId get one of method and path.

    Operations that reach something broken are left out, and the contract's ``findings`` say what it is.

    Raises:
        ContractError: with every finding, for a document of which no operation can be mocked.
    """
    try:
        document = Document.read(path)
    except UnreadableError as error:
        raise ContractError([Finding(str(path), 1, 1, "", error.reason)]) from error
    model = DocumentModel(document)
    operations = model.path_operations
    taken = {operation.id for operation in operations}
    for operation in operations:
        if not operation.id:
            name = base = f"{operation.method}_{snake_case(operation.path) or 'root'}"
            number = 2
            while name in taken:
                name, number = f"{base}_{number}", number + 1
            taken.add(name)
            operation.node.value["operationId"] = name
    contract = Contract.compile_sound_parts(model)
    if contract.findings and not contract.operations:
        raise ContractError(contract.findings)
    return contract
