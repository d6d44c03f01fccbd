"""The conformance suite: tests a running server against its OpenAPI 3.1 document.

``run_suite`` runs it as ``contractfirst conform`` does, ``conform_command`` makes that command for an
application of your own, and ``check`` registers a check.
"""

from contractfirst_conformance.check import Check, Result, Stage, all_checks, check, select_checks
from contractfirst_conformance.client import ApiClient
from contractfirst_conformance.command import conform_command
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Credential, Credentials, Need
from contractfirst_conformance.errors import CannotCheck, NoResponse, Skipped, SuiteError, UsageError
from contractfirst_conformance.exchange import Exchange, HttpRequest, HttpResponse
from contractfirst_conformance.failure import CheckStatus, Failure
from contractfirst_conformance.fuzz_budget import FuzzBudget
from contractfirst_conformance.outcome import ExitCode, Outcome
from contractfirst_conformance.runner import RunPlan, run, run_check
from contractfirst_conformance.server_under_test import ServerUnderTest
from contractfirst_conformance.session import RunOptions, run_suite
from contractfirst_conformance.start import StartedServer, started_server

__all__ = [
    "CALLER",
    "ApiClient",
    "CannotCheck",
    "Check",
    "CheckContext",
    "CheckStatus",
    "Credential",
    "Credentials",
    "Exchange",
    "ExitCode",
    "Failure",
    "FuzzBudget",
    "HttpRequest",
    "HttpResponse",
    "Need",
    "NoResponse",
    "Outcome",
    "Result",
    "RunOptions",
    "RunPlan",
    "ServerUnderTest",
    "Skipped",
    "Stage",
    "StartedServer",
    "SuiteError",
    "UsageError",
    "all_checks",
    "check",
    "conform_command",
    "run",
    "run_check",
    "run_suite",
    "select_checks",
    "started_server",
]
