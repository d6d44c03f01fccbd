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

_OWN_KEYS = """
from types import SimpleNamespace
from contractfirst_conformance import fuzzing_hooks as hooks
for method, key_id in (("POST", "own"), ("POST", "other"), ("GET", "own")):
    case = SimpleNamespace(
        method=method, meta=None, headers={}, query={}, body=None, path_parameters={"key_id": key_id}
    )
    hooks.before_call(None, case, {})
    print(case.path_parameters["key_id"])
"""


def test_the_suites_own_keys_are_only_read(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "CONTRACTFIRST_DOCUMENT": str(write_document(tmp_path)),
        "CONTRACTFIRST_SPARED": '["own"]',
        "CONTRACTFIRST_THINGS": '{"key_id": "made"}',
    }
    command = [sys.executable, "-c", _OWN_KEYS]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.stdout == "made\nother\nown\n", done.stderr


def test_a_cursor_elsewhere_than_at_the_top_is_passed_over(tmp_path: Path) -> None:
    environment = {**os.environ, "CONTRACTFIRST_DOCUMENT": str(write_document(tmp_path))}
    command = [sys.executable, "-c", _DRIVER]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.stdout == "['a']\n", done.stderr
