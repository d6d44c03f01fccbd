# Generated from the contract by `contractfirst stubs`; do not edit.
# ruff: noqa
"""What the operations of the tag "Evaluations" take and return."""

from typing import Protocol, TypeAlias

from brainstormmsp import schemas
from brainstormmsp.backend import Context
from contractfirst.contract.exchange import Response


class ListEvaluations200(Response):
    """A page of evaluations."""

    __slots__ = ()

    def __init__(self, body: schemas.EvaluationPage, *, link: str | None = None) -> None:
        super().__init__(200, body, {"Link": link})


class RunEvaluations202(Response):
    """The job that runs the evaluations."""

    __slots__ = ()

    def __init__(self, body: schemas.Job, *, location: str, retry_after: int) -> None:
        super().__init__(202, body, {"Location": location, "Retry-After": str(retry_after)})


class GetEvaluation200(Response):
    """The evaluation."""

    __slots__ = ()

    def __init__(self, body: schemas.Evaluation, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


class ListEvaluationFailingObjects200(Response):
    """A page of objects."""

    __slots__ = ()

    def __init__(self, body: schemas.EvaluationFailingObjectPage, *, link: str | None = None) -> None:
        super().__init__(200, body, {"Link": link})


ListEvaluationsResult: TypeAlias = ListEvaluations200
RunEvaluationsResult: TypeAlias = RunEvaluations202
GetEvaluationResult: TypeAlias = GetEvaluation200
ListEvaluationFailingObjectsResult: TypeAlias = ListEvaluationFailingObjects200


class Evaluations(Protocol):
    """The functions that handle the tag; the server gives every argument."""

    def list_evaluations(
        self,
        context: Context,
        /,
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
    ) -> ListEvaluationsResult: ...

    def run_evaluations(
        self,
        context: Context,
        /,
        *,
        body: schemas.EvaluationRunInput,
    ) -> RunEvaluationsResult: ...

    def get_evaluation(self, context: Context, /, *, evaluation_id: str) -> GetEvaluationResult: ...

    def list_evaluation_failing_objects(
        self,
        context: Context,
        /,
        *,
        evaluation_id: str,
        limit: int,
        cursor: str | None,
        updated_since: str | None,
        created_since: str | None,
        include_total: bool,
        sort: schemas.ListEvaluationFailingObjectsSort,
    ) -> ListEvaluationFailingObjectsResult: ...
