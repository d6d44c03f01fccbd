"""A project's defaults for the commands: ``[tool.contractfirst]`` in its pyproject.toml."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import click

__all__ = ["ProjectSettings", "UnreadableDocument", "document_argument", "find_project"]


@dataclass(frozen=True, slots=True)
class ProjectSettings:
    """Defaults of a project; ``handlers`` is a package, ``components`` a factory, as ``module:name``."""

    folder: Path
    document: Path | None = None
    handlers: str | None = None
    components: str | None = None


class UnreadableDocument(click.ClickException):
    """A document cannot be opened: the command prints ``path: reason`` and exits with 2."""

    exit_code = 2

    def show(self, file: IO[str] | None = None) -> None:
        click.echo(self.format_message(), file=file, err=file is None)


def find_project(start: Path) -> ProjectSettings:
    """Return what the nearest pyproject.toml at or above a folder says, or an empty project there.

    Raises:
        click.ClickException: the file is not valid.
    """
    for folder in (start, *start.parents):
        file = folder / "pyproject.toml"
        if file.is_file():
            return _read(file)
    return ProjectSettings(start)


def document_argument(document: Path | None) -> Path:
    """Return the document that a command was given, else the project's.

    Raises:
        click.UsageError: there is neither.
        UnreadableDocument: it is missing, a folder, or may not be read.
    """
    from contractfirst.contract.document import UnreadableError, read_bytes

    document = document or find_project(Path.cwd()).document
    if document is None:
        raise click.UsageError(
            "Missing argument 'DOCUMENT': give it, or set document in [tool.contractfirst] of pyproject.toml."
        )
    try:
        read_bytes(document, str(document))
    except UnreadableError as error:
        raise UnreadableDocument(str(error)) from error
    return document


def _read(file: Path) -> ProjectSettings:
    try:
        content = tomllib.loads(file.read_text("utf-8"))
    except ValueError as error:
        raise click.ClickException(f"{file}: {error}") from error
    section = content.get("tool", {}).get("contractfirst", {})
    values: dict[str, str | None] = {}
    for name in ("document", "handlers", "components"):
        value = section.get(name)
        if not isinstance(value, str | None):
            raise click.ClickException(f"{file}: tool.contractfirst.{name} must be a string")
        values[name] = value
    document = values["document"]
    return ProjectSettings(
        file.parent,
        None if document is None else _shown(file.parent / document),
        values["handlers"],
        values["components"],
    )


def _shown(path: Path) -> Path:
    """Return a path relative to the working directory where it is below it, as findings show it."""
    working = Path.cwd()
    return path.relative_to(working) if path.is_relative_to(working) else path
