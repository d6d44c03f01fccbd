"""The suite knows the document and nothing else of a server: no noun of a product, no server, no handlers."""

import ast
import re
from pathlib import Path

import pytest

import contractfirst_conformance

FOLDER = Path(contractfirst_conformance.__file__).parent
FILES = sorted(FOLDER.rglob("*.py"))
# Nouns of this repository's product and names of its packages; a resource of the product is "/clients".
FOREIGN = re.compile(
    r"brainstormmsp|\bhandlers\b|\bMSP\b|\b(tickets?|assets?|alerts|remediations?|backups)\b|/clients\b",
    re.IGNORECASE,
)
ALLOWED_ENGINE = "contractfirst.contract"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_no_noun_of_a_product_and_no_import_of_a_server(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    strings = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [text for text in strings if FOREIGN.search(text)] == []
    imported = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    imported += [each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names]
    engine = [name for name in imported if name.partition(".")[0] == "contractfirst"]
    assert [name for name in engine if not name.startswith(ALLOWED_ENGINE)] == []
    assert not {name.partition(".")[0] for name in imported} & {
        "brainstormmsp",
        "handlers",
        "defects",
        "starlette",
    }
