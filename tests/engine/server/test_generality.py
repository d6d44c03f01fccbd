"""The machinery knows no noun of any API: another document, other handlers, no extension at all."""

import re
from pathlib import Path

import contractfirst.server
from tests.engine.server.harness import Running

NOUNS = re.compile(
    r"\b(msp|tenant_id|alerts?|tickets?|contacts?|evidence|remediations?|backups?|frameworks?)\b",
    re.IGNORECASE,
)


def test_source_of_the_machinery_has_no_noun_of_the_product() -> None:
    root = Path(contractfirst.server.__file__).parent
    found = [
        f"{file.name}:{number}: {line.strip()}"
        for file in root.rglob("*.py")
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if NOUNS.search(line)
    ]
    assert found == []


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
