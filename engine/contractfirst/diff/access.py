"""Who may call an operation, how often, and how much it takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from contractfirst.contract.operation_node import OperationNode
from contractfirst.contract.place import Place
from contractfirst.contract.rates import RateClass
from contractfirst.diff.context import ComparisonContext, absent, members
from contractfirst.diff.schemas.sameness import equal

__all__ = ["Limits", "compare_access"]

_TEXT = frozenset({"description"})

Alternatives = list[dict[str, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Limits:
    """The root of a document and its rate classes by name."""

    root: Place
    rates: Mapping[str, RateClass]


def compare_access(
    context: ComparisonContext, base: OperationNode, head: OperationNode, old: Limits, new: Limits
) -> None:
    """Compare security, rate limits, sizes and the form of problems of two operations."""
    _compare_security(context, base, head, old.root, new.root)
    _compare_rates(context, base, head, old, new)
    _compare_sizes(context, base, head, old.root, new.root)
    was, now = base.problem_format, head.problem_format
    if was != now:
        places = absent(base.node, "x-problem-format"), absent(head.node, "x-problem-format")
        context.add("problem-format-changed", *places, f"errors come as {now} instead of {was}")


def _compare_security(
    context: ComparisonContext, base: OperationNode, head: OperationNode, old: Place, new: Place
) -> None:
    before, after = _alternatives(base), _alternatives(head)
    at_base, at_head = _place_of(base, old, "security"), _place_of(head, new, "security")
    lost = [each for each in before if not _enough(each, after)]
    for each in lost:
        scopes = _missing_scopes(each, after)
        if scopes:
            text = f"needs the scope{'s' if len(scopes) > 1 else ''} {', '.join(sorted(scopes))} too"
            context.add("security-scope-added", at_base, at_head, text)
        else:
            text = f"{_spelt(each)} is no longer enough: needs {' or '.join(map(_spelt, after))}"
            context.add("security-required", at_base, at_head, text)
    if not lost and any(not _enough(each, before) for each in after):
        context.add("security-loosened", at_base, at_head, f"{' or '.join(map(_spelt, after))} is enough now")
    schemes, others = _schemes(old), _schemes(new)
    for name in sorted({name for each in before for name in each}):
        if name in schemes and name in others and not _alike(schemes[name], others[name]):
            text = f"the security scheme {name} is another"
            context.add("security-scheme-changed", schemes[name], others[name], text)


def _alternatives(operation: OperationNode) -> Alternatives:
    found: Alternatives = [
        {name: _names(scopes) for name, scopes in each.items()}
        for each in operation.security or ()
        if isinstance(each, dict)
    ]
    return found or [{}]


def _place_of(operation: OperationNode, root: Place, member: str) -> Place:
    """Return where a member stands that the document may set for all operations."""
    return absent(operation.node if operation.node.has(member) else root, member)


def _names(scopes: object) -> frozenset[str]:
    return frozenset(map(str, scopes)) if isinstance(scopes, list) else frozenset()


def _enough(credentials: dict[str, frozenset[str]], alternatives: Alternatives) -> bool:
    """Return whether what satisfied one requirement satisfies one of the alternatives."""
    return any(
        all(name in credentials and scopes <= credentials[name] for name, scopes in each.items())
        for each in alternatives
    )


def _missing_scopes(credentials: dict[str, frozenset[str]], alternatives: Alternatives) -> frozenset[str]:
    for each in alternatives:
        if each.keys() <= credentials.keys():
            return frozenset().union(*(scopes - credentials[name] for name, scopes in each.items()))
    return frozenset()


def _spelt(alternative: dict[str, frozenset[str]]) -> str:
    parts = [
        f"{name} ({', '.join(sorted(scopes))})" if scopes else name for name, scopes in alternative.items()
    ]
    return " with ".join(parts) or "no credentials"


def _schemes(root: Place) -> dict[str, Place]:
    return members(root.child("components"), "securitySchemes") if root.has("components") else {}


def _alike(base: Place, head: Place) -> bool:
    """Return whether credentials are obtained and sent the same way; offered scopes do not matter."""
    return equal(_bare(base.value), _bare(head.value))


def _bare(value: object) -> object:
    if isinstance(value, dict):
        return {
            name: sorted(below) if name == "scopes" and isinstance(below, dict) else _bare(below)
            for name, below in value.items()
            if name not in _TEXT and not name.startswith("x-") and name != "scopes"
        }
    return value


def _compare_rates(
    context: ComparisonContext, base: OperationNode, head: OperationNode, old: Limits, new: Limits
) -> None:
    was, now = old.rates.get(base.rate_class), new.rates.get(head.rate_class)
    if was is None and now is None:
        return
    at_base, at_head = absent(base.node, "x-rate-limit"), absent(head.node, "x-rate-limit")
    if was is None or now is None:
        if now is not None:
            context.add("rate-limit-tightened", at_base, at_head, f"is limited now: {_terms(now)}")
        elif was is not None:
            context.add("rate-limit-loosened", at_base, at_head, f"is no longer limited ({_terms(was)})")
        return
    if was.name == now.name:
        at_base, at_head = (absent(each.root, "x-rate-limits", was.name) for each in (old, new))
    terms = f"{_terms(was)} → {_terms(now)}"
    named = f"rate class {now.name}" if was.name == now.name else f"rate class {was.name} → {now.name}"
    slower = Fraction(now.quantity, now.window) < Fraction(was.quantity, was.window)
    faster = Fraction(now.quantity, now.window) > Fraction(was.quantity, was.window)
    if slower or now.burst < was.burst:
        context.add("rate-limit-tightened", at_base, at_head, f"{named}: {terms}")
    elif faster or now.burst > was.burst:
        context.add("rate-limit-loosened", at_base, at_head, f"{named}: {terms}")
    if was.name != now.name:
        context.add("rate-class-switched", at_base, at_head, f"{named}: another bucket")
    if was.keys != now.keys:
        text = f"{named}: counted by {', '.join(now.keys)} instead of {', '.join(was.keys)}"
        context.add("rate-limit-keys-changed", at_base, at_head, text)


def _terms(rate: RateClass) -> str:
    return f"{rate.quantity} in {rate.window} s, burst {rate.burst}"


def _compare_sizes(
    context: ComparisonContext, base: OperationNode, head: OperationNode, old: Place, new: Place
) -> None:
    if base.body is None or head.body is None:
        return
    was, now = base.max_body_bytes, head.max_body_bytes
    if was != now:
        rule = "body-size-lowered" if now < was else "body-size-raised"
        places = _place_of(base, old, "x-max-body-bytes"), _place_of(head, new, "x-max-body-bytes")
        context.add(rule, *places, f"bodies of up to {now} bytes instead of {was}")
