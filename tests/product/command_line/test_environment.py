"""What an operator scripts can come from the environment, option by option."""

import click
import pytest

from brainstormmsp.command_line.keys import keys
from brainstormmsp.command_line.seed import seed
from brainstormmsp.command_line.serve import serve
from brainstormmsp.settings import PREFIX

COMMANDS = [serve, seed, *keys.commands.values()]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.name))
def test_every_option_is_an_environment_variable_too(command: click.Command) -> None:
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    assert options
    for option in options:
        shown = option.get_help_record(click.Context(command))
        assert shown is not None
        name = max(option.opts, key=len).removeprefix("--").replace("-", "_").upper()
        assert f"env var: {PREFIX}{name}" in shown[1]
