"""Documents of other projects that every command must handle."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.engine.foreign.repairs import (
    Repair,
    bound_integers,
    close_objects,
    document_rejections,
    drop_xml_requests,
    name_items,
    offer_problems,
)
from tests.engine.foreign.sources import Source

__all__ = ["DOCUMENTS", "ForeignDocument"]


@dataclass(frozen=True, slots=True)
class ForeignDocument:
    """A document, its defects by lint rule, and restrictions for what the engine does not support.

    ``credentials`` is the value of ``Authorization``. ``forgeable`` is true where the fuzzer can generate
    credentials of this kind that are well formed; a mock has no list of keys and accepts those.
    """

    name: str
    source: Source
    credentials: str
    forgeable: bool = False
    defects: Mapping[str, Repair] = field(default_factory=dict)
    restrictions: tuple[Repair, ...] = ()


DOCUMENTS = (
    ForeignDocument(
        "train-travel",
        Source(
            "@readme/oas-examples@8.2.2",
            "package/3.1/yaml/train-travel.yaml",
            "https://raw.githubusercontent.com/bump-sh-examples/train-travel-api/main/openapi.yaml",
        ),
        "Bearer any.token.will-do",
        defects={"unbounded-integer": bound_integers},
        restrictions=(drop_xml_requests,),
    ),
    ForeignDocument(
        "museum",
        Source(
            address="https://raw.githubusercontent.com/Redocly/museum-openapi-example/main/openapi.yaml",
        ),
        "Basic bXVzZXVtOnBhc3N3b3Jk",
        forgeable=True,
        defects={
            "unbounded-integer": bound_integers,
            "open-request-object": close_objects,
            "missing-401": document_rejections,
        },
    ),
    ForeignDocument(
        "galaxy",
        Source("@scalar/galaxy@0.6.12", "package/dist/3.1.yaml"),
        "Bearer any.token.will-do",
        forgeable=True,
        defects={
            "dangling-ref": name_items,
            "unbounded-integer": bound_integers,
            "open-request-object": close_objects,
            "missing-400": document_rejections,
            "missing-401": document_rejections,
            "problem-json": offer_problems,
        },
        restrictions=(drop_xml_requests,),
    ),
)
