"""Evidence of evaluations, with a digest of its content."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, literal_column, select, update

from brainstormmsp import schemas
from brainstormmsp.store import tables
from brainstormmsp.store.canonical_json import canonical_json
from brainstormmsp.store.resource import Resource
from brainstormmsp.store.scope import Announcer, Scope
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.transaction import Transaction
from contractfirst.contract.problems import Conflict
from contractfirst.timestamps import normalise_timestamp, parse_timestamp

__all__ = [
    "EVIDENCE",
    "announce_expiring",
    "digest",
    "expiring_evidence",
    "file_attestation",
    "insert_evidence",
]

# The columns of one kind of evidence only.
_SPARSE = (
    "statement",
    "attested_by",
    "file_name",
    "media_type",
    "size_bytes",
    "document_sha256",
    "source",
    "observations",
)
EVIDENCE = Resource[schemas.Evidence](
    tables.evidence, singular="piece of evidence", hidden=("filed", "expiry_announced"), sparse=_SPARSE
)
_ATTESTATIONS = Resource[schemas.EvidenceAttestation](
    tables.evidence, singular="attestation", hidden=("filed", "expiry_announced"), sparse=_SPARSE
)

_WHOLE = Resource[dict[str, Any]](tables.evidence, singular="piece of evidence")
_TABLE = tables.evidence
# As a literal, or SQLite would not see that the index of those to announce serves it.
_EXPIRING = Statement(
    select(_TABLE.c.organisation_id, _TABLE.c.id)
    .where(
        _TABLE.c.expiry_announced == literal_column("0"),
        _TABLE.c.expires_at > bindparam("begin"),
        _TABLE.c.expires_at <= bindparam("end"),
    )
    .order_by(_TABLE.c.expires_at)
    .limit(bindparam("most"))
)
_ANNOUNCED = Statement(
    update(_TABLE)
    .where(_TABLE.c.organisation_id == bindparam("of_organisation"), _TABLE.c.id == bindparam("of_evidence"))
    .values(expiry_announced=1)
)
_EVENT_PROPERTIES = ("id", "kind", "title", "topic", "client_id", "sha256", "collected_at", "expires_at")

_OUTSIDE_THE_DIGEST = frozenset({"id", "sha256", "created_at", "updated_at"})
_TIMES = ("collected_at", "expires_at")


def file_attestation(scope: Scope, body: schemas.EvidenceInput) -> schemas.EvidenceAttestation:
    """Store evidence that a person filed; raises as ``insert_evidence`` does."""
    whole = _with_times(scope, body)
    return _ATTESTATIONS.insert(scope, whole, sha256=digest(whole), filed=True)


def insert_evidence(
    scope: Scope, content: Mapping[str, Any], *, by_evaluation: bool = False, **computed: Any
) -> schemas.Evidence:
    """Store evidence with its digest; return its representation.

    ``content`` is the representation but for what the platform adds; without ``collected_at`` it was
    collected now. What is written ``by_evaluation`` is not looked at by rules. ``computed`` is as for
    ``Resource.insert``.

    Raises:
        Conflict: it expires before it was collected, or at that moment (``expiry_before_collection``).
    """
    whole = _with_times(scope, content)
    return EVIDENCE.insert(scope, whole, sha256=digest(whole), filed=not by_evaluation, **computed)


def expiring_evidence(transaction: Transaction, begin: str, end: str, most: int) -> list[tuple[str, str]]:
    """Return the organisation and id of evidence that expires between two times and was not announced."""
    rows = transaction.all(_EXPIRING, {"begin": begin, "end": end, "most": most})
    return [(row["organisation_id"], row["id"]) for row in rows]


def announce_expiring(announcer: Announcer, evidence_id: str) -> None:
    """Emit ``evidence.expiring`` for a piece of evidence, once, unless it is gone."""
    whole = _WHOLE.find(announcer, evidence_id)
    if whole is None or whole["expiry_announced"]:
        return
    # Its representation stays as it is, updated_at included.
    announcer.transaction.execute(
        _ANNOUNCED, {"of_organisation": announcer.organisation_id, "of_evidence": evidence_id}
    )
    data = {name: whole[name] for name in _EVENT_PROPERTIES}
    announcer.emit("evidence.expiring", {**data, "control_id": whole.get("control_id")})


def _with_times(scope: Scope, content: Mapping[str, Any]) -> dict[str, Any]:
    times = {name: normalise_timestamp(content[name]) for name in _TIMES if content.get(name)}
    whole = {**content, "collected_at": scope.timestamp, **times}
    if whole.get("expires_at") and parse_timestamp(whole["expires_at"]) <= parse_timestamp(
        whole["collected_at"]
    ):
        raise Conflict("expires_at must be later than collected_at.", code="expiry_before_collection")
    return whole


def digest(representation: Mapping[str, Any]) -> str:
    """Return the SHA-256, in hexadecimal, of a piece of evidence.

    That is its canonical JSON (RFC 8785) without ``id``, ``sha256``, ``created_at``, ``updated_at`` and
    properties that are null.
    """
    content = {
        name: value
        for name, value in representation.items()
        if value is not None and name not in _OUTSIDE_THE_DIGEST
    }
    return sha256(canonical_json(content)).hexdigest()
