"""Annotations of schemas: defaults, discriminators, deprecation and text, walked side by side."""

from collections.abc import Callable

from brainstormmsp.contract.anatomy import schemas_within
from brainstormmsp.contract.errors import ContractError
from brainstormmsp.contract.place import Place
from brainstormmsp.diff.change import Verdict
from brainstormmsp.diff.docket import Docket
from brainstormmsp.diff.schemas.reason import shown
from brainstormmsp.diff.schemas.sameness import equal

__all__ = ["Notes"]

_TEXT = ("title", "description")


class Notes:
    """Compares what validation does not look at, in parts of two schemas that stand at the same place."""

    def __init__(self, docket: Docket, same: Callable[[Place, Place], bool]) -> None:
        self._docket = docket
        self._same = same

    def compare(self, base: Place, head: Place, subject: str, operation: str, *, request: bool) -> None:
        seen: set[tuple[tuple[str, str], tuple[str, str]]] = set()
        waiting = [(base, head)]
        while waiting:
            old, new = waiting.pop()
            try:
                old, new = old.resolved(), new.resolved()
            except ContractError:
                continue
            pair = old.identity, new.identity
            if pair in seen or not isinstance(old.value, dict) or not isinstance(new.value, dict):
                continue
            seen.add(pair)
            if self._same(old, new):
                continue
            self._one(old, new, subject, operation, request=request)
            others = {below.pointer[len(new.pointer) :]: below for _, below in schemas_within(new)}
            for _, below in schemas_within(old):
                other = others.get(below.pointer[len(old.pointer) :])
                if other is not None:
                    waiting.append((below, other))

    def _one(self, old: Place, new: Place, subject: str, operation: str, *, request: bool) -> None:
        named = f"{subject}: {old.key}" if old.key and not old.key.isdecimal() else subject
        if request:
            self._default(old, new, named, operation)
        self._discriminator(old, new, named, operation)
        if (old.get("deprecated") is True) is not (new.get("deprecated") is True):
            state = "deprecated" if new.get("deprecated") is True else "no longer deprecated"
            self._docket.enter(
                "schema-deprecated",
                _at(old, "deprecated"),
                _at(new, "deprecated"),
                f"{named}: {state}",
                operation,
            )
        for keyword in _TEXT:
            if not equal(old.get(keyword), new.get(keyword)):
                text = f"{named}: {keyword} changed"
                self._docket.enter("text-changed", _at(old, keyword), _at(new, keyword), text, operation)

    def _default(self, old: Place, new: Place, named: str, operation: str) -> None:
        if old.has("default") == new.has("default") and equal(old.get("default"), new.get("default")):
            return
        was, now = (shown(each.get("default")) if each.has("default") else "none" for each in (old, new))
        text = f"{named}: default {was} → {now}"
        self._docket.enter(
            "request-default-changed", _at(old, "default"), _at(new, "default"), text, operation
        )

    def _discriminator(self, old: Place, new: Place, named: str, operation: str) -> None:
        was, now = old.get("discriminator"), new.get("discriminator")
        if not isinstance(was, dict) or not isinstance(now, dict):
            if isinstance(was, dict) or isinstance(now, dict):
                gone = isinstance(was, dict)
                text = f"{named}: the discriminator is {'gone' if gone else 'new'}"
                places = _at(old, "discriminator"), _at(new, "discriminator")
                grave = Verdict.RISKY if gone else Verdict.SAFE
                self._docket.enter("discriminator-changed", *places, text, operation, verdict=grave)
            return
        places = old.child("discriminator"), new.child("discriminator")
        if was.get("propertyName") != now.get("propertyName"):
            before, after = was.get("propertyName"), now.get("propertyName")
            text = f"{named}: the discriminator is {after} instead of {before}"
            self._docket.enter("discriminator-changed", *places, text, operation)
        old_names, new_names = was.get("mapping"), now.get("mapping")
        old_names = old_names if isinstance(old_names, dict) else {}
        new_names = new_names if isinstance(new_names, dict) else {}
        for name in old_names:
            if name not in new_names or _leaf(old_names[name]) != _leaf(new_names[name]):
                fate = "another variant" if name in new_names else "no variant any more"
                text = f'{named}: "{name}" names {fate}'
                where = places[0].child("mapping", name), _at(places[1], "mapping", name)
                self._docket.enter("discriminator-changed", *where, text, operation)
        for name in new_names:
            if name not in old_names:
                where = _at(places[0], "mapping", name), places[1].child("mapping", name)
                text = f'{named}: "{name}" names a variant'
                self._docket.enter("discriminator-name-added", *where, text, operation)


def _at(place: Place, *tokens: str) -> Place:
    for token in tokens:
        if not place.has(token):
            break
        place = place.child(token)
    return place


def _leaf(reference: object) -> str:
    return str(reference).rpartition("/")[2]
