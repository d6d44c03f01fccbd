"""JSON Merge Patch (RFC 7396), and operations that the server executes as one: ``x-merge-patch: true``.

Such a PATCH stands beside a GET and a PUT of the same path. The patch is applied to the representation that
the GET returns, and the PUT replaces the resource by the result, so that it needs no handler of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from contractfirst.contract.operation import Operation
from contractfirst.contract.problems import BadRequest

__all__ = ["EXTENSION", "MergePatch", "merge_patches", "merged"]

EXTENSION = "x-merge-patch"
_JSON = "application/json"


def merged(target: object, patch: object) -> object:
    """Return the result of a patch (RFC 7396 section 2)."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result


@dataclass(frozen=True, slots=True)
class MergePatch:
    """The operations on a path that executes PATCH by reading and replacing."""

    patch: Operation
    read: Operation
    replace: Operation

    def replacement(self, present: object, patch: object) -> object:
        """Return the body of the PUT: the patch applied to the present representation.

        Raises:
            BadRequest: the result does not match the PUT's schema; pointers lead into the result.
        """
        body, violations = self.replace.decode_body(_JSON, orjson.dumps(merged(present, patch)))
        if violations:
            raise BadRequest(
                "The patched resource does not match the operation; errors lists every violation.",
                errors=violations,
            )
        return body


def merge_patches(operations: Mapping[str, Operation]) -> dict[str, MergePatch]:
    """Return the merge patches among operations, by operationId of the PATCH.

    Raises:
        ContractError: the path has no GET, or no PUT that takes JSON.
    """
    found: dict[str, MergePatch] = {}
    for patch in operations.values():
        if patch.extensions.get(EXTENSION) is not True:
            continue
        beside = {each.method: each for each in operations.values() if each.path == patch.path}
        read, replace = beside.get("GET"), beside.get("PUT")
        if patch.method != "PATCH" or read is None or replace is None:
            patch.place.fail("x-merge-patch stands in a PATCH beside a GET and a PUT", EXTENSION)
        if replace.request_body is None or _JSON not in replace.request_body.media_types:
            patch.place.fail(f"x-merge-patch needs a PUT that takes {_JSON}", EXTENSION)
        found[patch.id] = MergePatch(patch, read, replace)
    return found
