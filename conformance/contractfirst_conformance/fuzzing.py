"""Schemathesis as a part of the suite: run as a process, its exchanges and findings taken over.

All its phases (examples, coverage, fuzzing, stateful over links) with all its checks and those of
``fuzzing_checks``; seeded; bounded by time or by cases.
"""

import base64
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit
from weakref import WeakKeyDictionary

from contractfirst.contract import Contract
from contractfirst.contract.problems import Problem, UnsupportedMediaType
from contractfirst.contract.security import bearer_schemes
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER
from contractfirst_conformance.errors import CannotCheck, NoResponse, Skipped
from contractfirst_conformance.exchange import Exchange, HttpRequest, HttpResponse
from contractfirst_conformance.fuzz_budget import FuzzBudget
from contractfirst_conformance.server_under_test import ServerUnderTest

__all__ = ["FuzzFinding", "FuzzRun", "fuzzed", "scenarios"]

_GRACE = 120.0
_PAUSE = 0.05
_ACCEPTANCE, _REJECTION = "positive_data_acceptance", "negative_data_rejection"
# Beyond what Schemathesis expects: an unmet precondition and a used idempotency key are states, of valid data
# and of cases that Schemathesis changed so little that they are still valid.
_CONFIG = """\
[checks]
negative_data_rejection.expected-statuses = ["4xx", "5xx"]
positive_data_acceptance.expected-statuses = ["2xx", "3xx", 401, 403, 404, 409, 412, 422, 429, "5xx"]

[[operations]]
include-operation-id = {operations}
headers = {{ {headers} }}
"""
_MOST_TOLD = 400
_BAD_REQUEST = 400
_UNANSWERED = "no_response"
_OURS_FAILED = "Custom check failed"


@dataclass(frozen=True, slots=True)
class FuzzFinding:
    """One finding of a Schemathesis check; ``check`` is its name."""

    check: str
    message: str
    exchange: Exchange | None

    @property
    def is_ours(self) -> bool:
        """Whether a check of ``fuzzing_checks`` found it: those are classes, and named as classes are."""
        return not self.check.islower()


@dataclass(slots=True)
class FuzzRun:
    """What a run of Schemathesis came to; ``error`` when it did not come to its end.

    ``identity`` are the headers by which the caller's own requests are known.
    """

    cases: int = 0
    error: str = ""
    identity: Mapping[str, str] = field(default_factory=dict)
    findings: list[FuzzFinding] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)

    def conclude(self) -> None:
        """Raise ``CannotCheck`` when it did not come to its end, or in its time not to every operation.

        Nothing is proven by what was not asked.
        """
        if self.error:
            raise CannotCheck(self.error)


_runs: WeakKeyDictionary[ServerUnderTest, FuzzRun] = WeakKeyDictionary()


def fuzzed(context: CheckContext) -> FuzzRun:
    """Return the Schemathesis run against the server, started by the first check that asks.

    Its exchanges are recorded like all others. Callers call ``conclude`` at their end.
    """
    run = _runs.get(context.server)
    if run is None:
        run = _runs[context.server] = FuzzRun()
        try:
            for finding in _fuzz(context.server, context.fuzz, context.seed, run, context.check_id):
                run.findings.append(finding)
                context.progress(run.cases)
        except BaseException as error:
            run.error = f"fuzzing was interrupted: {error!r}"
            raise
        context.note(f"{run.cases} cases")
        # The fuzzer was given them, and may have put them into any state.
        context.factory.forget()
        run.error = run.error or _thinness(context.server, context.fuzz, run)
    return run


def _thinness(server: ServerUnderTest, budget: FuzzBudget, run: FuzzRun) -> str:
    """Return in one line which operations never answered, empty when there are none."""
    wanted = set(budget.operations or server.client.contract.operations)
    answered = (each for each in run.exchanges if each.response is not None)
    missed = wanted - {each.operation.id for each in answered if each.operation is not None}
    if not missed:
        return ""
    asked = f"{len(wanted) - len(missed)} of {len(wanted)} operations with {run.cases} cases"
    return f"Schemathesis had answers only from {asked}: give it more time (--fuzz-seconds)"


