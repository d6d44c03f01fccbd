"""Responses in content codings."""

import gzip

import pytest

from contractfirst.contract.entity_tags import coded_tag, matches
from contractfirst.contract.exchange import EncodedResponse
from contractfirst.server.stages.compress import CODINGS, chosen_coding, compressed
from tests.engine.server.harness import reader, run_document, writer

LONG = b'{"a": "' + b"a" * 2000 + b'"}'
JSON = ("Content-Type", "application/json")


@pytest.mark.parametrize(
    ("field", "coding"),
    [
        ("gzip", "gzip"),
        ("GZIP;q=0.5, deflate", "gzip"),
        ("gzip;q=0", None),
        ("gzip;q=0.5, identity", None),
        ("identity", None),
        ("", None),
        ("gzip;q=high", None),
        ("*", next(iter(CODINGS))),
        ("*, gzip;q=0", "br" if "br" in CODINGS else None),
    ],
)
def test_the_coding_is_one_that_the_client_accepts(field: str, coding: str | None) -> None:
    # RFC 9110 section 12.5.3
    assert chosen_coding(field) == coding


def test_a_coded_response_has_a_tag_of_its_own_which_names_the_same_version() -> None:
    # RFC 9110 section 8.8.1
    plain = EncodedResponse(200, (JSON, ("ETag", '"abc"')), LONG)
    coded = compressed(plain, "gzip")
    headers = dict(coded.headers)
    assert (headers["ETag"], headers["Content-Encoding"]) == ('"abc-gzip"', "gzip")
    assert headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(coded.body) == LONG
    assert compressed(plain, "gzip") == coded
    for field in ('"abc-gzip"', '"abc-br"', '"abc"'):
        assert matches(field, '"abc"', weak=False)
        assert matches(field, coded_tag('"abc"', "gzip"), weak=False)
    assert not matches('"abd-gzip"', '"abc"', weak=False)


@pytest.mark.parametrize(
    "plain",
    [
        EncodedResponse(200, (JSON,), b"{}"),
        EncodedResponse(200, (("Content-Type", "application/pdf"),), LONG),
        EncodedResponse(404, (JSON,), LONG),
    ],
    ids=["short", "pdf", "not found"],
)
def test_what_gains_nothing_stays_as_it_is(plain: EncodedResponse) -> None:
    assert compressed(plain, "gzip").body == plain.body


def test_a_server_codes_what_is_read_and_nothing_that_answers_a_write() -> None:
    running = run_document("library")
    asked = {**writer, "Accept-Encoding": "gzip"}
    for _ in range(25):
        made = running.ask("POST", "/books", headers=asked, json={"title": "T" * 60})
        assert (made.status_code, made.headers.get("Content-Encoding")) == (201, None)
    page = running.ask("GET", "/books", headers={**reader, "Accept-Encoding": "gzip"})
    plain = running.ask("GET", "/books", headers={**reader, "Accept-Encoding": "identity"})
    assert (page.headers["Content-Encoding"], page.json()) == ("gzip", plain.json())
    assert "Content-Encoding" not in plain.headers
    assert running.application.request_log is not None
    running.application.request_log.close()
