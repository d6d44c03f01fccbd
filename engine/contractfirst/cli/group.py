"""A group of commands that tells every expected failure in a line, without a traceback."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

__all__ = ["PlainGroup"]

_EXPECTED = (
    ("contractfirst.contract.errors", "ContractError"),
    ("contractfirst.server.errors", "HandlerError"),
    ("contractfirst.server.errors", "SettingsError"),
    ("contractfirst.server.errors", "StartError"),
)
# What brings a module that is missing.
_EXTRAS = {
    "connexion": "contractfirst[serve]",
    "granian": "contractfirst[serve]",
    "markdown_it": "contractfirst[serve]",
    "swagger_ui_bundle": "contractfirst[serve]",
    "contractfirst_conformance": "contractfirst-conformance",
    "hypothesis": "contractfirst-conformance",
}


class PlainGroup(click.Group):
    """Ends with ``Error: …`` in a line when something is wrong that whoever typed the command can mend.

    The status is 2 for how it was typed and 1 for everything else. ``modules`` says where each command is,
    as ``module:name``; it is imported when it is called. ``errors`` are (module, name) of further exceptions
    that are expected.
    """

    def __init__(
        self,
        *args: Any,
        modules: Mapping[str, str] | None = None,
        errors: Sequence[tuple[str, str]] = (),
        **attributes: Any,
    ) -> None:
        super().__init__(*args, **attributes)
        self._modules = dict(modules or {})
        self._errors = (*_EXPECTED, *errors)

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
        with _in_one_line(self._errors):
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with _in_one_line(self._errors):
            return super().invoke(ctx)


@contextmanager
def _in_one_line(errors: Sequence[tuple[str, str]]) -> Iterator[None]:
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        # Without its context the error is shown without the usage.
        error.ctx = None
        raise
    except ModuleNotFoundError as error:
        extra = _EXTRAS.get((error.name or "").partition(".")[0])
        if extra is None:
            raise
        told = f"{error.name} is not installed: python -m pip install '{extra}'"
        raise click.ClickException(told) from error
    except Exception as error:
        if isinstance(error, _expected(errors)):
            raise click.ClickException(str(error)) from error
        raise


def _expected(errors: Sequence[tuple[str, str]]) -> tuple[type[Exception], ...]:
    """Return the errors that can have been raised: those whose modules a command has imported."""
    return tuple(getattr(sys.modules[module], name) for module, name in errors if module in sys.modules)
