"""The hooks that Schemathesis loads."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conformance.stub import write_document

_DRIVER = """
from types import SimpleNamespace
from contractfirst_conformance import fuzzing_hooks as hooks
for content in (
    b'{"page": {"next_cursor": "b"}}',
    b'["next_cursor", {"next_cursor": "c"}]',
    b'{"next_cursor": "a"}',
    b'{"next_cursor": null}',
):
    hooks.after_call(None, None, SimpleNamespace(status_code=200, content=content))
print(sorted(hooks._issued_cursors))
"""

_AUTHENTICATION = """
from types import SimpleNamespace
from contractfirst_conformance import fuzzing_hooks as hooks
meta = SimpleNamespace(
    generation=SimpleNamespace(mode=hooks.GenerationMode.POSITIVE),
    phase=SimpleNamespace(name=hooks.TestPhase.STATEFUL),
)
for body in ({"client_secret": "s", "token": "t"}, {"token": "t"}):
    case = SimpleNamespace(meta=meta, headers={"Authorization": "Basic YTpi"}, query={}, body=body)
    hooks.before_call(None, case, {})
    print(sorted(case.headers))
"""


def test_a_client_authenticates_in_one_way(tmp_path: Path) -> None:
    """RFC 6749 section 2.3."""
    environment = {**os.environ, "CONTRACTFIRST_DOCUMENT": str(write_document(tmp_path))}
    command = [sys.executable, "-c", _AUTHENTICATION]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.stdout == "[]\n['Authorization']\n", done.stderr


def test_a_cursor_elsewhere_than_at_the_top_is_passed_over(tmp_path: Path) -> None:
    environment = {**os.environ, "CONTRACTFIRST_DOCUMENT": str(write_document(tmp_path))}
    command = [sys.executable, "-c", _DRIVER]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.stdout == "['a']\n", done.stderr
