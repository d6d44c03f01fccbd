"""Which documented statuses of which operations were seen."""

from collections.abc import Iterable

from contractfirst.contract import Contract
from contractfirst_conformance.exchange import Exchange

__all__ = ["matrix_of"]


def matrix_of(contract: Contract, exchanges: Iterable[Exchange]) -> dict[str, dict[str, int]]:
    """Return, by operation and by documented status, how often it was seen.

    A status that is not documented has the number of its sightings as a negative count. Ranges and
    ``default`` count what they document beyond the exact statuses.
    """
    matrix = {
        operation.id: dict.fromkeys(operation.responses, 0) for operation in contract.operations.values()
    }
    for exchange in exchanges:
        operation = exchange.operation
        if operation is None or exchange.response is None or exchange.request.method != operation.method:
            continue
        row = matrix.setdefault(operation.id, {})
        spec = operation.response_for(exchange.status)
        if spec is None:
            row[str(exchange.status)] = row.get(str(exchange.status), 0) - 1
        else:
            row[spec.status] = row.get(spec.status, 0) + 1
    return matrix
