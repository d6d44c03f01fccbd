"""What a project may choose about its stubs: ``[tool.contractfirst.stubs]`` in pyproject.toml."""

import keyword
import tomllib
from dataclasses import dataclass
from pathlib import Path

from contractfirst.stubs.errors import StubsError

__all__ = ["DEFAULT_CONTEXT", "Options", "read_options"]

DEFAULT_CONTEXT = "contractfirst.contract.exchange:Call"


@dataclass(frozen=True, slots=True)
class Options:
    """``context`` is the class of a handler's first argument, as ``module:Name``."""

    context: str = DEFAULT_CONTEXT

    def __post_init__(self) -> None:
        module, colon, name = self.context.partition(":")
        if not colon or not all(_is_name(part) for part in (*module.split("."), name)):
            raise StubsError(f'the context "{self.context}" is not of the form module:Name')

    @property
    def context_module(self) -> str:
        return self.context.partition(":")[0]

    @property
    def context_name(self) -> str:
        return self.context.partition(":")[2]


def read_options(handlers: Path, context: str | None = None) -> Options:
    """Return the options: ``context`` if given, else what the nearest pyproject.toml says.

    Looked for in the parents of the handlers' directory. Raises ``StubsError`` for a file that is broken.
    """
    if context is not None:
        return Options(context)
    for parent in handlers.resolve().parents:
        path = parent / "pyproject.toml"
        if path.is_file():
            return _read(path)
    return Options()


def _read(path: Path) -> Options:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StubsError(f"{path}: {error}") from error
    section = data.get("tool", {}).get("contractfirst", {}).get("stubs", {})
    context = section.get("context", DEFAULT_CONTEXT) if isinstance(section, dict) else None
    if not isinstance(context, str):
        raise StubsError(f"{path}: tool.contractfirst.stubs.context must be a string")
    return Options(context)


def _is_name(part: str) -> bool:
    return part.isidentifier() and not keyword.iskeyword(part)
