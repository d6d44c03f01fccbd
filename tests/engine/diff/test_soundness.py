"""Whatever is proven holds for values: nothing safe turns a valid value into a refused one."""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
from hypothesis import event, given, settings
from hypothesis import strategies as st

from contractfirst.contract.direction import Direction
from contractfirst.contract.document import Document
from contractfirst.contract.model import DocumentModel
from contractfirst.contract.place import Place
from contractfirst.contract.schema import Schemas
from contractfirst.diff import ChangeSeverity, Source, SubschemaAnswer, diff_documents, is_subschema
from tests.engine.diff.documents import operation
from tests.engine.diff.random_schemas import Generator, Schema, universe

UNIVERSE = universe()
FIXED = settings(derandomize=True, deadline=None, database=None)


def validator(schema: Schema) -> jsonschema_rs.Validator:
    # As the contract has it, int32 bounds the value.
    return jsonschema_rs.Draft202012Validator(_with_integer_formats(schema), validate_formats=True)


def _with_integer_formats(schema: Schema) -> Schema:
    if isinstance(schema, list):
        return [_with_integer_formats(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: _with_integer_formats(value) for name, value in schema.items()}
    if made.get("format") == "int32":
        made["allOf"] = [*made.get("allOf", ()), {"minimum": -(2**31), "maximum": 2**31 - 1}]
    return made


def refuted_by(a: Schema, b: Schema) -> list[object]:
    first, second = validator(a), validator(b)
    return [value for value in UNIVERSE if first.is_valid(value) and not second.is_valid(value)]


SEEDS = st.integers(0, 2**32)


@settings(FIXED, max_examples=1800)
@given(SEEDS)
def test_an_edited_schema_that_is_proven_wider_admits_every_value_of_the_old_one(seed: int) -> None:
    generator = Generator(seed)
    before = generator.schema()
    after = generator.edited(before)
    for a, b in ((before, after), (after, before)):
        found = is_subschema(a, b)
        event(str(found.answer))
        if found.answer is SubschemaAnswer.YES:
            assert refuted_by(a, b) == [], (a, b)


@settings(FIXED, max_examples=400)
@given(SEEDS)
def test_unrelated_schemas_are_not_proven_within_each_other_unless_they_are(seed: int) -> None:
    generator = Generator(seed)
    a, b = generator.schema(), generator.schema()
    found = is_subschema(a, b)
    event(str(found.answer))
    if found.answer is SubschemaAnswer.YES:
        assert refuted_by(a, b) == [], (a, b)


@settings(FIXED, max_examples=500)
@given(SEEDS)
def test_every_schema_is_within_itself(seed: int) -> None:
    schema = Generator(seed).schema()
    assert is_subschema(schema, schema).answer is SubschemaAnswer.YES


@settings(FIXED, max_examples=500)
@given(SEEDS)
def test_what_is_proven_twice_in_a_row_is_never_refuted_at_once(seed: int) -> None:
    generator = Generator(seed)
    a = generator.schema()
    b = generator.edited(a)
    c = generator.edited(b)
    if is_subschema(a, b).answer is SubschemaAnswer.YES and is_subschema(b, c).answer is SubschemaAnswer.YES:
        assert is_subschema(a, c).answer is not SubschemaAnswer.NO or refuted_by(a, c) == []


def exchanging(generator: Generator, schema: Schema) -> Document:
    """Return a document whose operation takes and answers a schema, some properties one way only."""
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/It"}}}}
    schema = {name: value for name, value in schema.items() if name != "$defs"} | {}
    document: Any = operation(
        requestBody=body,
        responses={"200": {"description": "Done.", **body}},
        root_components={"schemas": {"It": schema, "recursive": generator.recursive}},
    )
    text = json.dumps(document).replace("#/$defs/recursive", "#/components/schemas/recursive")
    return Document(Path("api.json"), text.encode())


def valid_values(document: Document, direction: Direction) -> tuple[Schemas, Any]:
    schemas = Schemas(DocumentModel(document))
    place = Place.root(document).child("components", "schemas", "It")
    return schemas, schemas.compile(place, direction).is_valid


@settings(FIXED, max_examples=900)
@given(SEEDS)
def test_safe_means_that_requests_stay_valid_and_responses_were_valid_before(seed: int) -> None:
    generator = Generator(seed)
    before = generator.one_way(generator.schema())
    after = generator.one_way(generator.edited(before), share=0.03)
    base, head = exchanging(generator, before), exchanging(generator, after)
    found = diff_documents(Source(base, "base"), Source(head, "head"))
    unsafe = {change.rule.partition("-")[0] for change in found if change.severity is not ChangeSeverity.SAFE}
    for rule, direction in (("request", Direction.REQUEST), ("response", Direction.RESPONSE)):
        if rule in unsafe:
            continue
        event(f"{rule} safe")
        _, old = valid_values(base, direction)
        _, new = valid_values(head, direction)
        first, second = (old, new) if direction is Direction.REQUEST else (new, old)
        assert [value for value in UNIVERSE if first(value) and not second(value)] == [], (before, after)


@settings(FIXED, max_examples=150)
@given(SEEDS)
def test_a_document_does_not_differ_from_itself(seed: int) -> None:
    generator = Generator(seed)
    document = exchanging(generator, generator.one_way(generator.schema()))
    spaced = Document(Path("api.json"), document.source + b"\n")
    assert diff_documents(Source(document, "base"), Source(spaced, "head")) == ()
