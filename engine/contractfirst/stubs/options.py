"""What a project may choose about its stubs: ``[tool.contractfirst.stubs]`` in pyproject.toml."""

import keyword
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from contractfirst.stubs.errors import StubsError

__all__ = ["DEFAULT_CONTEXT", "Options", "read_options"]

DEFAULT_CONTEXT = "contractfirst.contract.exchange:Call"


@dataclass(frozen=True, slots=True)
class Options:
    """``context`` is the class of a handler's first argument, as ``module:Name``.

    ``schemas`` is the module that schema types are generated into, so that code below the handlers can use
    them too; by default it is ``schemas`` in the package of generated modules.
    """

    context: str = DEFAULT_CONTEXT
    schemas: str | None = None

    def __post_init__(self) -> None:
        module, colon, name = self.context.partition(":")
        if not colon or not all(_is_name(part) for part in (*module.split("."), name)):
            raise StubsError(f'the context "{self.context}" is not of the form module:Name')
        if self.schemas is not None and not all(_is_name(part) for part in self.schemas.split(".")):
            raise StubsError(f'"{self.schemas}" is not the name of a module')

    @property
    def context_module(self) -> str:
        return self.context.partition(":")[0]

    @property
    def context_name(self) -> str:
        return self.context.partition(":")[2]

    def schemas_in(self, generated: str) -> tuple[str, str]:
        """Return the package and the name of the module of schema types."""
        parent, _, name = (self.schemas or f"{generated}.schemas").rpartition(".")
        return parent, name


def read_options(handlers: Path, context: str | None = None) -> Options:
    """Return the options: ``context`` if given, else what the nearest pyproject.toml says.

    Looked for in the parents of the handlers' directory. Raises ``StubsError`` for a file that is broken.
    """
    for parent in handlers.resolve().parents:
        path = parent / "pyproject.toml"
        if path.is_file():
            read = _read(path)
            return read if context is None else replace(read, context=context)
    return Options(context or DEFAULT_CONTEXT)


def _read(path: Path) -> Options:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StubsError(f"{path}: {error}") from error
    section = data.get("tool", {}).get("contractfirst", {}).get("stubs", {})
    section = section if isinstance(section, dict) else {"context": None}
    context, schemas = section.get("context", DEFAULT_CONTEXT), section.get("schemas")
    if not isinstance(context, str):
        raise StubsError(f"{path}: tool.contractfirst.stubs.context must be a string")
    if not isinstance(schemas, str | None):
        raise StubsError(f"{path}: tool.contractfirst.stubs.schemas must be a string")
    return Options(context, schemas)


def _is_name(part: str) -> bool:
    return part.isidentifier() and not keyword.iskeyword(part)
