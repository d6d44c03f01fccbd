"""The statuses that the stages before a handler may respond with, which a contract should document."""

from contractfirst.contract import Contract, Operation
from contractfirst.contract.security import bearer_schemes

__all__ = ["possible_refusals", "undocumented_refusals"]


def possible_refusals(operation: Operation, bearer: frozenset[str]) -> frozenset[int]:
    """Return the statuses below 500 with which the server itself may reject a request to an operation.

    ``bearer`` are the names of the contract's bearer schemes. 404 and 405 belong to no operation. Every
    operation can return 400: a query parameter that it does not document is enough.
    """
    statuses = {400}
    if any(bearer.intersection(alternative) for alternative in operation.security):
        statuses.add(401)
        if operation.scopes:
            statuses.add(403)
    if operation.rate_class is not None:
        statuses.add(429)
    if operation.request_body is not None:
        statuses |= {413, 415}
    if operation.takes_idempotency_key:
        statuses |= {409, 422}
    return frozenset(statuses)


def undocumented_refusals(contract: Contract) -> dict[str, list[int]]:
    """Return, by operationId, the statuses that the server may return and the contract does not document."""
    bearer = bearer_schemes(contract.model)
    found = {
        operation.id: sorted(
            status for status in possible_refusals(operation, bearer) if not operation.documents(status)
        )
        for operation in contract.operations.values()
    }
    return {operation_id: statuses for operation_id, statuses in found.items() if statuses}
