"""The suite against the mock of our contract: green but for what a mock cannot know."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from contractfirst_conformance.credentials import Credentials
from contractfirst_conformance.failure import Failure
from contractfirst_conformance.outcome import ExitCode
from contractfirst_conformance.session import RunOptions, run_suite
from contractfirst_conformance.waivers import read_waivers
from tests.conformance.documents import read_document, write_document
from tests.product.served import ROOT, environment, free_port, wait_for_port

WAIVERS = Path(__file__).with_name("mock-waivers.toml")
AREAS = ("errors", "responses", "matrix", "authentication")
WIDER = 1000


def wide_document(directory: Path) -> Path:
    """Write the contract with limits that the run does not meet: a mock has no keys with a multiplier."""
    document = read_document(ROOT / "openapi" / "brainstormmsp.yaml")
    for rate in document["x-rate-limits"].values():
        rate["quantity"] *= WIDER
        rate["burst"] *= WIDER
    return write_document(document, directory / "wide.yaml")


@contextmanager
def mocking(document: Path) -> Iterator[str]:
    port = free_port()
    arguments = ["mock", str(document), "--port", str(port), "--stateful", "--log-level", "error"]
    process = subprocess.Popen(
        [sys.executable, "-m", "brainstormmsp", *arguments],
        text=True,
        env=environment(),
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for_port(port, process)
        yield f"http://127.0.0.1:{port}/api/v1"
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_a_mock_fails_only_waived_checks(tmp_path: Path) -> None:
    document, output = wide_document(tmp_path), io.StringIO()
    key = {"client_id": "somebody", "client_secret": "whatever-it-is-a-mock-takes-it"}
    credentials = Credentials.parse({"organisations": [{"name": "Mocked", "full": key}]})
    with mocking(document) as url:
        wish = RunOptions(
            url,
            document,
            credentials,
            select=AREAS,
            quick=True,
            waivers=[WAIVERS],
            report_directory=tmp_path,
        )
        code = run_suite(wish, Console(file=output, width=200))
    assert code is ExitCode.PASSED, output.getvalue()
    report = json.loads((tmp_path / "report.json").read_text())
    waived = [
        Failure(result["check"], each["explanation"], each["operation"], each["subject"])
        for result in report["results"]
        for each in result["waived"]
    ]
    # What is waived for nothing is waived no longer.
    for waiver in read_waivers(WAIVERS):
        assert any(map(waiver.covers, waived)), waiver
