"""Every fault of Connexion that was measured is gone; each test is named for one."""

import inspect
import json
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from contractfirst.contract import Contract
from contractfirst.server.connexion import ContractMiddleware, ContractSpecification
from contractfirst.server.connexion.seams import ConnexionMiddleware
from tests.engine.server.harness import DOCUMENTS, Running, run_document
from tests.engine.server.sockets import LiveServer, exchange

JSON = {"Content-Type": "application/json"}
BOX = {"kind": "box", "weight": 1}


def violations(response: httpx.Response) -> list[tuple[str, str]]:
    assert response.status_code == 400, response.text
    return [
        (error.get("pointer", error.get("parameter")), error["code"]) for error in response.json()["errors"]
    ]


def test_openapi_3_1_is_served(plain: Running) -> None:
    assert plain.ask("POST", "/boxes", json=BOX).status_code == 201


def test_const_is_enforced(plain: Running) -> None:
    response = plain.ask("POST", "/boxes", json={"kind": "bag", "weight": 1})
    assert violations(response) == [("/kind", "const")]


def test_numeric_exclusive_minimum_is_enforced(plain: Running) -> None:
    response = plain.ask("POST", "/boxes", json={"kind": "box", "weight": 0})
    assert violations(response) == [("/weight", "exclusiveMinimum")]


def test_nullable_union_in_the_query_is_understood(plain: Running) -> None:
    assert plain.ask("GET", "/boxes?colour=red").json()["colour"] == "red"
    assert violations(plain.ask("GET", "/boxes?colour=ultramarine")) == [("colour", "maxLength")]


def test_integer_path_parameter_that_is_none_is_a_400_not_a_404(plain: Running) -> None:
    assert violations(plain.ask("GET", "/boxes/abc")) == [("number", "type")]
    assert plain.ask("GET", "/boxes/12").json()["weight"] == 12


def test_body_that_is_not_utf_8_is_a_400(plain: Running) -> None:
    response = plain.ask("POST", "/boxes", headers=JSON, content=b'{"kind": "\xff"}')
    assert [place for place, _ in violations(response)] == [""]


def test_chunked_body_is_present(plain: Running) -> None:
    async def chunks() -> Any:
        for byte in json.dumps(BOX).encode():
            yield bytes([byte])

    response = plain.ask("POST", "/boxes", headers=JSON, content=chunks())
    assert response.status_code == 201
    assert response.json() == BOX


def test_chunked_body_is_present_over_a_socket(live: LiveServer) -> None:
    body = b'7\r\n{"title\r\n8\r\n": "It"}\r\n0\r\n\r\n'
    request = (
        b"POST /shelf/v1/books HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer writer\r\n"
        b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    )
    assert exchange(live.port, request + body).startswith(b"HTTP/1.1 201 ")


def test_integer_header_parameter_is_understood(plain: Running) -> None:
    assert plain.ask("GET", "/boxes", headers={"X-Depth": "3"}).json()["depth"] == 3
    assert violations(plain.ask("GET", "/boxes", headers={"X-Depth": "0"})) == [("X-Depth", "minimum")]
    assert violations(plain.ask("GET", "/boxes", headers={"X-Depth": "deep"})) == [("X-Depth", "type")]


def test_parameter_schema_without_type_is_no_500(plain: Running) -> None:
    response = plain.ask("GET", "/boxes?anything=at-all")
    assert response.status_code == 200
    assert response.json()["anything"] == "at-all"


def test_undocumented_status_is_never_sent(plain: Running) -> None:
    response = plain.ask("GET", "/boxes/204")
    assert response.status_code == 500
    assert response.json()["code"] == "internal_error"


def test_response_body_is_checked(plain: Running) -> None:
    assert plain.ask("GET", "/boxes/0").status_code == 500


@pytest.mark.parametrize("how", ["wrong-header", "missing-header"])
def test_response_headers_are_checked(library: Running, how: str) -> None:
    assert library.ask("GET", "/odd/well").status_code == 200
    assert library.ask("GET", f"/odd/{how}").status_code == 500


