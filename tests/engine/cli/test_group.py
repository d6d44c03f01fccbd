"""The list of commands is made without importing them, and says what they say."""

import subprocess
import sys

import click
import pytest

from contractfirst.cli.commands import COMMANDS, installed_commands


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_name_and_a_line_of_help(name: str) -> None:
    command = COMMANDS[name].load()
    assert isinstance(command, click.Command)
    assert command.name == name
    assert COMMANDS[name].help.endswith(".")


def test_help_imports_no_command() -> None:
    program = (
        "import sys; from contractfirst.cli import main; main(['--help'], standalone_mode=False);"
        "print('LOADED', [name for name in sys.modules if name.startswith('contractfirst')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = done.stdout.partition("LOADED")[2]
    assert "contractfirst.cli.group" in loaded
    for package in ("contract'", "server", "stubs", "lint", "cli.serve"):
        assert f"'contractfirst.{package}" not in loaded


@pytest.mark.parametrize("command", ["lint", "stubs", "diff"])
def test_commands_without_a_server_import_none(command: str) -> None:
    program = (
        "import sys; from contractfirst.cli import main;"
        f"main(['{command}', '--help'], standalone_mode=False);"
        "print('LOADED', [name for name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = done.stdout.partition("LOADED")[2]
    for module in ("contractfirst.server", "connexion", "granian", "sqlalchemy"):
        assert f"'{module}'" not in loaded


def test_commands_of_other_distributions_are_found_by_their_entry_point() -> None:
    assert installed_commands().keys().isdisjoint(COMMANDS)
