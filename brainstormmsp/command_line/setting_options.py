"""Options for settings: each setting is an option and an environment variable of the same name."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from contractfirst.server.settings import PREFIX, SettingHelp, Settings, describe_settings, load_settings
from contractfirst.tokens import check_signing_key

__all__ = ["database_url_option", "every_setting", "read_settings"]

Function = TypeVar("Function", bound=Callable[..., Any])

_SETTINGS_FILE = PREFIX + "SETTINGS_FILE"


def every_setting(function: Function) -> Function:
    """Give a command one option a setting, and the settings file; each is a keyword of the same name."""
    settings_file = click.option(
        "--settings-file",
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        envvar=_SETTINGS_FILE,
        show_envvar=True,
        help="TOML file with settings; options and environment variables win over it.",
    )
    decorated = settings_file(function)
    for setting in reversed(describe_settings()):
        decorated = _option(setting)(decorated)
    return decorated


def database_url_option(function: Function) -> Function:
    """Give a command the option ``--database-url``."""
    setting = next(each for each in describe_settings() if each.name == "database_url")
    return _option(setting)(function)


def read_settings(settings_file: Path | None = None, **overrides: object) -> Settings:
    """Return the settings of this process; raises ``SettingsError`` with all that is wrong."""
    return load_settings(
        os.environ, check_signing_key=check_signing_key, file=settings_file, overrides=overrides
    )


def _option(setting: SettingHelp) -> Callable[[Function], Function]:
    # The environment is read by load_settings, which also says where a bad value came from.
    shown = [f"env var: {setting.variable}"]
    if setting.default not in (None, "", (), False):
        shown.append(f"default: {setting.default}")
    return click.option(
        f"--{setting.name.replace('_', '-')}",
        setting.name,
        metavar="TEXT",
        help=f"{setting.help}  [{'; '.join(shown)}]",
    )
