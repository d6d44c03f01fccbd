"""Documents read and written as data."""

from pathlib import Path
from typing import Any

import yaml

__all__ = ["read_document", "write_document"]


class _Loader(yaml.CSafeLoader):
    """Leaves timestamps texts, as JSON has them."""


_Loader.yaml_implicit_resolvers = {
    letter: [each for each in known if each[0] != "tag:yaml.org,2002:timestamp"]
    for letter, known in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read_document(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = yaml.load(path.read_text("utf-8"), _Loader)
    return document


def write_document(document: dict[str, Any], path: Path) -> Path:
    path.write_text(yaml.dump(document, Dumper=yaml.CSafeDumper, sort_keys=False), "utf-8")
    return path
