"""What the fuzzer cannot know from the contract; loaded by Schemathesis through SCHEMATHESIS_HOOKS.

- A cursor is one that the server issued: an invented one is a 400 although its schema allows it. Cases that
  are meant to be valid keep a cursor only when a response carried it.
- The class `authentication` is also keyed by the caller's address, so that one address cannot guess. The
  fuzzer speaks for many callers: each call names another address, as a trusted proxy would.
"""

import itertools
import json
from typing import Any

import schemathesis
from schemathesis import Case, GenerationMode, HookContext, Response

_issued_cursors: set[str] = set()
_addresses = itertools.count(1)


@schemathesis.hook
def before_call(context: HookContext, case: Case[Any], kwargs: dict[str, object]) -> None:
    """Make the case one that the server can judge by the contract alone."""
    number = next(_addresses)
    case.headers["X-Forwarded-For"] = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    meant_valid = case.meta is not None and case.meta.generation.mode is GenerationMode.POSITIVE
    if meant_valid and case.query and case.query.get("cursor") not in _issued_cursors:
        case.query.pop("cursor", None)


@schemathesis.hook
def after_call(context: HookContext, case: Case[Any], response: Response) -> None:
    """Remember the cursors that the server issued."""
    if response.status_code == 200 and b'"next_cursor"' in response.content:
        _issued_cursors.add(json.loads(response.content)["next_cursor"])