def test_recursive_schema_is_served_and_published(plain: Running) -> None:
    nested = {**BOX, "inside": [{**BOX, "inside": [{"kind": "box", "weight": -1}]}]}
    assert violations(plain.ask("POST", "/boxes", json=nested)) == [
        ("/inside/0/inside/0/weight", "exclusiveMinimum")
    ]
    document = plain.ask_outside("GET", "/openapi.json").json()
    box = document["components"]["schemas"]["Box"]
    assert box["properties"]["inside"]["items"] == {"$ref": "#/components/schemas/Box"}


def test_template_syntax_in_a_description_stays_text(plain: Running) -> None:
    source = (DOCUMENTS / "plain.yaml").read_bytes()
    assert plain.ask_outside("GET", "/openapi.yaml").content == source
    description = plain.ask_outside("GET", "/openapi.json").json()["info"]["description"]
    assert "{{ 7 * 7 }}" in description
    assert description == yaml.safe_load(source)["info"]["description"]


def test_errors_dump_neither_schema_nor_instance(plain: Running) -> None:
    secret = "correct-horse-battery"
    response = plain.ask("POST", f"/boxes?unknown={secret}", json={"kind": secret, "weight": secret})
    assert response.status_code == 400
    for leak in (secret, "properties", "$ref", "required", "Failed validating", "Traceback"):
        assert leak not in response.text


def _many_paths(folder: Path, count: int) -> Contract:
    document = yaml.safe_load((DOCUMENTS / "plain.yaml").read_text())
    template = document["paths"]["/boxes/{number}"]
    document["paths"] = {}
    for index in range(count):
        document["paths"][f"/kind{index}/{{number}}/of"] = {
            "parameters": template["parameters"],
            "get": {**template["get"], "operationId": f"open{index}"},
        }
    file = folder / f"many-{count}.yaml"
    file.write_text(json.dumps(document))
    return Contract.load(file)


def test_routing_does_not_scan_the_paths_one_by_one(tmp_path: Path) -> None:
    def cost(contract: Contract, path: str) -> float:
        def once() -> float:
            start = time.perf_counter()
            for _ in range(2000):
                contract.router.match("GET", path)
            return time.perf_counter() - start

        return min(once() for _ in range(5))

    few, many = _many_paths(tmp_path, 4), _many_paths(tmp_path, 200)
    # Fifty times the paths; a scan would cost about as many times more.
    assert cost(many, "/kind199/7/of") < 5 * cost(few, "/kind3/7/of")


def test_nothing_of_an_operation_is_rebuilt_per_request(
    plain: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rebuilt(*_: object, **__: object) -> None:
        raise AssertionError("rebuilt while serving")

    plain.ask("GET", "/boxes/1")
    for name in ("_build_middleware_stack", "add_api"):
        monkeypatch.setattr(ConnexionMiddleware, name, rebuilt)
    for name in ("connexion.validators.JSONRequestBodyValidator", "connexion.uri_parsing.OpenAPIURIParser"):
        monkeypatch.setattr(f"{name}.__init__", rebuilt)
    monkeypatch.setattr("starlette.routing.Router.__call__", rebuilt)
    monkeypatch.setattr("connexion.operations.OpenAPIOperation.__init__", rebuilt)
    monkeypatch.setattr("jsonschema_rs.validator_for", rebuilt)
    assert plain.ask("GET", "/boxes/1").status_code == 200
    assert plain.ask("POST", "/boxes", json=BOX).status_code == 201


def test_request_path_is_ours_and_the_stack_is_connexions() -> None:
    running = run_document("plain")
    assert isinstance(running.application, ConnexionMiddleware)
    assert isinstance(running.application.app, ContractMiddleware)
    assert running.application.middleware_stack is not None
    assert "__call__" in vars(ContractMiddleware)
    assert "jinja2" not in inspect.getsource(ContractSpecification.__init__)
