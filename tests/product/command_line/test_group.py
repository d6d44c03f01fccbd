"""The error message of a command whose library is not installed."""

import sys

import pytest
from click.testing import CliRunner

from brainstormmsp.command_line import main


def test_command_whose_libraries_are_missing_says_how_to_install_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in [name for name in sys.modules if name.startswith("contractfirst_conformance.areas")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "hypothesis.stateful", None)
    result = CliRunner().invoke(main, ["conform", "--list"])
    assert result.exit_code == 1
    assert result.output.strip() == (
        "Error: hypothesis.stateful is not installed: python -m pip install 'contractfirst-conformance'"
    )
