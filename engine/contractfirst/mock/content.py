"""Data as the media type has it, where that is not JSON."""

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

import orjson

from contractfirst.contract.media_type import MediaType

__all__ = ["content_of"]


def content_of(media_type: str, data: object) -> object:
    """Return what a handler hands over for ``media_type``: data for JSON, otherwise a string or bytes."""
    parsed = MediaType.parse(media_type)
    if parsed is not None and parsed.is_json:
        return data
    if parsed is not None and (parsed.subtype == "xml" or parsed.subtype.endswith("+xml")):
        text = data if isinstance(data, str) else f'<?xml version="1.0"?>\n{_element("root", data)}'
        return text.encode("utf-8")
    if isinstance(data, str):
        # Octets are not validated against the schema, which may describe what they mean.
        return data if parsed is not None and parsed.type == "text" else data.encode("utf-8", "surrogatepass")
    return orjson.dumps(data)


def _element(name: str, data: object) -> str:
    if isinstance(data, list):
        return "".join(_element(name, item) for item in data)
    tag = name if name.replace("_", "a").replace("-", "a").isalnum() and not name[0].isdigit() else "member"
    named = "" if tag == name else f" name={quoteattr(name)}"
    if isinstance(data, Mapping):
        inner = "".join(_element(str(key), value) for key, value in data.items())
    else:
        inner = "" if data is None else escape(str(data).lower() if isinstance(data, bool) else str(data))
    return f"<{tag}{named}>{inner}</{tag}>"
