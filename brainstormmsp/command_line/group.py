"""A group of commands that tells every expected failure in a line, without a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from brainstormmsp.contract import ContractError
from brainstormmsp.server.errors import HandlerError, SettingsError, StartError
from brainstormmsp.store import StoreError

__all__ = ["PlainGroup"]

_EXPECTED = (StoreError, SettingsError, ContractError, HandlerError, StartError)


class PlainGroup(click.Group):
    """Ends with ``Error: …`` in a line when something is wrong that whoever typed the command can mend.

    The status is 2 for how it was typed and 1 for everything else.
    """

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
    except _EXPECTED as error:
        raise click.ClickException(str(error)) from error
