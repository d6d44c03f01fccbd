"""Each of the three distributions holds what it needs, says what it needs, and works when installed alone."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from tests.packages import smoke
from tests.packages.environment import Environment
from tests.packages.wheels import DISTRIBUTIONS, ROOT, Distribution, build_wheels, check_wheels, wheel_files

# Dependencies that no module imports by name, and why they are there.
NOT_IMPORTED = {
    "contractfirst": {"openapi-spec-validator"},  # its schema of OpenAPI documents is read
    "contractfirst-conformance": set[str](),
    "brainstormmsp": {
        "anyio",  # httpcore's asynchronous side
        "font-source-sans-pro",  # its files are read
        "connexion",  # the engine imports them; the product names the versions that it was tested with
        "openapi-spec-validator",
        "pyjwt",
        "hypothesis",  # the suite imports them; likewise
        "schemathesis",
    },
}
# For people who work on the repository.
TOOLS = ("dev", "bench")


def project(distribution: Distribution) -> dict[str, Any]:
    settings = tomllib.loads((ROOT / distribution.folder / "pyproject.toml").read_text("utf-8"))
    table: dict[str, Any] = settings["project"]
    return table


def modules(distribution: Distribution) -> list[Path]:
    folder = ROOT / distribution.folder
    return [path for package in distribution.packages for path in sorted((folder / package).rglob("*.py"))]


def normalised(name: str) -> str:
    """Return a distribution's name as the name normalisation of the packaging standard has it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(distribution: Distribution) -> set[str]:
    table = project(distribution)
    extras = table.get("optional-dependencies", {}).items()
    requirements = table["dependencies"] + [one for name, some in extras if name not in TOOLS for one in some]
    names = {normalised(re.split(r"[\[=<>~! ]", requirement)[0]) for requirement in requirements}
    return names - {distribution.name}


def imported(distribution: Distribution) -> set[str]:
    providers = {package: [found.name] for found in DISTRIBUTIONS for package in found.packages}
    providers = {**packages_distributions(), **providers}
    names: set[str] = set()
    for path in modules(distribution):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                names.add(node.module.partition(".")[0])
    foreign = names - set(sys.stdlib_module_names) - set(distribution.packages)
    return {normalised(provider) for name in foreign for provider in providers[name]}


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return build_wheels(tmp_path_factory.mktemp("dist"))


def installed(wheels: dict[str, Path], folder: Path, *names: str) -> Environment:
    environment = Environment(folder / "environment")
    environment.install(*(str(wheels[name]) for name in names), options=["--no-deps", "--no-index"])
    environment.borrow_libraries()
    return environment


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "work" / "empty"
    folder.mkdir(parents=True)
    return folder


def test_the_three_have_one_version_and_ask_for_it() -> None:
    (version,) = {project(distribution)["version"] for distribution in DISTRIBUTIONS}
    for distribution in DISTRIBUTIONS:
        table = project(distribution)
        extras = [one for some in table.get("optional-dependencies", {}).values() for one in some]
        for requirement in table["dependencies"] + extras:
            if requirement.startswith("contractfirst"):
                assert requirement.endswith(f"=={version}"), requirement


@pytest.mark.parametrize("distribution", DISTRIBUTIONS, ids=lambda found: found.name)
def test_a_distribution_declares_what_it_imports_and_nothing_else(distribution: Distribution) -> None:
    assert declared(distribution) - NOT_IMPORTED[distribution.name] == imported(distribution)


@pytest.mark.parametrize("distribution", DISTRIBUTIONS, ids=lambda found: found.name)
def test_metadata_is_complete(distribution: Distribution) -> None:
    table = project(distribution)
    assert {"description", "readme", "requires-python", "license", "classifiers", "urls"} <= table.keys()
    assert table["requires-python"] == ">=3.11"
    assert table["license-files"] == ["LICENSE"]
    assert (ROOT / distribution.folder / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()


@pytest.mark.parametrize("distribution", DISTRIBUTIONS, ids=lambda found: found.name)
def test_a_wheel_holds_its_packages_and_nothing_else(
    distribution: Distribution, wheels: dict[str, Path]
) -> None:
    files = set(wheel_files(wheels[distribution.name]))
    folder = ROOT / distribution.folder
    assert {str(path.relative_to(folder)) for path in modules(distribution)} <= files
    assert {f"{package}/py.typed" for package in distribution.packages} <= files
    tops = {file.partition("/")[0] for file in files if ".dist-info/" not in file}
    assert tops == set(distribution.packages)
    assert any(file.endswith(".dist-info/licenses/LICENSE") for file in files)


def test_package_indexes_accept_the_wheels(wheels: dict[str, Path]) -> None:
    check_wheels(*wheels.values())


def test_the_engine_lints_stubs_and_mocks_alone(wheels: dict[str, Path], tmp_path: Path, empty: Path) -> None:
    environment = installed(wheels, tmp_path, "contractfirst")
    smoke.lint_and_stubs(environment, empty)
    smoke.mock(environment, empty)


def test_the_suite_is_a_command_of_the_engine(wheels: dict[str, Path], tmp_path: Path, empty: Path) -> None:
    smoke.conform(installed(wheels, tmp_path, "contractfirst", "contractfirst-conformance"), empty)


def test_the_product_serves_in_an_empty_folder(wheels: dict[str, Path], tmp_path: Path, empty: Path) -> None:
    smoke.serve(installed(wheels, tmp_path, "contractfirst", "brainstormmsp"), empty)
