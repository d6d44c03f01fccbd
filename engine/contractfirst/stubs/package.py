"""The package of handlers: where it is and what Python calls it."""

import keyword
from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from contractfirst.stubs.errors import StubsError
from contractfirst.stubs.header import MARK
from contractfirst.stubs.options import Options

__all__ = ["CHECK", "PACKAGE", "Package"]

PACKAGE = "_contract"
"""The package of generated modules, below the handlers."""

CHECK = "_contract_check.py"
"""The one generated module that imports the handlers: it stands beside them, so that no circle arises."""


@dataclass(frozen=True)
class Package:
    """``name`` is the dotted name, ``root`` the directory that must be on the path to import it."""

    directory: Path
    name: str
    root: Path

    @classmethod
    def at(cls, directory: Path) -> "Package":
        """Return the package of a directory, which need not exist; raises ``StubsError`` for a bad name."""
        absolute = directory.resolve()
        parts, root = [absolute.name], absolute.parent
        while (root / "__init__.py").is_file() and root != root.parent:
            parts.insert(0, root.name)
            root = root.parent
        if not all(part.isidentifier() and not keyword.iskeyword(part) for part in parts):
            raise StubsError(f'{directory}: "{".".join(parts)}" cannot be the name of a package')
        return cls(directory, ".".join(parts), root)

    @cached_property
    def local(self) -> frozenset[str]:
        """The top-level packages and modules that stand beside the package."""
        if not self.root.is_dir():
            return frozenset({self.name.partition(".")[0]})
        beside = (path.stem for path in self.root.iterdir() if path.is_dir() or path.suffix == ".py")
        return frozenset({self.name.partition(".")[0], *beside})

    def module(self, name: str) -> Path:
        """Return the file of a module that people own."""
        return self.directory / f"{name}.py"

    def generated(self, name: str, options: Options) -> Path:
        """Return the file of a generated module, by its file name."""
        if name == "schemas.py" and options.schemas is not None:
            return self.root.joinpath(*options.schemas.split(".")).with_suffix(".py")
        return self.directory / name if name == CHECK else self.directory / PACKAGE / name

    def surplus(self, wanted: Container[Path]) -> list[Path]:
        """Return the generated modules that stand there without being wanted, by path.

        What does not begin with the mark of generated code is somebody's own, and no surplus.
        """
        directory = self.directory / PACKAGE
        others = [path for path in directory.glob("*.py") if path not in wanted]
        return sorted(path for path in others if path.read_bytes().startswith(MARK.encode()))
