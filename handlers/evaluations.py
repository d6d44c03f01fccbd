"""Verdicts of controls on clients."""

from brainstormmsp.backend import Context
from handlers._contract import evaluations as contract
from handlers._contract import schemas


def list_evaluations(
    context: Context,
    *,
    limit: int = 25,
    cursor: str | None = None,
    updated_since: str | None = None,
    sort: schemas.ListEvaluationsSort = "created_at",
    client_id: str | None = None,
    control_id: str | None = None,
    result: list[schemas.EvaluationResult] | None = None,
    mode: list[schemas.EvaluationMode] | None = None,
) -> contract.ListEvaluationsResult:
    """List evaluations.

    Verdicts of controls on clients, oldest first unless `sort` says otherwise. An evaluation never changes;
    the newest one of a control and a client is the current verdict. A client or a control that is not the
    organisation's answers 404.
    """
    raise NotImplementedError


def run_evaluations(context: Context, *, body: schemas.EvaluationRunInput) -> contract.RunEvaluationsResult:
    """Run evaluations.

    Starts a job that applies controls to clients, each control to each client. Without `client_ids`, to all
    clients that are not archived; without `control_ids`, all controls whose state is `enabled`. A live
    verdict writes evidence, opens a remediation when it is `fail` or `partial` and none is open, resolves
    the open one when it is `pass`, moves the client's `risk_score`, and raises `evaluation.completed` or
    `evaluation.failed`. A control in the state `test` takes part only when `control_ids` names it; its
    verdicts have the mode `test` and touch nothing else. An unknown client or control answers 404, an
    archived client 409 with the code `client_archived`, a control in the state `draft` 409 with
    `control_in_draft`.
    """
    raise NotImplementedError


def get_evaluation(context: Context, *, evaluation_id: str) -> contract.GetEvaluationResult:
    """Read an evaluation.

    One verdict, with what each part of the rule found.
    """
    raise NotImplementedError
