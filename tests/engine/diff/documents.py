"""Small documents to compare: a library's API in one line of JSON or in YAML."""

import json
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from contractfirst.diff import DocumentChange, diff_documents, open_source

__all__ = ["api", "changes", "compare", "operation", "with_request", "with_response"]

Data = Any


def api(**members: Data) -> Data:
    """Return a document with the given members beside the needed ones."""
    return {"openapi": "3.1.0", "info": {"title": "Library", "version": "1"}, **members}


def operation(**members: Data) -> Data:
    """Return a document with one operation, ``POST /books``; members with ``root_`` go to the document."""
    root = {name.removeprefix("root_"): value for name, value in members.items() if name.startswith("root_")}
    own = {name: value for name, value in members.items() if not name.startswith("root_")}
    responses = {"responses": {"200": {"description": "Done."}}}
    post = {"operationId": "addBook", **responses, **own}
    return api(
        paths={"/books": {"post": post}}, **{name.replace("__", "-"): value for name, value in root.items()}
    )


def with_request(schema: Data, **components: Data) -> Data:
    """Return a document whose operation takes a body of a schema."""
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    return operation(requestBody=body, root_components={"schemas": components})


def with_response(schema: Data, **components: Data) -> Data:
    """Return a document whose operation answers with a body of a schema."""
    answer = {"description": "Done.", "content": {"application/json": {"schema": schema}}}
    return operation(responses={"200": answer}, root_components={"schemas": components})


def changes(folder: Path, base: Data, head: Data) -> tuple[DocumentChange, ...]:
    """Return what changes between two documents, given as data or as text."""
    paths = []
    for name, document in (("base", base), ("head", head)):
        path = folder / f"{name}.yaml"
        path.write_text(document if isinstance(document, str) else json.dumps(document))
        paths.append(str(path))
    return compare(*paths)


def compare(base: str, head: str) -> tuple[DocumentChange, ...]:
    with ExitStack() as files:
        return diff_documents(files.enter_context(open_source(base)), files.enter_context(open_source(head)))
