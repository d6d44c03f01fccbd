"""Words: how text is folded for search, and the index of them.

A word is a run of letters and digits without case and accents. ``search_terms`` holds each word of a
resource once; ``search_text``, a column of the resource's own table, holds the same words with a space
before each, so that a row can be tested without the index.
"""

import re
import unicodedata
from collections.abc import Iterable

from sqlalchemy import bindparam, delete, insert

from brainstormmsp.store.statements import Statement
from brainstormmsp.store.tables import search_terms
from brainstormmsp.store.transaction import Transaction

__all__ = ["SEARCH", "fold", "index_terms", "search_text", "words"]

# The field of search_terms that holds folded words.
SEARCH = "search"

_WORD = re.compile(r"[^\W_]+")
_LONGEST_WORD = 64
_MOST_WORDS = 100


def fold(text: str) -> str:
    """Return the text without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def words(texts: Iterable[str]) -> list[str]:
    """Return the distinct words in order of appearance, at most 100 of at most 64 characters each."""
    found = {word[:_LONGEST_WORD]: None for text in texts for word in _WORD.findall(fold(text))}
    return list(found)[:_MOST_WORDS]


def search_text(found: Iterable[str]) -> str:
    """Return the words with a space before each."""
    return "".join(f" {word}" for word in found)


_INSERT = Statement(
    insert(search_terms).values({column.name: bindparam(column.name) for column in search_terms.c})
)
_DELETE = Statement(
    delete(search_terms).where(
        search_terms.c.organisation_id == bindparam("organisation_id"),
        search_terms.c.resource == bindparam("resource"),
        search_terms.c.field == bindparam("field"),
        search_terms.c.term == bindparam("term"),
        search_terms.c.resource_id == bindparam("resource_id"),
    )
)


def index_terms(
    transaction: Transaction,
    place: dict[str, object],
    before: Iterable[str],
    after: Iterable[str],
) -> None:
    """Make the index hold the terms ``after`` where it held ``before``.

    ``place`` is the rest of the key: organisation_id, resource, field and resource_id.
    """
    old, new = dict.fromkeys(before), dict.fromkeys(after)
    transaction.execute_each(_DELETE, ({**place, "term": term} for term in old if term not in new))
    transaction.execute_each(_INSERT, ({**place, "term": term} for term in new if term not in old))
