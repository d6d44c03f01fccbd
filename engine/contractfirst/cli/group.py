"""A group of commands, each imported when it is called, that reports expected errors in one line."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

__all__ = ["LazyCommand", "PlainGroup"]

_EXPECTED = (
    ("contractfirst.contract.document", "UnreadableError"),
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


@dataclass(frozen=True, slots=True)
class LazyCommand:
    """A command as ``module:name``; ``help`` is its line in the list; without one it is imported for it."""

    place: str
    help: str = ""

    def load(self) -> click.Command:
        """Import the command."""
        module, _, name = self.place.partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


class PlainGroup(click.Group):
    """Exits with one line, ``Error: …``, and no traceback for errors that the user can correct.

    The status is 2 for wrong usage and 1 for everything else. The commands of ``lazy`` are imported when they
    are called. ``errors`` are (module, name) of further exceptions that are expected.
    """

    def __init__(
        self,
        *args: Any,
        lazy: Mapping[str, LazyCommand] | None = None,
        errors: Sequence[tuple[str, str]] = (),
        **attributes: Any,
    ) -> None:
        super().__init__(*args, **attributes)
        self._lazy = dict(lazy or {})
        self._errors = (*_EXPECTED, *errors)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*self._lazy, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        lazy = self._lazy.get(cmd_name)
        return super().get_command(ctx, cmd_name) if lazy is None else lazy.load()

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        names = self.list_commands(ctx)
        if names:
            with formatter.section("Commands"):
                formatter.write_dl([(name, self._short_help(ctx, name)) for name in names])

    def _short_help(self, ctx: click.Context, name: str) -> str:
        lazy = self._lazy.get(name)
        if lazy is not None and lazy.help:
            return lazy.help
        command = self.get_command(ctx, name)
        return "" if command is None else command.get_short_help_str(limit=100)

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
        message = f"{error.name} is not installed: python -m pip install '{extra}'"
        raise click.ClickException(message) from error
    except Exception as error:
        if isinstance(error, _expected(errors)):
            raise click.ClickException(str(error)) from error
        raise


def _expected(errors: Sequence[tuple[str, str]]) -> tuple[type[Exception], ...]:
    """Return the expected errors whose modules have been imported; no other can have been raised."""
    return tuple(getattr(sys.modules[module], name) for module, name in errors if module in sys.modules)
