"""Texts that match a pattern, short and long, by walking what Python's own parser makes of it."""

import re
from functools import lru_cache
from importlib import import_module
from typing import Any

__all__ = ["matching_texts"]

_REPEATS = 12
_VARIANTS = 8


@lru_cache(maxsize=256)
def matching_texts(pattern: str) -> tuple[str, ...]:
    """Return some texts that probably match; none for what Python cannot read."""
    # There is no public way to a parsed pattern.
    parser = import_module("re._parser")
    try:
        parsed = parser.parse(pattern, re.ASCII)
    except (re.error, OverflowError, RecursionError):
        return ()
    texts = []
    for variant in range(_VARIANTS):
        text = _sequence(parsed, variant)
        if text is not None:
            texts.append(text)
    return tuple(dict.fromkeys(texts))


def _sequence(parsed: Any, variant: int) -> str | None:
    parts = []
    for operator, argument in parsed:
        text = _one(str(operator), argument, variant)
        if text is None:
            return None
        parts.append(text)
    return "".join(parts)


def _one(operator: str, argument: Any, variant: int) -> str | None:
    match operator:
        case "LITERAL":
            return chr(argument)
        case "NOT_LITERAL":
            return "b" if argument == ord("a") else "a"
        case "ANY":
            return "aZ0 é-"[variant % 6]
        case "IN":
            return _in(argument, variant)
        case "AT":
            return ""
        case "SUBPATTERN":
            return _sequence(argument[3], variant)
        case "BRANCH":
            options = argument[1]
            return _sequence(options[variant % len(options)], variant)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, inner = argument
            count = min(
                int(most), max(int(least), 1) if variant % 2 == 0 else int(least) + _REPEATS * variant
            )
            texts = [_sequence(inner, variant + index) for index in range(min(count, 500))]
            return None if any(text is None for text in texts) else "".join(text or "" for text in texts)
        case "ASSERT" | "ASSERT_NOT":
            return ""
        case _:
            return None


def _in(argument: Any, variant: int) -> str | None:
    if argument and str(argument[0][0]) == "NEGATE":
        pattern = [str(operator) for operator, _ in argument]
        literals = {chr(value) for operator, value in argument if str(operator) == "LITERAL"}
        candidates = [each for each in "aZ0-_ é!~" if each not in literals]
        if any(name == "CATEGORY" for name in pattern):
            candidates = [each for each in "a-!Z0 " if each not in literals]
        return candidates[variant % len(candidates)] if candidates else None
    options: list[str] = []
    for operator, value in argument:
        match str(operator):
            case "LITERAL":
                options.append(chr(value))
            case "RANGE":
                options += [chr(value[0]), chr(value[1]), chr((value[0] + value[1]) // 2)]
            case "CATEGORY":
                name = str(value)
                options += ["0", "9"] if "DIGIT" in name else [" "] if "SPACE" in name else ["a", "Z", "_"]
    return options[variant % len(options)] if options else None
