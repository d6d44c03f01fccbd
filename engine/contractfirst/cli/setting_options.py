"""Command line options for settings; each is an environment variable of the same name too."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from contractfirst.server.settings import ServerSettings, SettingHelp, describe_settings

__all__ = ["setting_option", "setting_options"]

Function = TypeVar("Function", bound=Callable[..., Any])


def setting_options(kind: type[ServerSettings], prefix: str) -> Callable[[Function], Function]:
    """Return a decorator that gives a command one option for each setting, and one for the settings file.

    The command gets each as a keyword argument of the same name, ``None`` if not given, the file as
    ``settings_file``. ``prefix`` begins the environment variables.
    """
    settings_file = click.option(
        "--settings-file",
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        envvar=f"{prefix}SETTINGS_FILE",
        show_envvar=True,
        help="TOML file with settings; options and environment variables take precedence.",
    )

    def decorate(function: Function) -> Function:
        decorated = settings_file(function)
        for setting in reversed(describe_settings(kind, prefix)):
            decorated = _option(setting)(decorated)
        return decorated

    return decorate


def setting_option(kind: type[ServerSettings], prefix: str, name: str) -> Callable[[Function], Function]:
    """Return a decorator that gives a command the option for one setting."""
    return _option(next(each for each in describe_settings(kind, prefix) if each.name == name))


def _option(setting: SettingHelp) -> Callable[[Function], Function]:
    # The environment is read by load_settings, which also reports where an invalid value came from.
    shown = [f"env var: {setting.variable}"]
    if setting.default not in (None, "", (), False):
        shown.append(f"default: {setting.default}")
    return click.option(
        f"--{setting.name.replace('_', '-')}",
        setting.name,
        metavar="TEXT",
        help=f"{setting.help}  [{'; '.join(shown)}]",
    )
