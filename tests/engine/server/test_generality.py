"""The engine knows no noun of any API: another document, other handlers, no extension at all."""

import re
from pathlib import Path

import pytest

import contractfirst
from tests.engine.server.harness import Running

ENGINE = Path(contractfirst.__file__).parent
# What the engine is made of; fonts, images and the like have no words.
TEXTS = {".css", ".html", ".jinja", ".js", ".json", ".md", ".py", ".toml", ".yaml"}
FILES = [file for file in sorted(ENGINE.rglob("*")) if file.suffix in TEXTS]
# A product's own words, and nouns of its resources that a machinery has no use for.
NOUNS = re.compile(
    r"brainstorm|bmsp|(?<![a-z])msps?(?![a-z])|organi[sz]ation_id|tenant_id"
    r"|(?<![a-z])(tickets?|remediations?|backups?|assets/\{)(?![a-z])",
    re.IGNORECASE,
)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ENGINE)))
def test_no_file_of_the_engine_has_a_noun_of_a_product(file: Path) -> None:
    lines = file.read_text("utf-8").splitlines()
    assert [f"{number}: {line}" for number, line in enumerate(lines, 1) if NOUNS.search(line)] == []


def test_product_nouns_are_recognised() -> None:
    for text in ("BRAINSTORMMSP_PORT", "bmsp-burst", "an MSP's", "tenant_id", "the ticket"):
        assert NOUNS.search(text), text


def test_document_without_extensions_or_security_is_served(plain: Running) -> None:
    response = plain.ask("GET", "/boxes/3")
    assert response.status_code == 200
    assert "RateLimit" not in response.headers
    assert response.headers["X-Request-Id"]
    assert plain.ask("GET", "/boxes?unknown=1").status_code == 400
    assert plain.ask("DELETE", "/boxes").status_code == 405
    assert plain.ask("GET", "/nothing").status_code == 404


def test_body_limit_is_one_mebibyte_unless_the_document_says_otherwise(plain: Running) -> None:
    headers = {"Content-Type": "application/json"}
    body = b'{"kind": "box", "weight": 1}'
    assert plain.ask("POST", "/boxes", headers=headers, content=body + b" " * 2**20).status_code == 413
