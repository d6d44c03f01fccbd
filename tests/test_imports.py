"""Import statements show which module imports which; only a few modules name others in strings."""

import ast
import tomllib
from collections.abc import Iterator

import grimp
import pytest

from tests.packages.wheels import DISTRIBUTIONS, ROOT

# Modules that name other modules in strings, and why an import statement cannot do it.
BY_NAME = {
    "brainstormmsp/command_line/conformance_plugin.py": "pytest loads plugins by name",
    "brainstormmsp/command_line/conformance_server.py": "a child process runs the module",
    "brainstormmsp/command_line/main.py": "commands import what they need when they are called",
    "conformance/contractfirst_conformance/check.py": "checks are discovered in their folder",
    "conformance/contractfirst_conformance/fuzzing.py": "Schemathesis loads its hooks by name",
    "conformance/defects/defect.py": "defects are discovered in their folder",
    "engine/contractfirst/cli/commands.py": "commands import what they need when they are called",
    "engine/contractfirst/cli/group.py": "commands import what they need when they are called",
    "engine/contractfirst/cli/preview.py": "loggers are silenced by their names",
    "engine/contractfirst/cli/serve.py": "a project's components are loaded by name",
    "engine/contractfirst/contract/__init__.py": "public names are imported on demand",
    "engine/contractfirst/mock/application.py": "a mock has no handlers, and says so by the name of none",
    "engine/contractfirst/server/connexion/resolver.py": "handlers are loaded by operationId",
    "engine/contractfirst/stubs/annotations.py": "generated code imports them",
    "engine/contractfirst/stubs/options.py": "generated code imports them",
    "engine/contractfirst/stubs/tag_module.py": "generated code imports them",
}
FOLDERS = [(ROOT / found.folder, package) for found in DISTRIBUTIONS for package in found.packages]
FOLDERS.append((ROOT / "conformance", "defects"))
FILES = {
    str(path.relative_to(ROOT)): ".".join(path.relative_to(folder).with_suffix("").parts)
    for folder, package in FOLDERS
    for path in sorted((folder / package).rglob("*.py"))
}
MODULES = {name.removesuffix(".__init__") for name in FILES.values()}
_IMPORTERS = {"import_module", "__import__", "spec_from_file_location"}


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _hidden(tree: ast.Module) -> Iterator[str]:
    """Yield strings that name a module of the repository, and imports whose module is no constant string."""
    loggers: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) == "getLogger":
            loggers.update(id(argument) for argument in node.args)
        elif isinstance(node, ast.Call) and _called(node) in _IMPORTERS:
            if not isinstance(node.args[0], ast.Constant):
                yield f"line {node.lineno}: {_called(node)}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in loggers:
            module, _, _ = node.value.partition(":")
            package = module.rpartition(".")[0]
            if "." in module and (module in MODULES or ("." in package and package in MODULES)):
                yield f"line {node.lineno}: {node.value}"


@pytest.mark.parametrize("path", FILES)
def test_no_module_name_hides_in_a_string(path: str) -> None:
    hidden = list(_hidden(ast.parse((ROOT / path).read_text("utf-8"))))
    if path in BY_NAME:
        assert hidden, "no exception is needed any more"
    else:
        assert hidden == []


def test_every_exception_is_a_module() -> None:
    assert BY_NAME.keys() <= FILES.keys()


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*(package for _, package in FOLDERS), cache_dir=None)


def test_the_suite_imports_of_the_engine_only_how_it_reads_documents(graph: grimp.ImportGraph) -> None:
    imported = {
        other
        for module in graph.modules
        if module.partition(".")[0] in ("contractfirst_conformance", "defects")
        for other in graph.find_modules_directly_imported_by(module)
        if other.partition(".")[0] == "contractfirst"
    }
    assert {".".join(module.split(".")[:2]) for module in imported} == {"contractfirst.contract"}


def test_import_linter_has_no_exceptions() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    for contract in settings["contracts"]:
        assert not {key for key in contract if key.startswith(("ignore_imports", "exhaustive_ignores"))}
        assert contract["type"] != "layers" or contract.get("exhaustive") is True
