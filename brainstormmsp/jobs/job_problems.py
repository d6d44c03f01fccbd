"""What went wrong with a job, as the contract's JobProblem (RFC 9457)."""

from collections.abc import Iterable, Sequence
from typing import Any

from contractfirst.contract.problems import Problem

__all__ = ["MOST_PROBLEMS", "job_problems"]

MOST_PROBLEMS = 100
_LONGEST_DETAIL = 1000


def job_problems(problems: Sequence[Problem], types: str, pointer: str | None = None) -> list[dict[str, Any]]:
    """Return the problems as a job shows them, a hundred at most; each violation of one stands by itself.

    ``types`` is the URL before a code. ``pointer`` is the place in the request's body that the problems'
    own pointers are below, ``None`` where they have none.
    """
    return list(_all(problems, types, pointer))[:MOST_PROBLEMS]


def _all(problems: Sequence[Problem], types: str, pointer: str | None) -> Iterable[dict[str, Any]]:
    for problem in problems:
        if not problem.errors:
            yield _shown(problem, types, problem.detail, pointer)
        for violation in problem.errors:
            place = None if violation.pointer is None else f"{pointer or ''}{violation.pointer}"
            yield _shown(problem, types, violation.detail, place or pointer)


def _shown(problem: Problem, types: str, detail: str, pointer: str | None) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "type": f"{types}{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "detail": detail[:_LONGEST_DETAIL],
        "code": problem.code,
    }
    if pointer is not None:
        shown["pointer"] = pointer
    return shown
