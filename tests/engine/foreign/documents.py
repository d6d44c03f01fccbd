"""The documents of others that every command must cope with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.engine.foreign.repairs import (
    Repair,
    bound_integers,
    close_objects,
    document_refusals,
    drop_xml_requests,
    name_items,
    offer_problems,
)
from tests.engine.foreign.sources import Source

__all__ = ["DOCUMENTS", "Foreign"]


@dataclass(frozen=True, slots=True)
class Foreign:
    """A document: ``defects`` are by lint rule, ``narrowings`` are what we cannot do with it ourselves.

    ``credentials`` is the value of ``Authorization``. ``forgeable``: the fuzzer can write credentials of this
    kind that look genuine, and a mock, which has no list of keys, accepts what looks genuine.
    """

    name: str
    source: Source
    credentials: str
    forgeable: bool = False
    defects: Mapping[str, Repair] = field(default_factory=dict)
    narrowings: tuple[Repair, ...] = ()


DOCUMENTS = (
    Foreign(
        "train-travel",
        Source(
            "@readme/oas-examples@8.2.2",
            "package/3.1/yaml/train-travel.yaml",
            "https://raw.githubusercontent.com/bump-sh-examples/train-travel-api/main/openapi.yaml",
        ),
        "Bearer any.token.will-do",
        defects={"unbounded-integer": bound_integers},
        narrowings=(drop_xml_requests,),
    ),
    Foreign(
        "museum",
        Source(
            address="https://raw.githubusercontent.com/Redocly/museum-openapi-example/main/openapi.yaml",
        ),
        "Basic bXVzZXVtOnBhc3N3b3Jk",
        forgeable=True,
        defects={
            "unbounded-integer": bound_integers,
            "open-request-object": close_objects,
            "missing-401": document_refusals,
        },
    ),
    Foreign(
        "galaxy",
        Source("@scalar/galaxy@0.6.12", "package/dist/3.1.yaml"),
        "Bearer any.token.will-do",
        forgeable=True,
        defects={
            "dangling-ref": name_items,
            "unbounded-integer": bound_integers,
            "open-request-object": close_objects,
            "missing-400": document_refusals,
            "missing-401": document_refusals,
            "problem-json": offer_problems,
        },
        narrowings=(drop_xml_requests,),
    ),
)
