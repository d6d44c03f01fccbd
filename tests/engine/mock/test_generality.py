"""Mock and preview know no noun of any API."""

from pathlib import Path

import pytest

import contractfirst.mock
import contractfirst.preview
from tests.engine.server.test_generality import NOUNS


@pytest.mark.parametrize(
    "package", [contractfirst.mock, contractfirst.preview], ids=lambda each: each.__name__
)
def test_source_has_no_noun_of_the_product(package: object) -> None:
    root = Path(str(getattr(package, "__file__", ""))).parent
    found = [
        f"{file.name}:{number}: {line.strip()}"
        for file in root.rglob("*")
        if file.suffix in {".py", ".html", ".css", ".js"}
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if NOUNS.search(line)
    ]
    assert found == []
