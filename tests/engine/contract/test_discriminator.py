from typing import Any

import pytest

from tests.engine.contract.documents import schema, told

CAT = {
    "type": "object",
    "required": ["kind", "lives"],
    "properties": {"kind": {"type": "string"}, "lives": {"type": "integer"}},
}
DOG = {
    "type": "object",
    "required": ["kind", "name"],
    "properties": {"kind": {"type": "string"}, "name": {"type": "string"}},
}
PETS = {"Cat": CAT, "Dog": DOG}
REFERENCES = [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]


def refused(definition: Any, value: Any) -> list[tuple[str, str]]:
    return told(schema({"A": definition, **PETS}, "A").violations(value))


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
def test_the_named_branch_alone_is_explained(keyword: str) -> None:
    pet = {keyword: REFERENCES, "discriminator": {"propertyName": "kind"}}
    assert refused(pet, {"kind": "Dog", "lives": "x"}) == [("/name", "required")]
    assert refused(pet, {"kind": "Cat", "lives": "x"}) == [("/lives", "type")]


@pytest.mark.parametrize("target", ["#/components/schemas/Dog", "Dog"])
def test_a_mapping_names_branches(target: str) -> None:
    pet = {"oneOf": REFERENCES, "discriminator": {"propertyName": "kind", "mapping": {"woof": target}}}
    assert refused(pet, {"kind": "woof"}) == [("/name", "required")]


def test_a_value_that_names_no_branch_is_told_the_names() -> None:
    mapping = {"woof": "Dog"}
    pet = {"oneOf": REFERENCES, "discriminator": {"propertyName": "kind", "mapping": mapping}}
    (violation,) = schema({"A": {"properties": {"pet": pet}}, **PETS}, "A").violations(
        {"pet": {"kind": "bird"}}
    )
    assert (violation.pointer, violation.code) == ("/pet/kind", "discriminator")
    assert violation.detail == 'Must be one of "Cat", "woof".'


def test_an_object_without_the_property_is_told_of_it() -> None:
    pet = {"oneOf": REFERENCES, "discriminator": {"propertyName": "kind"}}
    assert refused(pet, {}) == [("/kind", "required")]


def test_what_is_no_object_is_told_the_type() -> None:
    pet = {"oneOf": REFERENCES, "discriminator": {"propertyName": "kind"}}
    assert refused(pet, 1) == [("", "oneOf")]


@pytest.mark.parametrize(
    ("definition", "value", "expected"),
    [
        # the only branch of the value's type
        ({"anyOf": [{"type": "string"}, {"type": "object", "required": ["a"]}]}, {}, [("/a", "required")]),
        # a constant that differs marks the branch that was not meant
        (
            {
                "oneOf": [
                    {"properties": {"k": {"const": "x"}, "n": {"type": "integer"}}},
                    {"properties": {"k": {"const": "y"}}, "required": ["a", "b", "c"]},
                ]
            },
            {"k": "y"},
            [("/a", "required"), ("/b", "required"), ("/c", "required")],
        ),
        # otherwise the one with the fewest errors
        (
            {"oneOf": [{"required": ["a", "b"]}, {"properties": {"c": {"type": "string"}}}]},
            {"c": 1},
            [("/c", "type")],
        ),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, 1, [("", "anyOf")]),
        ({"oneOf": [True, True]}, 1, [("", "oneOf")]),
    ],
)
def test_without_a_discriminator_the_closest_branch_is_explained(
    definition: Any, value: Any, expected: Any
) -> None:
    assert refused(definition, value) == expected


def test_alternatives_that_ask_for_properties_are_named_together() -> None:
    definition = {"anyOf": [{"required": ["email"]}, {"required": ["phone"]}]}
    (violation,) = schema({"A": definition}, "A").violations({})
    assert (violation.pointer, violation.code, violation.detail) == (
        "",
        "anyOf",
        'Must have "email" or "phone".',
    )
