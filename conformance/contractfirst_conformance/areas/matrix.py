"""The status matrix: what the contract documents can be reached."""

from contractfirst_conformance.check import Stage, check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.matrix import matrix_of
from contractfirst_conformance.status_provoker import Provoker


@check(
    "STAT-01",
    area="matrix",
    title="Every documented status of every operation is reached",
    source="OpenAPI 3.1.1 section 4.8.16, Responses Object",
    stage=Stage.MATRIX,
)
def every_status_is_reached(context: CheckContext) -> None:
    """For each operation and each status that it documents there was a response with it.

    A status that is documented and never returned misleads client authors, and a response that the suite
    never saw was never checked. Most statuses are reached by the other checks; the rest is provoked: a
    success by a valid request, 304 by an entity tag, 400 by an unknown parameter, 401 without a token, 403
    by a key without the scope, 404 by an unknown id, 409 by an idempotency key in flight or a conflicting
    state, 412 by another entity tag, 413, 415 and 422 as their names say, 429 over the limit, 500 by fault
    injection. Waive a pair that cannot be reached from outside, with the reason.
    """
    provoker = Provoker(context.server)
    seen = matrix_of(context.client.contract, context.client.recorder.exchanges)
    pairs = [
        (operation, status)
        for operation in context.client.operations()
        for status in operation.responses
        if seen[operation.id][status] <= 0
    ]
    for _ in range(sum(map(len, (each.responses for each in context.client.operations()))) - len(pairs)):
        context.expect(True, "")
    for operation, status in context.each(pairs):
        attempt = provoker.provoke(operation, status)
        last = attempt.exchanges[-1] if attempt.exchanges else None
        spec = operation.response_for(last.status) if last is not None else None
        came = f" The last attempt was answered {last.status}." if last is not None else ""
        why = f" {attempt.reason[:1].upper()}{attempt.reason[1:]}." if attempt.reason else ""
        context.expect(
            spec is not None and spec.status == status,
            f"{operation.id} documents {status}, and no request was answered so.{came}{why}",
            *attempt.exchanges,
            operation=operation,
            subject=status,
        )
