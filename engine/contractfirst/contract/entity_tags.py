"""Strong entity tags (RFC 9110 section 8.8.3) and the precondition that compares them (section 13.1.1)."""

import re
from base64 import urlsafe_b64encode
from hashlib import sha256

import orjson

from contractfirst.contract.problems import PreconditionFailed

__all__ = ["coded_tag", "entity_tag", "matches", "require_match"]

_CODING = re.compile(r'-(?:gzip|br)"$')
_ENTITY_TAG = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def entity_tag(body: object) -> str:
    """Return the strong entity tag of a JSON representation, quotes included.

    It depends on the representation alone, not on the order of its members.
    """
    digest = sha256(orjson.dumps(body, option=orjson.OPT_SORT_KEYS)).digest()
    return f'"{urlsafe_b64encode(digest)[:22].decode("ascii")}"'


def coded_tag(tag: str, coding: str) -> str:
    """Return the tag of the same version in a content coding: a strong tag is of one (RFC 9110 8.8.1)."""
    return f'{tag[:-1]}-{coding}"'


def matches(field: str, tag: str, *, weak: bool) -> bool:
    """Return whether an ``If-Match`` or ``If-None-Match`` field value names ``tag``.

    ``*`` names every tag, and a tag of a content coding names that version in all. ``weak`` chooses the
    comparison (RFC 9110 section 8.8.3.2): ``True`` for ``If-None-Match``, ``False`` for ``If-Match``, where a
    weak tag never matches.
    """
    if field.strip() == "*":
        return True
    version = _CODING.sub('"', tag)
    return any(
        _CODING.sub('"', opaque) == version and (weak or not prefix)
        for prefix, opaque in _ENTITY_TAG.findall(field)
    )


def require_match(if_match: str | None, body: object) -> None:
    """Raise ``PreconditionFailed`` unless ``if_match`` is absent or names the representation ``body``."""
    if if_match is not None and not matches(if_match, entity_tag(body), weak=False):
        raise PreconditionFailed("The resource has changed since the representation that If-Match names.")
