"""Schemathesis hooks: what it cannot know from the contract.

- A cursor must be one that the server issued: valid cases keep a cursor only if a response had it.
- Limits by address do not apply if the server trusts ``X-Forwarded-For``: the fuzzer uses many addresses.
- Webhook URLs must be allowed by the server: valid cases use the suite's own receiver.
- Ids are those of existing resources in cases that are meant to be valid. The stateful phase finds its own,
  and deletions are left to it.
- The suite's own API keys are only read: revoked ones would end the run.
- Some schemas have tens of thousands of keywords to cover: only a part of these cases is sent.
- The suite's own checks: ``fuzzing_checks``.
"""

import itertools
import json
import os
from collections import Counter
from typing import Any

import schemathesis
from schemathesis import Case, GenerationMode, HookContext, Response
from schemathesis.generation.meta import TestPhase

import contractfirst_conformance.fuzzing_checks  # noqa: F401 - it registers its checks

THINGS = "CONTRACTFIRST_THINGS"
FORWARDED_FOR = "CONTRACTFIRST_FORWARDED_FOR"
SPARED = "CONTRACTFIRST_SPARED"
WEBHOOK_URL = "CONTRACTFIRST_WEBHOOK_URL"
COVERED = "CONTRACTFIRST_COVERED"

_ONE_IN = 60
_NOTHING = "00000000-0000-7000-8000-000000000000"

_covered = int(os.environ.get(COVERED) or 0)
_coverage: Counter[str] = Counter()
_issued_cursors: set[str] = set()
_addresses = itertools.count(1)
_spared = frozenset(json.loads(os.environ.get(SPARED, "[]")))
_things: dict[str, str] = json.loads(os.environ.get(THINGS, "{}"))


@schemathesis.hook
def filter_case(context: HookContext, case: Case[Any]) -> bool:
    """Thin out what covers the keywords of a schema that has thousands of them."""
    if not _covered or case.meta is None or case.meta.phase.name is not TestPhase.COVERAGE:
        return True
    number = _coverage[case.operation.label]
    _coverage[case.operation.label] += 1
    return number < _covered or number % _ONE_IN == 0


@schemathesis.hook
def before_call(context: HookContext, case: Case[Any], kwargs: dict[str, object]) -> None:
    """Make the case depend on the contract alone."""
    if os.environ.get(FORWARDED_FOR):
        number = next(_addresses)
        case.headers["X-Forwarded-For"] = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    meant_valid = case.meta is not None and case.meta.generation.mode is GenerationMode.POSITIVE
    if meant_valid and case.query and case.query.get("cursor") not in _issued_cursors:
        case.query.pop("cursor", None)
    if meant_valid and case.meta is not None and case.meta.phase.name is not TestPhase.STATEFUL:
        _name_things(case)
    if case.method != "GET":
        for name, value in (case.path_parameters or {}).items():
            if value in _spared:
                case.path_parameters[name] = _things.get(name, _NOTHING)
    webhook_url = os.environ.get(WEBHOOK_URL)
    if meant_valid and webhook_url and isinstance(case.body, dict) and isinstance(case.body.get("url"), str):
        case.body["url"] = webhook_url


def _name_things(case: Case[Any]) -> None:
    """Put ids of existing resources into a path or a body."""
    if case.method != "DELETE":
        for name in case.path_parameters or {}:
            if name in _things:
                case.path_parameters[name] = _things[name]
    bodies = case.body if isinstance(case.body, list) else [case.body]
    for body in bodies:
        if isinstance(body, dict):
            for name in body.keys() & _things.keys():
                body[name] = _things[name]


@schemathesis.hook
def after_call(context: HookContext, case: Case[Any], response: Response) -> None:
    """Remember the cursors that the server issued."""
    if response.status_code == 200 and b'"next_cursor"' in response.content:
        page = json.loads(response.content)
        cursor = page.get("next_cursor") if isinstance(page, dict) else None
        if isinstance(cursor, str):
            _issued_cursors.add(cursor)
