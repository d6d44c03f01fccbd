"""Docs, mock and findings follow every save; a broken document leaves docs and mock as they were."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.browser.chromium import Browser, chromium_program
from tests.engine.server.sockets import ROOT, free_port

DOCUMENT = """\
openapi: 3.1.0
info: {title: First, version: 1.0.0}
servers: [{url: https://api.example/v1}]
paths:
  /word:
    get:
      operationId: getWord
      responses:
        "200":
          description: A word.
          content: {application/json: {schema: {$ref: "parts.yaml#/Word"}}}
"""
PARTS = "Word: {const: first}\n"


@dataclass
class Previewed:
    """A running preview of a document in a folder of its own."""

    origin: str
    document: Path
    parts: Path
    process: "subprocess.Popen[str]"

    def get(self, path: str) -> httpx.Response:
        return httpx.get(self.origin + path, timeout=10)

    def states(self, stream: Iterator[str]) -> Iterator[dict[str, Any]]:
        for line in stream:
            if line.startswith("data: "):
                yield json.loads(line.removeprefix("data: "))


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Previewed]:
    document, parts = tmp_path / "api.yaml", tmp_path / "parts.yaml"
    document.write_text(DOCUMENT)
    parts.write_text(PARTS)
    port = free_port()
    program = [sys.executable, "-m", "contractfirst", "preview", str(document), "--port", str(port)]
    process = subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == f"http://127.0.0.1:{port}/preview\n"
        yield Previewed(f"http://127.0.0.1:{port}", document, parts, process)
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def until(states: Iterator[dict[str, Any]], **wanted: object) -> dict[str, Any]:
    """Return the first state that is as wanted."""
    return next(state for state in states if all(state[name] == value for name, value in wanted.items()))


def test_saves_are_followed_within_a_second(preview: Previewed) -> None:
    with httpx.stream("GET", f"{preview.origin}/preview/events", timeout=15) as response:
        assert response.headers["Content-Type"] == "text/event-stream"
        states = preview.states(response.iter_lines())
        first = next(states)
        assert first["compiles"]
        assert preview.get("/v1/word").json() == "first"
        began = time.monotonic()
        preview.document.write_text(DOCUMENT.replace("First", "Second"))
        until(states, docs=first["docs"] + 1)
        assert time.monotonic() - began < 3  # a second where nothing else runs
        assert "Second" in preview.get("/docs").text

        preview.parts.write_text("Word: {const: second}\n")
        until(states, docs=first["docs"] + 2)
        assert preview.get("/v1/word").json() == "second"

        preview.document.write_text(DOCUMENT.replace("paths:", "paths: ["))
        broken = until(states, compiles=False)
        assert broken["counts"]["error"] >= 1
        assert broken["docs"] == first["docs"] + 2
        assert "First" not in preview.get("/docs").text
        assert preview.get("/v1/word").status_code == 200

        preview.document.write_text(DOCUMENT)
        until(states, docs=first["docs"] + 3, compiles=True)
        assert "First" in preview.get("/docs").text


def test_findings_have_a_place_and_a_way_out(preview: Previewed) -> None:
    preview.document.write_text(
        DOCUMENT.replace("operationId: getWord", "operationId: getWord\n      nullable: 1")
    )
    with httpx.stream("GET", f"{preview.origin}/preview/events", timeout=15) as response:
        for state in preview.states(response.iter_lines()):
            found = [each for each in state["findings"] if each["line"] == 8]
            if found:
                assert {"severity", "rule", "message", "fix", "pointer", "path", "column"} <= found[0].keys()
                break


def test_page_may_frame_the_docs_and_runs_nothing_else(preview: Previewed) -> None:
    page = preview.get("/preview")
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in preview.get("/docs").headers["Content-Security-Policy"]
    assert preview.get("/").headers["Location"] == "/preview"


def test_streams_do_not_hold_up_the_end(preview: Previewed) -> None:
    with httpx.stream("GET", f"{preview.origin}/preview/events", timeout=15) as response:
        next(response.iter_lines())
        preview.process.send_signal(signal.SIGTERM)
        assert preview.process.wait(timeout=4) == 0


@pytest.mark.skipif(chromium_program() is None, reason="there is no Chromium on this machine")
def test_browser_shows_every_save(preview: Previewed) -> None:
    program = chromium_program()
    assert program is not None
    with Browser.started(program) as browser:
        browser.open(f"{preview.origin}/preview")
        docs = "document.getElementById('docs').contentDocument"
        browser.wait_for(f"{docs}?.querySelector('.opblock')")
        preview.document.write_text(DOCUMENT.replace("First", "Second"))
        browser.wait_for(f"{docs}?.title.includes('Second')")
        preview.document.write_text(DOCUMENT.replace("paths:", "paths: ["))
        browser.wait_for("document.getElementById('state').textContent.includes('broken')")
        browser.wait_for("document.querySelector('#findings .error')")
        assert browser.run(f"{docs}.title").endswith("Second")
        assert browser.complaints == []