def _fuzz(
    server: ServerUnderTest, budget: FuzzBudget, seed: int, run: FuzzRun, check: str
) -> Iterator[FuzzFinding]:
    """Run Schemathesis and yield what it finds as it finds it; ``run`` is filled in on the way."""
    with tempfile.TemporaryDirectory(prefix="conformance-fuzz-") as scratch:
        directory = Path(scratch)
        events = directory / "events.ndjson"
        events.touch()
        caller = server.client.caller
        run.identity = server.client.identity_of(caller, fresh=True) if caller is not None else {}
        process = _start(server, budget, seed, directory, events, run.identity)
        try:
            with events.open("rb") as lines:
                yield from _follow(process, lines, server, run, check)
        finally:
            if process.poll() is None:
                process.terminate()
            code = process.wait(_GRACE)
        if not any(each.response is not None for each in run.exchanges):
            run.findings.clear()
            run.error = f"Schemathesis got no answer at all: {_first_failure(run)}"
        elif code not in (0, 1):
            printed = (directory / "output").read_text("utf-8", "replace").strip()
            run.error = f"Schemathesis ended with {code}: {printed[-400:]}"


def _first_failure(run: FuzzRun) -> str:
    return next((each.failure for each in run.exchanges if each.failure), "it sent nothing")


def _known_things(server: ServerUnderTest) -> dict[str, str]:
    """Return the id of an existing resource for each path parameter that has one."""
    known = {}
    for name in sorted(server.factory.parameters):
        try:
            known[name] = server.factory.thing(name, by=CALLER).id
        except (CannotCheck, NoResponse, Skipped):
            # The fuzzer goes without: it finds some of them itself.
            continue
    return known


def _identified(contract: Contract) -> list[str]:
    """Return the ids of the operations that the caller's own headers are sent to.

    A token endpoint takes a bearer token for a second way to authenticate (RFC 6749 section 2.3).
    """
    bearer = bearer_schemes(contract.model)
    return [
        each.id
        for each in contract.operations.values()
        if not each.anonymous or any(bearer.intersection(alternative) for alternative in each.security)
    ]


def _start(
    server: ServerUnderTest,
    budget: FuzzBudget,
    seed: int,
    directory: Path,
    events: Path,
    identity: Mapping[str, str],
) -> subprocess.Popen[bytes]:
    config = directory / "schemathesis.toml"
    config.touch(mode=0o600)
    headers = ", ".join(f"{json.dumps(name)} = {json.dumps(value)}" for name, value in identity.items())
    operations = json.dumps(_identified(server.client.contract))
    config.write_text(_CONFIG.format(headers=headers, operations=operations), "utf-8")
    document = server.client.contract.document.path.absolute()
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(config), "run", str(document)]
    command += [
        "--url",
        server.client.url,
        "--checks",
        "all",
        "--seed",
        str(seed),
        "--workers",
        "1",
        "--no-shrink",
    ]
    command += ["--report-ndjson-path", str(events), "--continue-on-failure"]
    command += ["--output-sanitize", "false", "--no-color", "--request-timeout", "30", "--warnings", "off"]
    if server.client.certificates is not None:
        command += ["--tls-verify", str(server.client.certificates.absolute())]
    command += budget.options()
    environment = {
        **os.environ,
        "SCHEMATHESIS_HOOKS": "contractfirst_conformance.fuzzing_hooks",
        # The order of sets is a part of what is drawn from a seed.
        "PYTHONHASHSEED": "0",
        "CONTRACTFIRST_DOCUMENT": str(document),
        "CONTRACTFIRST_FORWARDED_FOR": "1" if server.client.credentials.server.trusts_forwarded_for else "",
        "CONTRACTFIRST_THINGS": json.dumps(_known_things(server)),
        "CONTRACTFIRST_SPARED": json.dumps(server.factory.own_keys(by=CALLER)),
        "CONTRACTFIRST_WEBHOOK_URL": server.client.webhook_url() or "",
        "CONTRACTFIRST_COVERED": "" if budget.covered is None else str(budget.covered),
        "PYTHONPATH": os.pathsep.join(
            [str(Path(__file__).parent.parent.absolute()), os.environ.get("PYTHONPATH", "")]
        ),
    }
    with (directory / "output").open("wb") as output:
        # In a folder of its own, where no earlier run has left anything to try again.
        return subprocess.Popen(  # noqa: S603 - our own words
            command, stdout=output, stderr=output, env=environment, cwd=directory
        )


