"""The rules, one module a noun; ``RULES`` has them all by id, in the order in which they are listed."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType, ModuleType

from contractfirst.lint.rule import LintRule
from contractfirst.lint.rules import (
    bounds,
    contradictions,
    discriminators,
    enumerations,
    examples,
    keywords,
    leftovers,
    links,
    media_types,
    naming,
    openness,
    operations,
    parameters,
    paths,
    patterns,
    rates,
    references,
    responses,
    secrets,
    security,
    servers,
    statuses,
    text,
    validity,
)

__all__ = ["RULES"]

_MODULES: tuple[ModuleType, ...] = (
    text,
    validity,
    keywords,
    leftovers,
    references,
    operations,
    paths,
    parameters,
    media_types,
    statuses,
    responses,
    examples,
    enumerations,
    contradictions,
    bounds,
    openness,
    patterns,
    discriminators,
    links,
    servers,
    security,
    secrets,
    rates,
    naming,
)


def _rules() -> Iterator[LintRule]:
    for module in _MODULES:
        yield from (value for value in vars(module).values() if isinstance(value, LintRule))
    yield from statuses.REACHABLE


RULES: Mapping[str, LintRule] = MappingProxyType({rule.id: rule for rule in _rules()})
