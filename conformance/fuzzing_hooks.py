"""What Schemathesis cannot know from the contract, and what it does not ask; loaded by it as hooks.

- A cursor is one that the server issued: an invented one is a 400 although its schema allows it. Cases that
  are meant to be valid keep a cursor only when a response carried it.
- Limits by the caller's address are lifted where the server believes ``X-Forwarded-For``: the fuzzer speaks
  for many callers.
- Where webhooks may go is decided by more than a schema: cases that are meant to be valid send them to us.
- Two checks of our own, as extensions.
"""

import itertools
import json
import os
from typing import Any

import schemathesis
from schemathesis import Case, GenerationMode, HookContext, Response
from schemathesis.checks import CheckContext

from brainstormmsp.contract import Contract
from conformance.exchange import Exchange, Request
from conformance.exchange import Response as PlainResponse
from conformance.judgement import Judgement

DOCUMENT = "CONFORMANCE_DOCUMENT"
FORWARDED_FOR = "CONFORMANCE_FORWARDED_FOR"
WEBHOOK_URL = "CONFORMANCE_WEBHOOK_URL"

_issued_cursors: set[str] = set()
_addresses = itertools.count(1)
_contract = Contract.load(os.environ[DOCUMENT])
_by_label = {f"{each.method} {each.path}": each for each in _contract.operations.values()}


@schemathesis.hook
def before_call(context: HookContext, case: Case[Any], kwargs: dict[str, object]) -> None:
    """Make the case one that the server can judge by the contract alone."""
    if os.environ.get(FORWARDED_FOR):
        number = next(_addresses)
        case.headers["X-Forwarded-For"] = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    meant_valid = case.meta is not None and case.meta.generation.mode is GenerationMode.POSITIVE
    if meant_valid and case.query and case.query.get("cursor") not in _issued_cursors:
        case.query.pop("cursor", None)
    webhook_url = os.environ.get(WEBHOOK_URL)
    if meant_valid and webhook_url and isinstance(case.body, dict) and isinstance(case.body.get("url"), str):
        case.body["url"] = webhook_url


@schemathesis.hook
def after_call(context: HookContext, case: Case[Any], response: Response) -> None:
    """Remember the cursors that the server issued."""
    if response.status_code == 200 and b'"next_cursor"' in response.content:
        _issued_cursors.add(json.loads(response.content)["next_cursor"])


@schemathesis.check
class ContractKept:
    """Every response is what the contract documents, by the suite's own judgement."""

    def __init__(self) -> None:
        self._judgement = Judgement(_contract)
        self._numbers = itertools.count(1)

    def after_response(self, ctx: CheckContext, response: Response, case: Case[Any]) -> bool | None:
        operation = _by_label.get(case.operation.label)
        if operation is None or case.method != operation.method:
            return None
        headers = tuple((name, value) for name, values in response.headers.items() for value in values)
        faults = self._judgement.faults_of(
            Exchange(
                number=next(self._numbers),
                check="",
                request=Request(case.method, case.operation.path, operation=operation),
                response=PlainResponse(response.status_code, headers, response.content),
                url="",
                started=0.0,
                seconds=0.0,
            )
        )
        if faults:
            raise AssertionError("; ".join(fault.message for fault in faults))
        return None


@schemathesis.check
class ProblemsAgree:
    """A problem's members say what the response's status says (RFC 9457 section 3.1.2)."""

    def after_response(self, ctx: CheckContext, response: Response, case: Case[Any]) -> bool | None:
        if response.status_code >= 400 and b'"status"' in response.content:
            told = json.loads(response.content).get("status")
            if told != response.status_code:
                raise AssertionError(f"the response is {response.status_code}, its body says {told!r}")
        return None
