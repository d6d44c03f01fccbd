"""Validates parameters and bodies against the document with the jsonschema library."""

import re
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it brings no types
from jsonschema.exceptions import ValidationError  # type: ignore[import-untyped]  # it brings no types
from starlette.datastructures import QueryParams

__all__ = ["Document"]

Errors = list[dict[str, str]]


class Document:
    """The contract at a path."""

    def __init__(self, path: Path) -> None:
        self.data: dict[str, Any] = _sealed(yaml.safe_load(path.read_text("utf-8")))
        self.rates: dict[str, dict[str, Any]] = self.data["x-rate-limits"]
        self.largest_body: int = self.data["x-max-body-bytes"]
        self._operations = {
            operation["operationId"]: (item, operation)
            for item in self.data["paths"].values()
            for method, operation in item.items()
            if method in ("get", "post", "put", "delete")
        }
        self._parameters = {
            name: [self._resolved(each) for each in (*item.get("parameters", ()), *own.get("parameters", ()))]
            for name, (item, own) in self._operations.items()
        }

    def rate_class(self, operation: str) -> str:
        return str(self._operations[operation][1]["x-rate-limit"])

    def scope(self, operation: str) -> str:
        return str(self._operations[operation][1]["security"][0]["oauth2"][0])

    def example(self, name: str) -> dict[str, Any]:
        return dict(self.data["components"]["examples"][name]["value"])

    def body_errors(self, schema: str, body: object) -> Errors:
        """Return everything that is wrong with a body of a schema of the components that is closed."""
        whole = {
            **self.data["components"]["schemas"][schema],
            "additionalProperties": False,
            "components": self.data["components"],
        }
        found = []
        for error in Draft202012Validator(whole).iter_errors(body):
            place = "".join(f"/{_escaped(str(each))}" for each in error.absolute_path)
            for name in _extra(error) or [None]:
                pointer = place if name is None else f"{place}/{_escaped(name)}"
                code = str(error.validator)
                found.append({"pointer": pointer, "code": code, "detail": f"It breaks {code}."})
        return found

    def query(self, operation: str, given: QueryParams) -> tuple[dict[str, Any], Errors, Errors]:
        """Return the values, what is wrong with them, and what the operation does not know."""
        parameters = {each["name"]: each for each in self._parameters[operation] if each["in"] == "query"}
        values: dict[str, Any] = {
            name: schema["default"]
            for name, each in parameters.items()
            if "default" in (schema := self._resolved(each["schema"]))
        }
        errors, unknown = [], []
        for name in dict.fromkeys(given.keys()):
            if name not in parameters:
                unknown.append(
                    {"parameter": name, "code": "unknown", "detail": "There is no such parameter."}
                )
                continue
            schema = self._resolved(parameters[name]["schema"])
            value: object = given[name]
            if schema["type"] == "integer" and re.fullmatch(r"-?\d{1,18}", given[name]):
                value = int(given[name])
            elif schema["type"] == "array":
                value = given[name].split(",")
            once = len(given.getlist(name)) == 1
            code = self._wrong(schema, value) if once else "repeated"
            if code:
                errors.append({"parameter": name, "code": code, "detail": f"It breaks {code}."})
            values[name] = value
        return values, errors, unknown

    def others(self, operation: str, path: dict[str, str], headers: Any) -> Errors:
        """Return what is wrong with the parameters in the path and the headers."""
        errors = []
        for each in self._parameters[operation]:
            name = each["name"]
            value = path.get(name) if each["in"] == "path" else headers.get(name)
            if each["in"] == "query" or value is None:
                continue
            if code := self._wrong(self._resolved(each["schema"]), value):
                errors.append({"parameter": name, "code": code, "detail": f"It breaks {code}."})
        return errors

    def _wrong(self, schema: dict[str, Any], value: object) -> str:
        whole = {**schema, "components": self.data["components"]}
        return next((str(error.validator) for error in Draft202012Validator(whole).iter_errors(value)), "")

    def _resolved(self, node: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in node:
            found: Any = self.data
            for word in node["$ref"].removeprefix("#/").split("/"):
                found = found[word]
            node = {**found, **{key: value for key, value in node.items() if key != "$ref"}}
        return node


def _sealed(node: Any) -> Any:
    r"""Return the document with ``\Z`` for the ``$`` of patterns: Python's ``$`` lets a line feed follow."""
    if isinstance(node, list):
        return [_sealed(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {
        key: f"{value[:-1]}\\Z"
        if key == "pattern" and isinstance(value, str) and value.endswith("$")
        else _sealed(value)
        for key, value in node.items()
    }


def _extra(error: ValidationError) -> list[str | None]:
    if error.validator != "additionalProperties" or not isinstance(error.instance, dict):
        return []
    return [name for name in error.instance if name not in error.schema.get("properties", {})]


def _escaped(token: str) -> str:
    return token.replace("~", "~0").replace("/", "~1")
