"""The documents and the page that shows them."""

import re

import pytest
import yaml

from tests.engine.server.harness import DOCUMENTS, Running

ASSETS = ["docs.css", "swagger-ui.css", "swagger-ui-bundle.js", "start.js", "favicon-32x32.png"]


def test_yaml_is_the_authored_bytes(library: Running) -> None:
    response = library.ask_outside("GET", "/openapi.yaml")
    assert response.content == (DOCUMENTS / "library.yaml").read_bytes()
    assert response.headers["Content-Type"] == "application/yaml"


def test_json_is_the_same_document_on_this_server(library: Running) -> None:
    document = library.ask_outside("GET", "/openapi.json").json()
    authored = yaml.safe_load((DOCUMENTS / "library.yaml").read_bytes())
    assert document.pop("servers") == [{"url": "https://library.example/shelf/v1"}]
    del authored["servers"]
    assert document == authored


@pytest.mark.parametrize(
    "path", ["/openapi.yaml", "/openapi.json", "/docs", "/docs/errors", "/docs/assets/start.js"]
)
def test_documents_have_an_etag_and_need_no_token(library: Running, path: str) -> None:
    first = library.ask_outside("GET", path)
    assert first.status_code == 200
    again = library.ask_outside("GET", path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert library.ask_outside("HEAD", path).headers["Content-Length"] == str(len(first.content))
    assert library.ask_outside("POST", path).status_code == 405
    options = library.ask_outside("OPTIONS", path)
    assert (options.status_code, options.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("name", ASSETS)
def test_page_loads_everything_from_here(library: Running, name: str) -> None:
    response = library.ask_outside("GET", f"/docs/assets/{name}")
    assert response.status_code == 200
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_page_names_no_other_origin_and_runs_no_inline_script(library: Running) -> None:
    response = library.ask_outside("GET", "/docs")
    assert "A library" in response.text
    loaded = re.findall(r'(?:src|href)="([^"]+)"', response.text)
    assert {path.removeprefix("/docs/assets/") for path in loaded if "assets" in path} == set(ASSETS)
    assert all(path.startswith(("/", "#")) for path in loaded)
    assert not re.search(r"<script(?![^>]*\bsrc=)", response.text)
    policy = dict(
        directive.strip().split(" ", 1)
        for directive in response.headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"


def test_swagger_ui_can_show_3_1(library: Running) -> None:
    bundle = library.ask_outside("GET", "/docs/assets/swagger-ui-bundle.js").text
    assert "openapi: 3.1" in bundle or "isOAS31" in bundle


@pytest.mark.parametrize(
    "name", ["../index.html", "..%2findex.html", "index.j2", "", "swagger-ui-bundle.js.map"]
)
def test_nothing_else_of_the_bundle_is_served(library: Running, name: str) -> None:
    response = library.ask_outside("GET", f"/docs/assets/{name}")
    assert response.status_code == 404


def test_document_without_servers_is_served_at_the_root(plain: Running) -> None:
    document = plain.ask_outside("GET", "/openapi.json").json()
    assert document["servers"] == [{"url": "https://library.example"}]
    assert plain.ask_outside("GET", "/docs").status_code == 200
    assert plain.ask_outside("GET", "/health").status_code == 200
