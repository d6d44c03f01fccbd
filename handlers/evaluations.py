"""Evaluations of controls on clients."""

from brainstormmsp import schemas
from brainstormmsp.backend import Context, accepted, listed
from brainstormmsp.compliance.controls import CONTROLS
from brainstormmsp.compliance.evaluation_run import enqueue_run
from brainstormmsp.compliance.frameworks import framework_control_ids
from brainstormmsp.store import Every
from brainstormmsp.store.clients import CLIENTS
from brainstormmsp.store.evaluations import EVALUATIONS, FAILING_OBJECTS
from handlers._contract import evaluations as contract


def list_evaluations(
    context: Context,
    *,
    limit: int,
    cursor: str | None,
    updated_since: str | None,
    created_since: str | None,
    include_total: bool,
    sort: schemas.ListEvaluationsSort,
    client_id: str | None,
    control_id: str | None,
    result: list[schemas.EvaluationResult] | None,
    mode: list[schemas.EvaluationMode] | None,
    framework: list[schemas.FrameworkCode] | None,
    latest: bool,
) -> contract.ListEvaluationsResult:
    """Return a page of evaluations."""
    CLIENTS.require(context, client_id)
    CONTROLS.require(context, control_id)
    page = EVALUATIONS.page(
        context,
        filters={
            "client_id": client_id,
            "control_id": Every(
                (control_id, None if framework is None else framework_control_ids(context, framework))
            ),
            "result": result,
            "mode": mode,
            "is_latest": latest or None,
        },
        sort=sort,
        updated_since=updated_since,
        created_since=created_since,
        include_total=include_total,
        limit=limit,
        cursor=cursor,
    )
    return listed(context, page, contract.ListEvaluations200)


def run_evaluations(context: Context, *, body: schemas.EvaluationRunInput) -> contract.RunEvaluationsResult:
    """Queue a run of controls on clients."""
    job = enqueue_run(context, client_ids=body.get("client_ids"), control_ids=body.get("control_ids"))
    return accepted(context, job, contract.RunEvaluations202)


def get_evaluation(context: Context, *, evaluation_id: str) -> contract.GetEvaluationResult:
    """Read an evaluation."""
    return contract.GetEvaluation200(EVALUATIONS.get(context, evaluation_id))


def list_evaluation_failing_objects(
    context: Context,
    *,
    evaluation_id: str,
    limit: int,
    cursor: str | None,
    updated_since: str | None,
    created_since: str | None,
    include_total: bool,
    sort: schemas.ListEvaluationFailingObjectsSort,
) -> contract.ListEvaluationFailingObjectsResult:
    """Return a page of the objects that failed an evaluation."""
    EVALUATIONS.require(context, evaluation_id)
    page = FAILING_OBJECTS.page(
        context,
        filters={"evaluation_id": evaluation_id},
        sort=sort,
        updated_since=updated_since,
        created_since=created_since,
        include_total=include_total,
        limit=limit,
        cursor=cursor,
    )
    return listed(context, page, contract.ListEvaluationFailingObjects200)
