"""Checks, their registry and their results."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Need
from contractfirst_conformance.errors import UsageError
from contractfirst_conformance.failure import CheckStatus, Failure
from contractfirst_conformance.recorder import ExchangeEvidence

__all__ = ["Check", "Result", "Stage", "all_checks", "check", "select_checks"]

CheckFunction = Callable[[CheckContext], None]
_ID = re.compile(r"[A-Z]{2,6}-[0-9]{2}").fullmatch
_registry: dict[str, "Check"] = {}


class Stage(IntEnum):
    """When a check runs.

    FRESH before the others, whose traffic leaves the server work for minutes; CLOSE after all others, to
    check what they recorded.
    """

    FRESH = -1
    PROBE = 0
    FUZZ = 1
    MATRIX = 2
    CLOSE = 3


@dataclass(frozen=True, slots=True)
class Check:
    """One check. ``id`` is stable, ``source`` is a pointer into the contract or the section of an RFC.

    ``page`` explains it, ``needs`` is what the credentials file must have, ``quick`` whether it runs with
    ``--quick``.
    """

    id: str
    area: str
    title: str
    source: str
    page: str
    run: CheckFunction = field(repr=False)
    needs: tuple[Need, ...] = ()
    stage: Stage = Stage.PROBE
    quick: bool = True


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a check; ``waived`` are failures that a waiver or the baseline accepts.

    ``evidence`` shows why a check could not run.
    """

    check: Check
    status: CheckStatus
    reason: str = ""
    failures: tuple[Failure, ...] = ()
    waived: tuple[tuple[Failure, str], ...] = ()
    seconds: float = 0.0
    exchanges: int = 0
    assertions: int = 0
    evidence: tuple[ExchangeEvidence, ...] = ()


def check(
    identifier: str,
    *,
    area: str,
    title: str,
    source: str,
    needs: Iterable[Need] = (),
    stage: Stage = Stage.PROBE,
    quick: bool = True,
) -> Callable[[CheckFunction], CheckFunction]:
    """Register a function as a check; its docstring is its page.

    Raises:
        ValueError: the id is malformed or taken, or there is no page.
    """

    def register(function: CheckFunction) -> CheckFunction:
        page = inspect.getdoc(function)
        if _ID(identifier) is None:
            raise ValueError(f"{identifier} is not an id such as AUTH-01")
        if identifier in _registry and _registry[identifier].run.__module__ != function.__module__:
            raise ValueError(f"{identifier} is taken")
        if not page:
            raise ValueError(f"{identifier} has no page: write a docstring")
        _registry[identifier] = Check(
            identifier, area, title, source, page, function, tuple(needs), stage, quick
        )
        return function

    return register


def all_checks() -> list[Check]:
    """Return every check of ``contractfirst_conformance.areas`` in the order in which they run."""
    package = importlib.import_module("contractfirst_conformance.areas")
    for module in pkgutil.iter_modules(package.__path__, "contractfirst_conformance.areas."):
        importlib.import_module(module.name)
    return sorted(_registry.values(), key=lambda each: (each.stage, each.area, each.id))


def select_checks(
    checks: Iterable[Check], select: Iterable[str] = (), skip: Iterable[str] = (), quick: bool = False
) -> list[Check]:
    """Return the checks whose id, id's prefix or area is selected and not skipped.

    Raises:
        UsageError: a word that selects nothing.
    """
    checks = list(checks)

    def chosen(word: str) -> set[str]:
        found = {
            each.id
            for each in checks
            if each.area == word.lower() or each.id == word.upper() or each.id.startswith(f"{word.upper()}-")
        }
        if not found:
            raise UsageError(f"no check and no area is called {word}; see --list")
        return found

    wanted = set().union(*map(chosen, select)) if (select := list(select)) else {each.id for each in checks}
    wanted -= set().union(*map(chosen, skip))
    named = {word.upper() for word in select}
    return [each for each in checks if each.id in wanted and (not quick or each.quick or each.id in named)]
