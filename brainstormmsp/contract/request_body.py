"""Request bodies (OpenAPI 3.1.1 section 4.8.13): from bytes to a validated value."""

from dataclasses import dataclass

from brainstormmsp.contract.problems import Violation

__all__ = ["RequestBody"]


@dataclass(frozen=True, slots=True, eq=False)
class RequestBody:
    """``media_types`` are the documented ranges, most specific first."""

    required: bool
    media_types: tuple[str, ...]
    pointer: str

    def decode(self, content_type: str | None, body: bytes) -> tuple[object, list[Violation]]:
        """Return the value and its violations; raises ``UnsupportedMediaType``."""
        raise NotImplementedError
