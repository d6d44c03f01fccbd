"""Pairs of documents that differ in an operation: the rule, the severity, and who breaks."""

import copy
from pathlib import Path
from typing import Any

import pytest

from contractfirst.diff import RULES
from tests.engine.diff.documents import api, changes, operation

INT = {"type": "integer"}
OK = {"description": "Done."}
JSON_BODY = {"content": {"application/json": {"schema": INT}}}
SCHEMES = {
    "securitySchemes": {
        "oauth2": {
            "type": "oauth2",
            "flows": {"clientCredentials": {"tokenUrl": "/token", "scopes": {"read": "", "write": ""}}},
        },
        "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
    }
}
RATES = {
    "list": {"quantity": 10, "window": 60, "burst": 20},
    "slow": {"quantity": 1, "window": 60, "burst": 1},
}


def parameter(name: str = "page", place: str = "query", **members: Any) -> Any:
    return {
        "name": name,
        "in": place,
        "schema": INT,
        **({"required": True} if place == "path" else {}),
        **members,
    }


def taking(*parameters: Any) -> Any:
    return operation(parameters=list(parameters))


def answering(**responses: Any) -> Any:
    return operation(responses={name.removeprefix("s"): value for name, value in responses.items()})


def headed(**header: Any) -> Any:
    return answering(s200={**OK, "headers": {"ETag": {"schema": {"type": "string"}, **header}}})


def linked(**links: Any) -> Any:
    return answering(s200={**OK, "links": links})


def secured(*alternatives: Any, **schemes: Any) -> Any:
    components = {"securitySchemes": {**SCHEMES["securitySchemes"], **schemes}}
    return operation(security=list(alternatives), root_components=components)


def limited(name: str | None = "list", **changed: Any) -> Any:
    rates = {**RATES, "list": {**RATES["list"], **changed}}
    own = {} if name is None else {"x-rate-limit": name}
    return operation(**own, **{"root_x-rate-limits": rates})


def sized(size: int, **root: Any) -> Any:
    return operation(requestBody=JSON_BODY, **{"x-max-body-bytes": size}, **root)


def hooked(schema: Any = None, **members: Any) -> Any:
    body = {"content": {"application/json": {"schema": schema or INT}}}
    return api(webhooks={"lent": {"post": {"requestBody": body, "responses": {"200": OK}, **members}}})


def path(template: str, *parameters: Any, method: str = "get", **members: Any) -> Any:
    return api(
        paths={
            template: {
                method: {
                    "operationId": "x",
                    "parameters": list(parameters),
                    "responses": {"200": OK},
                    **members,
                }
            }
        }
    )


PLAIN = operation()
S, R, B = "client sending", "client reading", "client sending and reading"

