"""The contract's schemas, loaded once."""

from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from contractfirst.contract import Contract

_CONTRACT = Path(__file__).parents[3] / "openapi" / "brainstormmsp.yaml"


@cache
def components() -> Any:
    data: Any = Contract.load(_CONTRACT).document.data
    return data["components"]


@cache
def schema(name: str) -> jsonschema_rs.Draft202012Validator:
    reference = {"$ref": f"#/components/schemas/{name}", "components": components()}
    return jsonschema_rs.Draft202012Validator(reference, validate_formats=True)
