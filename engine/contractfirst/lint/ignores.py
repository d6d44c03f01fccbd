"""Inline exceptions: ``x-lint-ignore: {rule-id: reason}`` on an object excepts it and all below it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from contractfirst.contract.document import Document
from contractfirst.contract.node import Node, mapping
from contractfirst.lint.rule_finding import RuleFinding, report

__all__ = ["FIELD", "Ignores"]

FIELD = "x-lint-ignore"


@dataclass(slots=True)
class _Ignore:
    node: Node
    rule: str
    reason: str
    used: bool = False


@dataclass(slots=True)
class Ignores:
    """The exceptions of a document; remembers which of them had something to except."""

    _ignores: list[_Ignore] = field(default_factory=list)

    @classmethod
    def of(cls, nodes: Iterable[Node]) -> "Ignores":
        """Gather the exceptions of a document's objects."""
        ignores = cls()
        for node in nodes:
            if FIELD in node.value:
                for rule, reason in mapping(node.value[FIELD]).items():
                    text = reason.strip() if isinstance(reason, str) else ""
                    ignores._ignores.append(_Ignore(node, rule, text))
        return ignores

    def reason(self, rule: str, document: Document, pointer: str) -> str | None:
        """Return why a finding of ``rule`` at ``pointer`` is excepted, None if it is not.

        An exception without a reason excepts nothing.
        """
        excepting = None
        for ignore in self._ignores:
            if ignore.rule == rule and ignore.node.document is document:
                own = ignore.node.pointer
                if pointer == own or pointer.startswith(f"{own}/"):
                    ignore.used = True
                    excepting = ignore.reason or excepting
        return excepting

    def without_reason(self) -> Iterator[RuleFinding]:
        """Yield a finding about each exception that gives no reason."""
        for ignore in self._ignores:
            if not ignore.reason:
                yield report(
                    ignore.node, f'the exception from "{ignore.rule}" gives no reason', FIELD, ignore.rule
                )

    def useless(self, checked: frozenset[str], known: Iterable[str]) -> Iterator[RuleFinding]:
        """Yield a finding about each exception that excepted nothing, of rules that were ``checked``."""
        known = frozenset(known)
        for ignore in self._ignores:
            if ignore.rule not in known:
                message = f'there is no rule "{ignore.rule}" to except from'
            elif not ignore.used and ignore.rule in checked:
                message = f'nothing here breaks "{ignore.rule}"'
            else:
                continue
            yield report(ignore.node, message, FIELD, ignore.rule)