# name: (base, head, rule, severity, who)
PAIRS: dict[str, tuple[Any, Any, str, str, str]] = {
    "a path is gone": (PLAIN, api(paths={}), "operation-removed", "breaking", B),
    "a path is new": (api(paths={}), PLAIN, "operation-added", "safe", B),
    "a method is another": (path("/a"), path("/a", method="put"), "operation-removed", "breaking", B),
    "operationId": (PLAIN, operation(operationId="create"), "operation-id-changed", "risky", S),
    "deprecated": (PLAIN, operation(deprecated=True), "operation-deprecated", "safe", S),
    "no longer deprecated": (operation(deprecated=True), PLAIN, "operation-deprecated", "safe", S),
    "a summary": (PLAIN, operation(summary="Add."), "text-changed", "safe", B),
    "a variable's name": (
        path("/a/{id}", parameter("id", "path")),
        path("/a/{key}", parameter("key", "path")),
        "path-variable-renamed",
        "risky",
        S,
    ),
    "a parameter is gone": (taking(parameter()), PLAIN, "parameter-removed", "breaking", S),
    "a parameter is new": (PLAIN, taking(parameter()), "parameter-added", "safe", S),
    "a required parameter is new": (
        PLAIN,
        taking(parameter(required=True)),
        "parameter-added-required",
        "breaking",
        S,
    ),
    "a parameter becomes required": (
        taking(parameter()),
        taking(parameter(required=True)),
        "parameter-required",
        "breaking",
        S,
    ),
    "a parameter becomes optional": (
        taking(parameter(required=True)),
        taking(parameter()),
        "parameter-optional",
        "safe",
        S,
    ),
    "a parameter moves": (
        taking(parameter()),
        taking(parameter(place="header")),
        "parameter-location-changed",
        "breaking",
        S,
    ),
    "style": (
        taking(parameter(schema={"type": "array", "items": INT})),
        taking(parameter(schema={"type": "array", "items": INT}, style="pipeDelimited", explode=True)),
        "parameter-style-changed",
        "breaking",
        S,
    ),
    "explode": (
        taking(parameter()),
        taking(parameter(explode=False)),
        "parameter-style-changed",
        "breaking",
        S,
    ),
    "a parameter as JSON": (
        taking(parameter()),
        taking({"name": "page", "in": "query", "content": {"application/json": {"schema": INT}}}),
        "parameter-style-changed",
        "breaking",
        S,
    ),
    "a parameter's schema narrows": (
        taking(parameter()),
        taking(parameter(schema={**INT, "maximum": 9})),
        "request-bound-tightened",
        "breaking",
        S,
    ),
    "a parameter's schema widens": (
        taking(parameter(schema={**INT, "maximum": 9})),
        taking(parameter()),
        "request-widened",
        "safe",
        S,
    ),
    "a parameter's default": (
        taking(parameter(schema={**INT, "default": 9})),
        taking(parameter(schema={**INT, "default": 8})),
        "request-default-changed",
        "risky",
        S,
    ),
    "a parameter is deprecated": (
        taking(parameter()),
        taking(parameter(deprecated=True)),
        "parameter-deprecated",
        "safe",
        S,
    ),
    "a body is gone": (operation(requestBody=JSON_BODY), PLAIN, "request-body-removed", "breaking", S),
    "a body is new": (PLAIN, operation(requestBody=JSON_BODY), "request-body-added", "safe", S),
    "a required body is new": (
        PLAIN,
        operation(requestBody={**JSON_BODY, "required": True}),
        "request-body-added-required",
        "breaking",
        S,
    ),
    "a body becomes required": (
        operation(requestBody=JSON_BODY),
        operation(requestBody={**JSON_BODY, "required": True}),
        "request-body-required",
        "breaking",
        S,
    ),
    "a body becomes optional": (
        operation(requestBody={**JSON_BODY, "required": True}),
        operation(requestBody=JSON_BODY),
        "request-body-optional",
        "safe",
        S,
    ),
    "a media type is no longer accepted": (
        operation(requestBody={"content": {"application/json": {}, "text/csv": {}}}),
        operation(requestBody={"content": {"application/json": {}}}),
        "request-media-type-removed",
        "breaking",
        S,
    ),
    "a media type is accepted": (
        operation(requestBody={"content": {"application/json": {}}}),
        operation(requestBody={"content": {"application/json": {}, "text/csv": {}}}),
        "request-media-type-added",
        "safe",
        S,
    ),
    "encoding": (
        operation(requestBody={"content": {"multipart/form-data": {}}}),
        operation(
            requestBody={"content": {"multipart/form-data": {"encoding": {"a": {"contentType": "a/b"}}}}}
        ),
        "encoding-changed",
        "risky",
        B,
    ),
    "a media type is no longer offered": (
        answering(s200={**OK, "content": {"application/json": {}, "text/csv": {}}}),
        answering(s200={**OK, "content": {"application/json": {}}}),
        "response-media-type-removed",
        "breaking",
        R,
    ),
    "a media type is offered": (
        answering(s200={**OK, "content": {"application/json": {}}}),
        answering(s200={**OK, "content": {"application/json": {}, "text/csv": {}}}),
        "response-media-type-added",
        "risky",
        R,
    ),
    "a status of success is gone": (
        answering(s200=OK, s201=OK),
        answering(s200=OK),
        "status-removed",
        "breaking",
        R,
    ),
    "a status of success is new": (
        answering(s200=OK),
        answering(s200=OK, s201=OK),
        "status-added",
        "risky",
        R,
    ),
    "an error is new": (
        answering(s200=OK, s400=OK),
        answering(s200=OK, s400=OK, s409=OK),
        "error-status-added",
        "safe",
        R,
    ),
    "the first server error": (
        answering(s200=OK, s400=OK),
        answering(s200=OK, s400=OK, s503=OK),
        "status-added",
        "risky",
        R,
    ),
    "an error is gone": (answering(s200=OK, s400=OK), answering(s200=OK), "error-status-removed", "safe", R),
    "a header is gone": (headed(), answering(s200=OK), "response-header-removed", "risky", R),
    "a required header is gone": (
        headed(required=True),
        answering(s200=OK),
        "response-header-removed",
        "breaking",
        R,
    ),
    "a header is new": (answering(s200=OK), headed(), "response-header-added", "safe", R),
    "a header becomes optional": (headed(required=True), headed(), "response-header-optional", "breaking", R),
    "a header becomes required": (headed(), headed(required=True), "response-header-required", "safe", R),
    "a header's schema widens": (headed(), headed(schema=INT), "response-type-widened", "breaking", R),
    "a link is gone": (linked(next={"operationId": "a"}), linked(), "link-removed", "risky", R),
    "a link leads elsewhere": (
        linked(next={"operationId": "a"}),
        linked(next={"operationId": "b"}),
        "link-changed",
        "risky",
        R,
    ),
    "a link is new": (linked(), linked(next={"operationId": "a"}), "link-added", "safe", R),
    "a scope is needed": (
        secured({"oauth2": ["read"]}),
        secured({"oauth2": ["read", "write"]}),
        "security-scope-added",
        "breaking",
        S,
    ),
    "a scope is no longer needed": (
        secured({"oauth2": ["read", "write"]}),
        secured({"oauth2": ["read"]}),
        "security-loosened",
        "safe",
        S,
    ),
    "credentials are needed": (PLAIN, secured({"key": []}), "security-required", "breaking", S),
    "no credentials are needed": (secured({"key": []}), PLAIN, "security-loosened", "safe", S),
    "another scheme": (secured({"key": []}), secured({"oauth2": []}), "security-required", "breaking", S),
    "a further alternative": (
        secured({"key": []}),
        secured({"key": []}, {"oauth2": []}),
        "security-loosened",
        "safe",
        S,
    ),
    "a scheme's header": (
        secured({"key": []}),
        secured({"key": []}, key={"type": "apiKey", "in": "header", "name": "X-Api-Key"}),
        "security-scheme-changed",
        "breaking",
        S,
    ),
    "a smaller quantity": (limited(), limited(quantity=9), "rate-limit-tightened", "breaking", S),
    "a longer window": (limited(), limited(window=90), "rate-limit-tightened", "breaking", S),
    "a smaller burst": (limited(), limited(burst=19), "rate-limit-tightened", "breaking", S),
    "a larger quantity": (limited(), limited(quantity=11), "rate-limit-loosened", "safe", S),
    "a limit is new": (limited(None), limited(), "rate-limit-tightened", "breaking", S),
    "a limit is gone": (limited(), limited(None), "rate-limit-loosened", "safe", S),
    "another class that is tighter": (limited(), limited("slow"), "rate-limit-tightened", "breaking", S),
    "another class": (limited("slow"), limited(), "rate-class-switched", "risky", S),
    "a limit by address": (
        limited(),
        limited(keys=["source-address"]),
        "rate-limit-keys-changed",
        "risky",
        S,
    ),
    "a smaller body": (sized(2000), sized(1000), "body-size-lowered", "breaking", S),
    "a larger body": (sized(1000), sized(2000), "body-size-raised", "safe", S),
    "the form of problems": (
        PLAIN,
        operation(**{"x-problem-format": "rfc6749"}),
        "problem-format-changed",
        "breaking",
        R,
    ),
    "a server is gone": (
        operation(root_servers=[{"url": "https://a.example"}, {"url": "https://b.example"}]),
        operation(root_servers=[{"url": "https://a.example"}]),
        "server-removed",
        "breaking",
        S,
    ),
    "a server is new": (
        operation(root_servers=[{"url": "https://a.example"}]),
        operation(root_servers=[{"url": "https://a.example"}, {"url": "https://b.example"}]),
        "server-added",
        "safe",
        S,
    ),
    "a webhook is gone": (hooked(), api(), "webhook-removed", "breaking", R),
    "a webhook is new": (api(), hooked(), "webhook-added", "safe", R),
    "a webhook's payload widens": (
        hooked(),
        hooked({"type": "number"}),
        "response-type-widened",
        "breaking",
        R,
    ),
    "a webhook's payload narrows": (hooked({"type": "number"}), hooked(), "response-narrowed", "safe", R),
    "a reply is gone": (
        hooked(responses={"200": OK, "202": OK}),
        hooked(),
        "reply-status-removed",
        "breaking",
        S,
    ),
    "a reply is new": (hooked(), hooked(responses={"200": OK, "202": OK}), "reply-status-added", "safe", S),
    "a callback is gone": (
        operation(callbacks={"done": {"{$request.body#/url}": {"post": {"responses": {"200": OK}}}}}),
        PLAIN,
        "webhook-removed",
        "breaking",
        R,
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_each_change_has_its_rule_verdict_and_victim(tmp_path: Path, name: str) -> None:
    base, head, rule, severity, who = PAIRS[name]
    found = {
        (change.rule, str(change.severity), str(change.impact)) for change in changes(tmp_path, base, head)
    }
    assert (rule, severity, who) in found


@pytest.mark.parametrize("name", PAIRS)
def test_nothing_else_breaks(tmp_path: Path, name: str) -> None:
    base, head, rule, severity, _ = PAIRS[name]
    grave = {change.rule for change in changes(tmp_path, base, head) if change.severity == "breaking"}
    assert grave <= {rule} if severity == "breaking" else not grave


@pytest.mark.parametrize("name", PAIRS)
def test_a_document_does_not_differ_from_itself(tmp_path: Path, name: str) -> None:
    document = PAIRS[name][1]
    other = copy.deepcopy(document)
    other["info"]["title"] = "Another text, so that the files are not equal"
    assert changes(tmp_path, document, other) == ()


def object_with(**properties: Any) -> Any:
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }


def test_a_property_that_becomes_read_only_breaks_who_sends_it(tmp_path: Path) -> None:
    base = operation(requestBody={"content": {"application/json": {"schema": object_with(id=INT)}}})
    head = operation(
        requestBody={"content": {"application/json": {"schema": object_with(id={**INT, "readOnly": True})}}}
    )
    assert {change.rule for change in changes(tmp_path, base, head)} == {
        "request-property-ignored",
        "request-widened",
    }


def test_a_read_only_property_that_is_gone_from_a_closed_object_is_refused(tmp_path: Path) -> None:
    # JSON Schema Validation section 9.4: it was ignored, so callers may have sent it.
    base, head = (
        operation(requestBody={"content": {"application/json": {"schema": schema}}})
        for schema in (object_with(id={**INT, "readOnly": True}), object_with())
    )
    assert "request-property-refused" in {change.rule for change in changes(tmp_path, base, head)}


def test_a_property_that_admits_no_value_any_more_is_refused(tmp_path: Path) -> None:
    base, head = (
        operation(requestBody={"content": {"application/json": {"schema": {"properties": {"id": schema}}}}})
        for schema in (INT, False)
    )
    assert "request-value-refused" in {change.rule for change in changes(tmp_path, base, head)}


def test_what_requests_never_hold_may_change_in_requests(tmp_path: Path) -> None:
    base, head = (
        operation(
            requestBody={
                "content": {"application/json": {"schema": object_with(id={**schema, "readOnly": True})}}
            }
        )
        for schema in (INT, {"type": "string"})
    )
    assert changes(tmp_path, base, head) == ()


def test_discriminators_are_compared(tmp_path: Path) -> None:
    def union(**discriminator: Any) -> Any:
        schema = {"oneOf": [{"type": "object"}], "discriminator": {"propertyName": "kind", **discriminator}}
        return answering(s200={**OK, "content": {"application/json": {"schema": schema}}})

    renamed = changes(tmp_path, union(), union(propertyName="type"))
    assert [change.rule for change in renamed] == ["discriminator-changed"]
    lost = changes(tmp_path, union(mapping={"a": "#/a"}), union(mapping={"b": "#/a"}))
    assert [change.rule for change in lost] == ["discriminator-changed", "discriminator-name-added"]


def test_both_catalogues_know_every_rule(tmp_path: Path) -> None:
    from tests.engine.diff.test_schema_catalogue import PAIRS as SCHEMAS

    met = {rule for *_, rule, _, _ in PAIRS.values()}
    met |= {rule for _, _, request, response in SCHEMAS.values() for rule in (request, response)}
    met |= {"discriminator-changed", "discriminator-name-added", "request-property-ignored"}
    met |= {"request-value-refused"}
    untested = {
        "response-value-admitted",
        "request-schema-undecided",
        "response-schema-undecided",
        "schema-deprecated",
        "response-narrowed",
        "request-widened",
    }
    assert set(RULES) - met <= untested