def _follow(
    process: subprocess.Popen[bytes], lines: IO[bytes], server: ServerUnderTest, run: FuzzRun, check: str
) -> Iterator[FuzzFinding]:
    """Yield the findings of each finished scenario while the process writes them."""

    def fail(error: dict[str, Any]) -> None:
        if not run.error:
            run.error = (
                f"Schemathesis could not go on with {error.get('label')}: {_described(error.get('value'))}"
            )

    for recorded in scenarios(process, lines, fail):
        yield from _scenario(recorded, server, run, check)


def _described(error: object) -> str:
    """Return the message of an error, in one line."""
    text = str(error.get("message", error)) if isinstance(error, dict) else str(error)
    return " ".join(text.split())[:_MOST_TOLD]


def scenarios(
    process: subprocess.Popen[bytes],
    lines: IO[bytes],
    fail: Callable[[dict[str, Any]], None] = lambda error: None,
) -> Iterator[dict[str, Any]]:
    """Yield what Schemathesis recorded of each finished scenario, from its events while it writes them.

    ``fail`` is called with each of its own errors that did not end it.
    """
    pending = b""
    while True:
        ended = process.poll() is not None
        chunk = lines.read()
        *whole, pending = (pending + chunk).split(b"\n")
        for line in whole:
            event = json.loads(line) if line.strip() else {}
            if "ScenarioFinished" in event:
                yield event["ScenarioFinished"]["recorder"]
            elif "NonFatalError" in event:
                fail(event["NonFatalError"])
        if ended and not chunk:
            return
        if not chunk:
            time.sleep(_PAUSE)


def _scenario(
    recorded: dict[str, Any], server: ServerUnderTest, run: FuzzRun, check: str
) -> Iterator[FuzzFinding]:
    run.cases += len(recorded.get("cases", ()))
    exchanges: dict[str, Exchange] = {}
    for identifier, interaction in recorded.get("interactions", {}).items():
        exchange = _exchange(interaction, server, check)
        exchanges[identifier] = exchange
        run.exchanges.append(exchange)
        server.client.recorder.add(exchange)
        if exchange.response is None:
            yield FuzzFinding(_UNANSWERED, "The request had no response.", exchange)
    for identifier, results in recorded.get("checks", {}).items():
        for result in results:
            seen = exchanges.get(identifier)
            excused = seen is not None and (
                (result["name"] == _REJECTION and _is_allowed(seen.request))
                or (result["name"] == _ACCEPTANCE and _depends_on_state(seen, server.client.contract))
                or (result["name"] == _ACCEPTANCE and _authenticates_twice(seen.request))
                or (result["name"] == _ACCEPTANCE and _repeats_a_parameter(seen.request))
            )
            if result["status"] != "success" and not excused:
                yield FuzzFinding(result["name"], str(_message(result)), seen)


