"""Every code that the product gives to a problem is explained by the contract, with the right status."""

import ast
from collections.abc import Iterator
from pathlib import Path

from contractfirst.contract import Contract, problems
from contractfirst.contract.problems import Problem
from contractfirst.server.problem_explanations import EXPLANATIONS

ROOT = Path(__file__).parents[3]
SOURCES = (
    "handlers",
    *(
        f"brainstormmsp/{name}"
        for name in ("backend", "compliance", "connectors", "jobs", "reports", "store", "webhooks")
    ),
)


def raised_codes() -> Iterator[tuple[str, type[Problem], str]]:
    """Yield each ``Conflict(..., code="…")`` and the like in the product's own modules."""
    for folder in SOURCES:
        for module in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(module.read_text())):
                if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                    continue
                kind = getattr(problems, node.func.id, None)
                if not (isinstance(kind, type) and issubclass(kind, Problem)):
                    continue
                for keyword in node.keywords:
                    if keyword.arg == "code" and isinstance(keyword.value, ast.Constant):
                        yield str(keyword.value.value), kind, f"{module.name}:{node.lineno}"


def test_every_raised_code_is_explained_with_its_status() -> None:
    explained = Contract.load(ROOT / "openapi/brainstormmsp.yaml").problem_codes
    found = list(raised_codes())
    assert found
    for code, kind, place in found:
        if code in EXPLANATIONS:
            assert EXPLANATIONS[code].kind is kind, place
        else:
            assert code in explained, f"{place}: {code} is not in x-problem-codes"
            assert explained[code].status == kind.status, place
