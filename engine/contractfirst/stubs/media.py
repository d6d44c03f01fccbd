"""What a body is in Python, by its media type."""

from contractfirst.contract.media_type import MediaType
from contractfirst.contract.place import Place
from contractfirst.stubs.expressions import ANY, Name, Type
from contractfirst.stubs.schema_types import SchemaTypes

__all__ = ["media_type_of"]

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def media_type_of(name: str, schema: Place | None, types: SchemaTypes, hint: str) -> Type:
    """Return the type of a body: JSON and forms as their schema says, text ``str``, all else ``bytes``."""
    media_type = MediaType.parse(name)
    if media_type is None or "*" in name:
        return ANY
    if media_type.is_json or media_type.essence in _FORMS:
        return types.of(schema, hint)
    return Name("str") if media_type.type == "text" else Name("bytes")
