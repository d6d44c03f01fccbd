"""A pytest plugin that runs the conformance suite against this API's own server.

``pytest -p brainstormmsp.command_line.conformance_plugin --conformance-local``
"""

import shlex

import pytest

from brainstormmsp.command_line.conformance_server import start_command
from brainstormmsp.contract_file import contract_file

pytest_plugins = ["contractfirst_conformance.plugin"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--conformance-local``."""
    group = parser.getgroup("conformance")
    group.addoption("--conformance-local", action="store_true", help="start this API's own server")


def pytest_configure(config: pytest.Config) -> None:
    """Use this API's document, and start its server if asked to."""
    if config.option.conformance_document is None:
        config.option.conformance_document = contract_file()
    if config.option.conformance_local:
        command = start_command(config.option.conformance_document)
        config.option.conformance_start = shlex.join(command)
