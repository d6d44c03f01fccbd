"""Webhooks of the contract (OpenAPI 3.1.1 section 4.8.1, ``webhooks``)."""

from dataclasses import dataclass, field

from contractfirst.contract.direction import Direction
from contractfirst.contract.media_type import MediaType
from contractfirst.contract.model import DocumentModel
from contractfirst.contract.place import Place
from contractfirst.contract.problems import Violation
from contractfirst.contract.schema import Schema, Schemas

__all__ = ["Webhook", "compile_webhook"]


@dataclass(frozen=True, slots=True, eq=False)
class Webhook:
    """One event that the API sends; ``schema`` is the plain data of its JSON payload's schema."""

    name: str
    method: str
    summary: str
    description: str
    schema: object
    place: Place
    _compiled: Schema | None = field(repr=False)

    @property
    def pointer(self) -> str:
        """Where the webhook's operation is written."""
        return self.place.pointer

    def violations(self, body: object) -> list[Violation]:
        """Return everything in which ``body`` differs from the documented payload.

        The API is the sender, so ``readOnly`` properties belong in it and ``writeOnly`` ones do not.
        """
        return [] if self._compiled is None else self._compiled.violations(body)


def compile_webhook(name: str, model: DocumentModel, schemas: Schemas) -> Webhook:
    """Compile the one operation of a webhook's Path Item Object; raises ``ContractError``."""
    operations = [each for each in model.operations if each.channel == "webhooks" and each.path == name]
    if len(operations) != 1:
        model.root.fail("a webhook has exactly one operation", "webhooks", name)
    (operation,) = operations
    schema = None
    for media_name, media in () if operation.body is None else operation.body.members("content"):
        media_type = MediaType.parse(media_name)
        if media_type is not None and media_type.is_json and media.has("schema"):
            schema = media.child("schema")
    return Webhook(
        name=name,
        method=operation.method.upper(),
        summary=operation.node.text("summary"),
        description=operation.node.text("description"),
        schema={} if schema is None else schema.resolved().value,
        place=operation.node,
        _compiled=None if schema is None else schemas.compile(schema, Direction.RESPONSE),
    )
