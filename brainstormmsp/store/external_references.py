"""External references: other systems' ids of resources, unique per organisation, system and resource kind."""

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, delete, insert, select

from brainstormmsp.store.statements import Statement
from brainstormmsp.store.tables import external_references
from brainstormmsp.store.transaction import Transaction
from contractfirst.contract.problems import Conflict

__all__ = ["find_reference", "forget_references", "keep_references", "spelt", "system_name"]

_TABLE = external_references
_FIND = Statement(
    select(_TABLE.c.resource_id).where(
        _TABLE.c.organisation_id == bindparam("organisation_id"),
        _TABLE.c.resource == bindparam("resource"),
        _TABLE.c.system == bindparam("system"),
        _TABLE.c.external_id == bindparam("external_id"),
    )
)
_INSERT = Statement(insert(_TABLE).values({column.name: bindparam(column.name) for column in _TABLE.c}))
_DELETE = Statement(
    delete(_TABLE).where(
        _TABLE.c.organisation_id == bindparam("organisation_id"),
        _TABLE.c.resource == bindparam("resource"),
        _TABLE.c.resource_id == bindparam("resource_id"),
    )
)

Reference = Mapping[str, str]


def system_name(text: str) -> str:
    """Return the one spelling of a system's name: `datto-rmm` is `datto_rmm`."""
    return text.replace("-", "_")


def spelt(references: Sequence[Reference]) -> list[dict[str, str]]:
    """Return references with the one spelling of their systems' names."""
    return [{**reference, "system": system_name(reference["system"])} for reference in references]


def find_reference(
    transaction: Transaction, organisation_id: str, resource: str, system: str, external_id: str
) -> str | None:
    """Return the id of the resource that another system knows by ``external_id``."""
    found = transaction.scalar(
        _FIND,
        {
            "organisation_id": organisation_id,
            "resource": resource,
            "system": system_name(system),
            "external_id": external_id,
        },
    )
    return None if found is None else str(found)


def keep_references(
    transaction: Transaction,
    organisation_id: str,
    resource: str,
    resource_id: str,
    references: Sequence[Reference],
) -> None:
    """Make these ``{system, id}`` the references of a resource.

    Raises:
        Conflict: another resource of the kind has one of them (``external_ref_taken``), or two name
            the same system (``external_ref_repeated``).
    """
    if len({reference["system"] for reference in references}) < len(references):
        raise Conflict(
            "Two external references are for the same system; send at most one per system.",
            code="external_ref_repeated",
        )
    forget_references(transaction, organisation_id, resource, resource_id)
    for reference in references:
        system, external_id = reference["system"], reference["id"]
        if find_reference(transaction, organisation_id, resource, system, external_id) is not None:
            raise Conflict(
                f"The external reference to {system} already belongs to another resource.",
                code="external_ref_taken",
            )
        transaction.execute(
            _INSERT,
            {
                "organisation_id": organisation_id,
                "resource": resource,
                "system": system,
                "external_id": external_id,
                "resource_id": resource_id,
            },
        )


def forget_references(
    transaction: Transaction, organisation_id: str, resource: str, resource_id: str
) -> None:
    """Delete all references of a resource."""
    transaction.execute(
        _DELETE, {"organisation_id": organisation_id, "resource": resource, "resource_id": resource_id}
    )
