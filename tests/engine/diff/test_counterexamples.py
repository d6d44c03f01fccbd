"""A narrowed string breaks clients, and a value shows it, whatever format and pattern stand beside it."""

from pathlib import Path
from typing import Any

import pytest

from contractfirst.diff import ChangeSeverity
from tests.engine.diff.documents import changes, with_request

# JSON Schema validation sections 6.3 and 7.3
ENTITY_TAGS = r'^(\*|(W/)?"[!#-~]{0,64}"(, ?(W/)?"[!#-~]{0,64}"){0,4})$'


@pytest.mark.parametrize(
    ("base", "narrower"),
    [
        ({"maxLength": 254, "format": "email", "pattern": "^[a-z]+@[a-z.]+$"}, {"maxLength": 127}),
        ({"maxLength": 2048, "pattern": "^https?://[a-z]+/.*$"}, {"maxLength": 1024}),
        ({"maxLength": 512, "pattern": ENTITY_TAGS}, {"maxLength": 256}),
        ({"maxLength": 64, "pattern": r"^(?=.*\d)[a-z0-9]+$"}, {"maxLength": 32}),
        ({"pattern": r"^\p{Lu}.*$"}, {"maxLength": 9}),
        ({"pattern": r"^(?<sign>a|b)\k<sign>+$"}, {"minLength": 3}),
        ({"format": "uri"}, {"maxLength": 60}),
    ],
)
def test_narrowed_string_is_proven_to_break(
    tmp_path: Path, base: dict[str, Any], narrower: dict[str, Any]
) -> None:
    old = {"type": "string", **base}
    found = changes(tmp_path, with_request(old), with_request({**old, **narrower}))
    assert {change.severity for change in found} == {ChangeSeverity.BREAKING}
    assert all(change.example for change in found)
