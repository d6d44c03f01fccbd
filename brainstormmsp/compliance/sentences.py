"""The texts of evaluations."""

from collections.abc import Sequence

from brainstormmsp.compliance.populations import Counts

__all__ = [
    "all_sentence",
    "any_sentence",
    "comparison_sentence",
    "evidence_sentence",
    "excluded_sentence",
    "excluded_share_sentence",
    "excluded_words_sentence",
    "exists_sentence",
    "membership_sentence",
    "share_sentence",
]

_NOUNS = {
    "assets": ("asset", "assets"),
    "backup_jobs": ("backup job", "backup jobs"),
    "contacts": ("contact", "contacts"),
    "alerts": ("alert", "alerts"),
    "tickets": ("ticket", "tickets"),
    "evidence": ("piece of evidence", "pieces of evidence"),
}
_NUMBERS = {
    "eq": "exactly {}",
    "ne": "any number except {}",
    "lt": "less than {}",
    "lte": "at most {}",
    "gt": "more than {}",
    "gte": "at least {}",
}
_WORDS = {"in": "one of {}", "not_in": "none of {}", "starts_with": "one that starts with {}"}
_EXCLUDED_WORDS = {"in": "none of {}", "not_in": "one of {}", "starts_with": "none that starts with {}"}


def share_sentence(counts: Counts, pass_at: int) -> str:
    """Return the text for a required share of a population."""
    if counts.unknown == counts.looked_at:
        return _nothing_known(counts)
    return (
        f"{counts.satisfied} of {_of(counts)} ({_percent(counts)} %) {_satisfy(counts)} the control; "
        f"{pass_at} % are required.{_unknown(counts)}"
    )


def exists_sentence(counts: Counts, least: int) -> str:
    """Return the text for a required number of members of a population."""
    if counts.unknown == counts.looked_at:
        return _nothing_known(counts)
    asked = f"at least {least} {'is' if least == 1 else 'are'} required."
    return f"{counts.satisfied} of {_of(counts)} {_satisfy(counts)} the control; {asked}{_unknown(counts)}"


def evidence_sentence(counts: Counts, least: int) -> str:
    """Return the text for a required number of valid pieces of evidence."""
    asked = f"at least {least} {'is' if least == 1 else 'are'} required."
    if counts.looked_at == 0:
        return f"No evidence is on file for the control; {asked}"
    valid = "counts" if counts.satisfied == 1 else "count"
    return f"{counts.satisfied} of {_of(counts)} on file for the control {valid}; {asked}"


def excluded_sentence(counts: Counts, most: int) -> str:
    """Return the text for a number of members of a population that must not be exceeded."""
    if counts.unknown == counts.looked_at:
        return _nothing_known(counts)
    asked = "none may." if most == 0 else f"at most {most} may."
    return f"{counts.satisfied} of {_of(counts)} {_violate(counts)} the control; {asked}{_unknown(counts)}"


def excluded_share_sentence(counts: Counts, limit: int) -> str:
    """Return the text for a share of a population that must not be reached."""
    if counts.unknown == counts.looked_at:
        return _nothing_known(counts)
    return (
        f"{counts.satisfied} of {_of(counts)} ({_percent(counts)} %) {_violate(counts)} the control; "
        f"less than {limit} % may.{_unknown(counts)}"
    )


def comparison_sentence(fact: str, number: int, comparison: str, value: float) -> str:
    """Return the text for a required number of the client."""
    asked = _NUMBERS[comparison].format(_shown(value))
    return f"The client's {fact.replace('_', ' ')} is {number}; {asked} is required."


def membership_sentence(fact: str, found: Sequence[str], comparison: str, words: Sequence[str]) -> str:
    """Return the text for a required status or tag of the client."""
    return _words_sentence(fact, found, _WORDS[comparison], words)


def excluded_words_sentence(fact: str, found: Sequence[str], comparison: str, words: Sequence[str]) -> str:
    """Return the text for a status or tag that the client must not have."""
    return _words_sentence(fact, found, _EXCLUDED_WORDS[comparison], words)


def _words_sentence(fact: str, found: Sequence[str], required: str, words: Sequence[str]) -> str:
    asked = required.format(", ".join(words))
    if fact == "status":
        return f"The client's status is {', '.join(found)}; {asked} is required."
    held = f"The client's tags are {', '.join(found)}" if found else "The client has no tags"
    return f"{held}; {asked} is required."


def all_sentence(met: int, applying: int, decisive: Sequence[str]) -> str:
    """Return the text for rules that are all required, with the sentences of the ``decisive`` ones."""
    return _several(met, applying, "all are required", decisive)


def any_sentence(met: int, applying: int, decisive: Sequence[str]) -> str:
    """Return the text for rules of which one is required, with the sentences of the ``decisive`` ones."""
    return _several(met, applying, "at least one is required", decisive)


def _several(met: int, applying: int, asked: str, decisive: Sequence[str]) -> str:
    if applying == 0:
        return " ".join(["None of the rules applies.", *decisive])
    rules = "rule that applies" if applying == 1 else "rules that apply"
    return " ".join([f"{met} of {applying} {rules} {'is' if met == 1 else 'are'} met; {asked}.", *decisive])


def _noun(kind: str, count: int) -> str:
    return _NOUNS[kind][0 if count == 1 else 1]


def _of(counts: Counts) -> str:
    return f"{counts.looked_at} {_noun(counts.kind, counts.looked_at)}"


def _nothing_known(counts: Counts) -> str:
    if counts.looked_at == 0:
        return f"The population has no {_noun(counts.kind, 0)}."
    return f"There is no data about any of the {_of(counts)}."


def _percent(counts: Counts) -> int:
    return 100 * counts.satisfied // counts.looked_at


def _violate(counts: Counts) -> str:
    return "violates" if counts.satisfied == 1 else "violate"


def _satisfy(counts: Counts) -> str:
    return "satisfies" if counts.satisfied == 1 else "satisfy"


def _unknown(counts: Counts) -> str:
    return f" {counts.unknown} could not be tested." if counts.unknown else ""


def _shown(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)
