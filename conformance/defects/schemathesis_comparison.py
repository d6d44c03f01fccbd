"""Plain Schemathesis beside the suite: what `schemathesis run` with all checks finds of the same defect.

Given what anybody has: the document, the URL and a token that may do everything and meets no limit. No hooks
and no configuration of ours.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from contractfirst.contract import Contract
from contractfirst_conformance.credentials import Credentials
from contractfirst_conformance.errors import UsageError
from contractfirst_conformance.fuzzing import scenarios
from defects.defect import Defect, InterceptedRequest
from defects.execution import behind
from defects.proxy import served_defect

__all__ = ["Finding", "SchemathesisComparison", "SchemathesisResult", "read_schemathesis_results"]

_GRACE = 60.0
_SEED = 1
_BASELINE = Defect(
    "nothing_is_wrong", "", "Everything is passed on as it is.", "", (), InterceptedRequest.forward
)

Finding = tuple[str, str]
"""The name of a check of Schemathesis, and the operation in which it found something."""


@dataclass(frozen=True, slots=True)
class SchemathesisResult:
    """The first finding of a Schemathesis check that passes without defects, and its time.

    ``finding`` is ``None`` if nothing was found in ``seconds``.
    """

    finding: Finding | None
    seconds: float

    @property
    def killed(self) -> bool:
        return self.finding is not None


def read_schemathesis_results(path: Path) -> dict[str, SchemathesisResult]:
    """Return the results of an earlier campaign's JSON by defect; raises ``UsageError``."""
    try:
        reported = {
            each["name"]: each["schemathesis"] for each in json.loads(path.read_text("utf-8"))["defects"]
        }
        return {
            name: SchemathesisResult(
                (each["found"][0], each["found"][1]) if each["found"] else None, each["seconds"]
            )
            for name, each in reported.items()
            if each is not None
        }
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise UsageError(f"{path}: is not a matrix written with --json: {error}") from error


class SchemathesisComparison:
    """Runs plain Schemathesis against defects in front of one correct server, with a token for it."""

    def __init__(self, contract: Contract, url: str, credentials: Credentials, token: str) -> None:
        self._contract = contract
        self._url = url
        self._credentials = credentials
        self._token = token
        self.baseline_findings: frozenset[str] = frozenset()

    def learn(self, seconds: float) -> frozenset[str]:
        """Return the checks that fail without a defect in this time: they prove nothing."""
        self.baseline_findings = frozenset(check for (check, _), _ in self._findings(_BASELINE, seconds))
        return self.baseline_findings

    def run_defect(self, planted: Defect, seconds: float) -> SchemathesisResult:
        """Run until a check fails that passes without defects, or the time is over."""
        began = time.monotonic()
        for finding, after in self._findings(planted, seconds):
            if finding[0] not in self.baseline_findings:
                return SchemathesisResult(finding, after)
        return SchemathesisResult(None, time.monotonic() - began)

    def _findings(self, planted: Defect, seconds: float) -> "list[tuple[Finding, float]]":
        found: list[tuple[Finding, float]] = []
        with ExitStack() as stack:
            if planted.front is not None:
                url, _ = stack.enter_context(behind(planted.front, self._url))
            else:
                url = stack.enter_context(
                    served_defect(planted, self._contract, self._url, self._credentials)
                )
            directory = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="schemathesis-")))
            events = directory / "events.ndjson"
            events.touch()
            began = time.monotonic()
            process = self._start(directory, events, url, seconds)
            try:
                with events.open("rb") as lines:
                    for recorded in scenarios(process, lines):
                        for results in recorded.get("checks", {}).values():
                            names = [each["name"] for each in results if each["status"] != "success"]
                            label = str(recorded.get("label", ""))
                            found += [((name, label), time.monotonic() - began) for name in names]
                        if planted is not _BASELINE and any(
                            check not in self.baseline_findings for (check, _), _ in found
                        ):
                            break
            finally:
                if process.poll() is None:
                    process.terminate()
                process.wait(_GRACE)
        return found

    def _start(self, directory: Path, events: Path, url: str, seconds: float) -> subprocess.Popen[bytes]:
        document = self._contract.document.path.absolute()
        command = [sys.executable, "-m", "schemathesis.cli", "run", str(document), "--url", url]
        command += ["--header", f"Authorization: Bearer {self._token}", "--checks", "all"]
        command += ["--seed", str(_SEED), "--max-time", str(max(1, round(seconds)))]
        command += ["--tls-verify", "false", "--continue-on-failure", "--no-shrink"]
        command += ["--report-ndjson-path", str(events), "--no-color"]
        environment = {name: value for name, value in os.environ.items() if name != "SCHEMATHESIS_HOOKS"}
        environment["PYTHONHASHSEED"] = "0"
        with (directory / "output").open("wb") as output:
            # In a folder of its own, so that it finds no configuration.
            return subprocess.Popen(  # noqa: S603 - our own words
                command, stdout=output, stderr=output, env=environment, cwd=directory
            )
