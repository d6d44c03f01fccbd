"""The head of a function in lines that fit."""

from collections.abc import Iterable
from dataclasses import dataclass

from contractfirst.stubs.expressions import WIDTH, Spelling, Type, flat, laid_out

__all__ = ["FunctionParameter", "function_lines"]


@dataclass(frozen=True, slots=True)
class FunctionParameter:
    """A parameter of a generated function; ``default`` is source."""

    name: str
    type: Type | None = None
    default: str | None = None

    @property
    def before(self) -> str:
        return self.name if self.type is None else f"{self.name}: "

    @property
    def after(self) -> str:
        return "" if self.default is None else f" = {self.default}"


def function_lines(
    name: str,
    first: Iterable[FunctionParameter],
    keywords: Iterable[FunctionParameter],
    result: str,
    spelling: Spelling,
    indent: int = 0,
    end: str = "",
) -> list[str]:
    """Return ``def name(first, *, keywords) -> result:`` and ``end``, on one line if that is enough.

    ``result`` is the source of the return annotation.
    """
    pad = " " * indent
    parameters = [*first, *([FunctionParameter("*")] if (named := list(keywords)) else []), *named]
    line = f"{pad}def {name}({', '.join(_flat(each, spelling) for each in parameters)}) -> {result}:{end}"
    if len(line) <= WIDTH:
        return [line]
    lines = [f"{pad}def {name}("]
    for each in parameters:
        if each.type is None:
            lines.append(f"{pad}    {each.name},")
        else:
            lines += laid_out(each.before, each.type, spelling, f"{each.after},", indent + 4)
    return [*lines, f"{pad}) -> {result}:{end}"]


def _flat(parameter: FunctionParameter, spelling: Spelling) -> str:
    type_ = "" if parameter.type is None else flat(parameter.type, spelling)
    return f"{parameter.before}{type_}{parameter.after}"
