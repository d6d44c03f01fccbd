import pytest

from contractfirst.contract import entity_tag, require_match
from contractfirst.contract.entity_tags import matches
from contractfirst.contract.problems import PreconditionFailed


def test_a_tag_is_strong_and_stable() -> None:
    assert entity_tag({}) == '"RBNvo1WzZ4oRRq0W9-hknp"'
    assert entity_tag({"a": 1, "b": 2}) == entity_tag({"b": 2, "a": 1})
    assert entity_tag({"a": 1}) != entity_tag({"a": 2})


@pytest.mark.parametrize(
    ("field", "weak", "expected"),
    [
        ('"x"', False, True),
        ("*", False, True),
        (' "a" , "x"', False, True),
        ('W/"x"', False, False),
        ('W/"x"', True, True),
        ('"y"', True, False),
        ("x", True, False),
        ("", True, False),
        ('"a,\\"x"', True, False),
    ],
)
def test_tags_are_compared_as_the_rfc_says(field: str, weak: bool, expected: bool) -> None:
    assert matches(field, '"x"', weak=weak) is expected


def test_a_precondition_that_does_not_hold_fails() -> None:
    body = {"a": 1}
    require_match(None, body)
    require_match("*", body)
    require_match(f'"other", {entity_tag(body)}', body)
    with pytest.raises(PreconditionFailed):
        require_match('"other"', body)
