"""Writes the files of a project: from templates, and its types from its contract."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path, PurePosixPath

import jinja2

from contractfirst.contract import Document
from contractfirst.scaffold.errors import ScaffoldError
from contractfirst.scaffold.project import Project
from contractfirst.stubs.apply import apply
from contractfirst.stubs.options import Options

__all__ = ["create"]

_TEMPLATES = Path(__file__).parent / "templates"
# Packaging leaves out files whose names begin with a dot.
_DOT = "dot-"


def create(project: Project) -> tuple[Path, ...]:
    """Write the whole project into its directory, which must be empty or not exist; return its files.

    Raises:
        ScaffoldError: the directory is not empty, or cannot be written.
    """
    target = project.directory
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise ScaffoldError(f"{target} exists and is not an empty directory")
        with tempfile.TemporaryDirectory(prefix="scaffold-") as scratch:
            # Complete before it is put in place, so that a failure leaves nothing behind.
            made = Path(scratch) / "project"
            _write(project, made)
            shutil.copytree(made, target, dirs_exist_ok=True)
            return tuple(sorted(path.relative_to(made) for path in made.rglob("*") if path.is_file()))
    except OSError as error:
        raise ScaffoldError(f"{target} cannot be written: {error.strerror or error}") from error


def _write(project: Project, root: Path) -> None:
    for path, content in _rendered(project):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    handlers = root / project.package / "handlers"
    apply(
        Document.load(root / "openapi" / "api.yaml"),
        handlers,
        Options(context=f"{project.package}.context:Context"),
    )


def _rendered(project: Project) -> Iterator[tuple[PurePosixPath, str]]:
    # Text for YAML, TOML, Python and Markdown, where HTML's escapes would be wrong.
    environment = jinja2.Environment(  # noqa: S701
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    # A JSON string of printable characters is one in YAML and TOML too.
    environment.filters["quoted"] = lambda text: json.dumps(text, ensure_ascii=False)
    names = {
        "title": project.title,
        "package": project.package,
        "name": project.name,
        "prefix": project.environment_prefix,
        "version": version("contractfirst"),
    }
    for template in sorted(environment.list_templates(extensions=["jinja"])):
        yield _place(template, project), environment.get_template(template).render(names)


def _place(template: str, project: Project) -> PurePosixPath:
    """Return the path of a template's file in the project."""
    first, *others = PurePosixPath(template.removesuffix(".jinja")).parts
    if first == "package":
        first = project.package
    return PurePosixPath(f".{first.removeprefix(_DOT)}" if first.startswith(_DOT) else first, *others)
