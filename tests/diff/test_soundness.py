"""Whatever is proven holds for values: no schema is said to be within another that refuses one of its values."""

import jsonschema_rs
from hypothesis import event, given, settings
from hypothesis import strategies as st

from brainstormmsp.diff.schemas.subschema import Answer, is_subschema
from tests.diff.random_schemas import Generator, Schema, universe

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


@settings(FIXED, max_examples=1200)
@given(SEEDS)
def test_an_edited_schema_that_is_proven_wider_admits_every_value_of_the_old_one(seed: int) -> None:
    generator = Generator(seed)
    before = generator.schema()
    after = generator.edited(before)
    for a, b in ((before, after), (after, before)):
        found = is_subschema(a, b)
        event(str(found.answer))
        if found.answer is Answer.YES:
            assert refuted_by(a, b) == [], (a, b)


@settings(FIXED, max_examples=400)
@given(SEEDS)
def test_unrelated_schemas_are_not_proven_within_each_other_unless_they_are(seed: int) -> None:
    generator = Generator(seed)
    a, b = generator.schema(), generator.schema()
    found = is_subschema(a, b)
    event(str(found.answer))
    if found.answer is Answer.YES:
        assert refuted_by(a, b) == [], (a, b)


@settings(FIXED, max_examples=300)
@given(SEEDS)
def test_every_schema_is_within_itself(seed: int) -> None:
    schema = Generator(seed).schema()
    assert is_subschema(schema, schema).answer is Answer.YES
