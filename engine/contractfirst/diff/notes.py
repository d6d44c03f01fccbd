"""Annotations of schemas: defaults, discriminators, deprecation and text, walked side by side."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from contractfirst.contract.place import Place, schemas_within
from contractfirst.diff.change import ChangeSeverity
from contractfirst.diff.schemas.reason import shown
from contractfirst.diff.schemas.sameness import equal

__all__ = ["Note", "followed", "notes"]

_TEXT = ("title", "description")


@dataclass(frozen=True, slots=True)
class Note:
    """A change of an annotation; without a ``severity`` it has that of its rule."""

    rule: str
    base: Place
    head: Place
    message: str
    severity: ChangeSeverity | None = None


def notes(base: Place, head: Place, same: Callable[[Place, Place], bool], *, request: bool) -> Iterator[Note]:
    """Yield what differs in parts of two schemas that stand at the same place."""
    seen: set[tuple[tuple[str, str], tuple[str, str]]] = set()
    waiting = [(base, head, "")]
    while waiting:
        old, new, path = waiting.pop()
        old, new = followed(old), followed(new)
        pair = old.identity, new.identity
        if pair in seen or not isinstance(old.value, dict) or not isinstance(new.value, dict):
            continue
        seen.add(pair)
        if same(old, new):
            continue
        about = f"{path}: " if path else ""
        if request:
            yield from _default(old, new, about)
            if new.get("readOnly") is True and old.get("readOnly") is not True:
                yield _note("request-property-ignored", old, new, f"{about}read-only now", "readOnly")
        yield from _discriminator(old, new, about)
        if (old.get("deprecated") is True) is not (new.get("deprecated") is True):
            state = "deprecated" if new.get("deprecated") is True else "no longer deprecated"
            yield _note("schema-deprecated", old, new, f"{about}{state}", "deprecated")
        for keyword in _TEXT:
            if not equal(old.get(keyword), new.get(keyword)):
                yield _note("text-changed", old, new, f"{about}{keyword} changed", keyword)
        others = {below.pointer[len(new.pointer) :]: below for _, below in schemas_within(new)}
        for keyword, below in schemas_within(old):
            other = others.get(below.pointer[len(old.pointer) :])
            if other is not None:
                waiting.append((below, other, _path(path, keyword, below.key)))


def followed(schema: Place) -> Place:
    """Return what a schema that is nothing but a reference leads to.

    What stands beside a ``$ref`` holds too (JSON Schema core section 8.2.3.1), so such a schema stays.
    """
    seen: set[tuple[str, str]] = set()
    while isinstance(schema.value, dict) and schema.value.keys() == {"$ref"} and schema.identity not in seen:
        seen.add(schema.identity)
        target = schema.target()
        if target is None:
            break
        schema = target
    return schema


def _default(old: Place, new: Place, about: str) -> Iterator[Note]:
    if old.has("default") != new.has("default") or not equal(old.get("default"), new.get("default")):
        was, now = (shown(each.get("default")) if each.has("default") else "none" for each in (old, new))
        yield _note("request-default-changed", old, new, f"{about}default {was} → {now}", "default")


def _discriminator(old: Place, new: Place, about: str) -> Iterator[Note]:
    was, now = old.get("discriminator"), new.get("discriminator")
    if not isinstance(was, dict) or not isinstance(now, dict):
        if isinstance(was, dict) or isinstance(now, dict):
            gone = isinstance(was, dict)
            text = f"{about}the discriminator {'was removed' if gone else 'is new'}"
            severity = ChangeSeverity.RISKY if gone else ChangeSeverity.SAFE
            yield _note("discriminator-changed", old, new, text, "discriminator", severity=severity)
        return
    before, after = was.get("propertyName"), now.get("propertyName")
    if before != after:
        text = f"{about}the discriminator is {after} instead of {before}"
        yield _note("discriminator-changed", old, new, text, "discriminator")
    old_names, new_names = (each.get("mapping") for each in (was, now))
    old_names = old_names if isinstance(old_names, dict) else {}
    new_names = new_names if isinstance(new_names, dict) else {}
    for name in old_names:
        if name not in new_names or _leaf(old_names[name]) != _leaf(new_names[name]):
            fate = "another variant" if name in new_names else "no variant any more"
            text = f'{about}"{name}" names {fate}'
            yield _note("discriminator-changed", old, new, text, "discriminator", "mapping", name)
    for name in new_names:
        if name not in old_names:
            text = f'{about}"{name}" names a variant'
            yield _note("discriminator-name-added", old, new, text, "discriminator", "mapping", name)


def _note(
    rule: str, old: Place, new: Place, message: str, *tokens: str, severity: ChangeSeverity | None = None
) -> Note:
    return Note(rule, _at(old, *tokens), _at(new, *tokens), message, severity)


def _path(path: str, keyword: str, key: str) -> str:
    if keyword == "properties":
        return f"{path}.{key}" if path else key
    return f"{path}[]" if keyword in ("items", "prefixItems", "contains") else path


def _at(place: Place, *tokens: str) -> Place:
    for token in tokens:
        if not place.has(token):
            break
        place = place.child(token)
    return place


def _leaf(reference: object) -> str:
    return str(reference).rpartition("/")[2]
