"""Controls: the built-in ones, which are read-only for everybody, and custom ones of organisations."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

import orjson

from brainstormmsp import schemas
from brainstormmsp.compliance.library import LIBRARY, BuiltinControl
from brainstormmsp.store import (
    Resource,
    Scope,
    SharedRows,
    Unique,
    parse_timestamp,
    tables,
)
from brainstormmsp.store.controls import enabled_control_ids
from brainstormmsp.store.ranks import SEVERITIES, Ranks
from brainstormmsp.store.search import search_text, words
from contractfirst.contract.problems import Conflict
from contractfirst.identifiers import format_uuid7

__all__ = [
    "BUILTIN_INTERVALS",
    "BUILTIN_ROWS",
    "CONTROLS",
    "PUBLISHED_AT",
    "create_control",
    "delete_control",
    "derived_id",
    "enabled_controls",
    "find_controls",
    "replace_control",
    "require_evaluable",
]

_RANKS = Ranks({"severity": SEVERITIES})

# The creation time of the library and the catalogues, the same in every installation.
PUBLISHED_AT = "2026-01-05T00:00:00.000Z"
_PUBLISHED_MILLISECONDS = int(parse_timestamp(PUBLISHED_AT).timestamp() * 1000)
_RANDOM_BITS = 74


def derived_id(name: str) -> str:
    """Return an id for built-in data that is the same in every installation."""
    drawn = int.from_bytes(sha256(name.encode()).digest(), "big")
    return format_uuid7(_PUBLISHED_MILLISECONDS, drawn % (1 << _RANDOM_BITS))


def _row(control: BuiltinControl) -> dict[str, Any]:
    references = control.references.listed()
    searched = words([control.identifier, control.title])
    return {
        "id": derived_id(control.identifier),
        "identifier": control.identifier,
        "title": control.title,
        "description": control.description,
        "rationale": control.rationale,
        "remediation": control.remediation,
        "type": control.type,
        "category": control.category,
        "severity": control.severity,
        "origin": "builtin",
        "framework_refs": _json(references),
        "frameworks": _json(_frameworks(references)),
        "rule": _json(control.rule),
        "schedule": _json({"interval": control.interval}),
        "schedule_interval": control.interval,
        "state": control.state,
        "search_text": search_text(searched),
        **_RANKS.of({"severity": control.severity}),
        "deleted_at": None,
        "created_at": PUBLISHED_AT,
        "updated_at": PUBLISHED_AT,
    }


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


def _frameworks(references: Iterable[Mapping[str, str]]) -> list[str]:
    return sorted({reference["framework"] for reference in references})


BUILTIN_ROWS = tuple(_row(control) for control in LIBRARY)
BUILTIN_INTERVALS = frozenset(control.interval for control in LIBRARY)
_BUILTIN_IDENTIFIERS = frozenset(control.identifier for control in LIBRARY)

CONTROLS = Resource[schemas.Control](
    tables.controls,
    singular="control",
    searched=("identifier", "title"),
    members=("frameworks",),
    unique=(Unique(("identifier",), code="identifier_taken", detail="Another control has this identifier."),),
    hidden=("frameworks", "schedule_interval"),
    shared=SharedRows(BUILTIN_ROWS),
    ranks=_RANKS,
)


def create_control(scope: Scope, body: Mapping[str, Any]) -> schemas.Control:
    """Store a custom control; return its representation.

    Raises:
        Conflict: another control, be it built-in, has its identifier (``identifier_taken``).
    """
    _require_free(body["identifier"])
    return CONTROLS.insert(scope, body, **_computed(body))


def replace_control(scope: Scope, before: schemas.Control, body: schemas.ControlInput) -> schemas.Control:
    """Replace a custom control; return its new representation.

    Raises:
        Conflict: it is built-in (``builtin_control``), or another control, be it built-in, has its
            identifier (``identifier_taken``).
    """
    _require_custom(before)
    _require_free(body["identifier"])
    return CONTROLS.replace(scope, before["id"], body, **_computed(body))


def delete_control(scope: Scope, before: schemas.Control) -> schemas.Control:
    """Delete a custom control; return its last representation.

    Raises:
        Conflict: it is built-in (``builtin_control``).
    """
    _require_custom(before)
    return CONTROLS.delete(scope, before["id"])


def _require_custom(control: schemas.Control) -> None:
    if control["origin"] == "builtin":
        raise Conflict(
            "Built-in controls are read-only; create a custom control instead.",
            code="builtin_control",
        )


def _require_free(identifier: str) -> None:
    if identifier in _BUILTIN_IDENTIFIERS:
        raise Conflict("A built-in control has this identifier.", code="identifier_taken")


def _computed(body: Mapping[str, Any]) -> dict[str, Any]:
    schedule = body.get("schedule") or {"interval": "daily"}
    return {
        "frameworks": _frameworks(body.get("framework_refs") or ()),
        "schedule_interval": schedule["interval"],
    }


def require_evaluable(control: schemas.Control) -> None:
    """Check that a run may evaluate a control.

    Raises:
        Conflict: it is a draft (``control_in_draft``).
    """
    if control["state"] == "draft":
        raise Conflict(
            f"{control['identifier']} is a draft; set its state to enabled or test first.",
            code="control_in_draft",
        )


def enabled_controls(scope: Scope, interval: str | None = None) -> list[schemas.Control]:
    """Return the enabled controls, built-in and custom, in the order of their ids; all or of one interval."""
    ids = [*(row["id"] for row in BUILTIN_ROWS), *enabled_control_ids(scope)]
    return [
        control
        for control in find_controls(scope, ids)
        if control["state"] == "enabled" and interval in (None, control["schedule"]["interval"])
    ]


def find_controls(scope: Scope, control_ids: Iterable[str]) -> list[schemas.Control]:
    """Return the controls that exist, in the order of their ids."""
    found = (CONTROLS.find(scope, control_id) for control_id in sorted(set(control_ids)))
    return [control for control in found if control is not None]
