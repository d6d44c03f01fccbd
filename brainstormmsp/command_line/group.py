"""A group of commands that tells every expected failure in a line, without a traceback."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

__all__ = ["PlainGroup"]

_PACKAGE = __name__.partition(".")[0]
_EXPECTED = (
    ("brainstormmsp.contract.errors", "ContractError"),
    ("brainstormmsp.server.errors", "HandlerError"),
    ("brainstormmsp.server.errors", "SettingsError"),
    ("brainstormmsp.server.errors", "StartError"),
    ("brainstormmsp.store.errors", "StoreError"),
)


class PlainGroup(click.Group):
    """Ends with ``Error: …`` in a line when something is wrong that whoever typed the command can mend.

    The status is 2 for how it was typed and 1 for everything else. ``modules`` says where each command is,
    as ``module:name``; it is imported when it is called.
    """

    def __init__(self, *args: Any, modules: Mapping[str, str] | None = None, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self._modules = dict(modules or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*self._modules, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = self._modules.get(cmd_name)
        if place is None:
            return super().get_command(ctx, cmd_name)
        module, _, name = place.partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        with _in_one_line():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with _in_one_line():
            return super().invoke(ctx)


@contextmanager
def _in_one_line() -> Iterator[None]:
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        # Without its context the error is shown without the usage.
        error.ctx = None
        raise
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] == _PACKAGE:
            raise
        told = f"{error.name} is not installed: python -m pip install '{_PACKAGE}[conformance]'"
        raise click.ClickException(told) from error
    except Exception as error:
        if isinstance(error, _expected()):
            raise click.ClickException(str(error)) from error
        raise


def _expected() -> tuple[type[Exception], ...]:
    """Return the errors that can have been raised: those whose modules a command has imported."""
    return tuple(getattr(sys.modules[module], name) for module, name in _EXPECTED if module in sys.modules)