def _is_allowed(request: HttpRequest) -> bool:
    """Return whether a request is valid against the contract.

    Schemathesis violates one branch of a schema, and the result may be valid against another.
    """
    operation = request.operation
    if operation is None:
        return False
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in request.headers]
    path_values = {name: quote(value, safe="") for name, value in request.path_values.items()}
    _, violations = operation.decode_parameters(path_values, request.query, headers)
    if operation.request_body is None or violations:
        return not violations
    try:
        return not operation.decode_body(request.header("content-type"), request.body or b"")[1]
    except UnsupportedMediaType:
        return False


def _authenticates_twice(request: HttpRequest) -> bool:
    """Return whether a client's secret is in the body and in a header (RFC 6749 section 2.3).

    Such a request must not be made, and it may be refused.
    """
    return request.header("authorization") is not None and b"client_secret" in (request.body or b"")


def _repeats_a_parameter(request: HttpRequest) -> bool:
    """Return whether a form to an OAuth endpoint has a parameter more than once (RFC 6749 section 3.2).

    Such a request must not be made, and it may be refused.
    """
    operation = request.operation
    if operation is None or operation.problem_format != "rfc6749":
        return False
    if "form-urlencoded" not in (request.header("content-type") or ""):
        return False
    names = [name for name, _ in parse_qsl((request.body or b"").decode("latin-1"), keep_blank_values=True)]
    return len(names) != len(set(names))


def _depends_on_state(exchange: Exchange, contract: Contract) -> bool:
    """Return whether a 400 to valid data is for a reason that schemas cannot express.

    A merge patch is valid only together with the resource (RFC 7396 section 2), and the contract may explain
    a code of its own for a 400.
    """
    response, operation = exchange.response, exchange.request.operation
    if response is None or response.status != _BAD_REQUEST or operation is None:
        return False
    problem = response.json
    code = contract.problem_codes.get(str(problem.get("code"))) if isinstance(problem, dict) else None
    return operation.id in contract.merge_patches or (code is not None and code.status == _BAD_REQUEST)


def _message(result: dict[str, Any]) -> str:
    failure = result.get("failure") or result.get("failure_info") or {}
    if isinstance(failure, dict) and isinstance(failure.get("failure"), dict):
        failure = failure["failure"]
    reported = [str(failure[key]) for key in ("title", "message") if failure.get(key)] if failure else []
    if reported and reported[0].startswith(_OURS_FAILED):
        # It repeats the check's name.
        reported = reported[1:] or reported
    return ": ".join(reported) or json.dumps(result)[:400]


def _exchange(interaction: dict[str, Any], server: ServerUnderTest, check: str) -> Exchange:
    sent, came = interaction["request"], interaction.get("response")
    url = str(sent["uri"])
    parts = urlsplit(url)
    path = parts.path.removeprefix(urlsplit(server.client.url).path)
    operation, values = None, {}
    try:
        match = server.client.contract.router.match(sent["method"], path)
        if match.operation.method == sent["method"]:
            operation = match.operation
            values = {name: unquote(value) for name, value in match.path_values.items()}
    except Problem:
        # Schemathesis also asks for what the contract does not have.
        pass
    body = _octets(sent.get("body"))
    request = HttpRequest(
        sent["method"], path, parts.query, _headers(sent["headers"]), body, operation, values
    )
    response = None
    if came is not None:
        content = _octets(came.get("content")) or b""
        response = HttpResponse(
            int(came["status_code"]), _headers(came["headers"]), content, came.get("message", "")
        )
    return Exchange(
        number=server.client.recorder.next_number(),
        check=check,
        request=request,
        response=response,
        url=url,
        started=float(interaction.get("timestamp") or server.client.clock.now()),
        seconds=float((came or {}).get("elapsed", 0.0)),
        identity="Schemathesis",
        failure="" if came is not None else "no response",
    )


def _headers(headers: dict[str, list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, values in headers.items() for value in values)


def _octets(body: Any) -> bytes | None:
    if isinstance(body, dict) and "$base64" in body:
        return base64.b64decode(body["$base64"])
    return body.encode() if isinstance(body, str) else None
