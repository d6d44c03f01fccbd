"""Parameters (OpenAPI 3.1.1 section 4.8.12): from the wire to JSON values."""

from dataclasses import dataclass

__all__ = ["Parameter"]


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """One parameter, compiled. ``location`` is path, query, header or cookie."""

    name: str
    python_name: str
    location: str
    required: bool
    style: str
    explode: bool
    schema: object
    pointer: str
    description: str
