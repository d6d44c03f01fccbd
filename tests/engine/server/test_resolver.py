"""From tag and operationId to a function, and what is refused when the server starts."""

import sys
from pathlib import Path

import pytest

from contractfirst.contract import Contract
from contractfirst.handler_options import HandlerOptions
from contractfirst.server.connexion import ContractSpecification, HandlerResolver
from contractfirst.server.connexion.specification import ContractOperation
from contractfirst.server.errors import HandlerError
from tests.engine.server.harness import DOCUMENTS


@pytest.fixture
def specification() -> ContractSpecification:
    return ContractSpecification(Contract.load(DOCUMENTS / "plain.yaml"))


def resolve(specification: ContractSpecification, package: str) -> ContractOperation:
    operation: ContractOperation = ContractOperation.from_spec(
        specification, path="/boxes/{number}", method="get", resolver=HandlerResolver(package)
    )
    return operation


def package_with(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, source: str) -> str:
    package = folder / name
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "boxes.py").write_text(source)
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, name, raising=False)
    return name


def test_tag_names_the_module_and_operation_id_the_function(specification: ContractSpecification) -> None:
    operation = resolve(specification, "tests.engine.server.documents.plain")
    assert operation.function.__module__ == "tests.engine.server.documents.plain.boxes"
    assert operation.function.__name__ == "open_box"
    assert operation.operation_id == "openBox"
    assert operation.compiled.id == "openBox"


@pytest.mark.parametrize(
    "source",
    [
        "def open_box(context): ...",
        "def open_box(context, *, number, extra): ...",
        "def open_box(*, number): ...",
        "open_box = 7",
    ],
)
def test_function_that_does_not_fit_is_refused_by_name(
    specification: ContractSpecification, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    package = package_with(tmp_path, monkeypatch, f"misfit{abs(hash(source))}", source)
    with pytest.raises(HandlerError, match=r"boxes\.open_box"):
        resolve(specification, package)


def test_module_that_cannot_be_imported_is_an_error_not_a_missing_handler(
    specification: ContractSpecification, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = package_with(tmp_path, monkeypatch, "broken_handlers", "import no_such_module_anywhere")
    with pytest.raises(ModuleNotFoundError, match="no_such_module_anywhere"):
        resolve(specification, package)


def test_package_that_does_not_exist_is_an_error(specification: ContractSpecification) -> None:
    with pytest.raises(HandlerError, match="no package 'nowhere_handlers'"):
        resolve(specification, "nowhere_handlers")


@pytest.mark.parametrize(
    "source",
    [
        "def open_box(context, *, number): raise NotImplementedError",
        'def open_box(context, *, number):\n    """Open."""\n    raise NotImplementedError(\'later\')',
        "def open_box(context, *, number: int) -> None:\n    raise NotImplementedError()",
    ],
)
def test_generated_stub_counts_as_missing(
    specification: ContractSpecification, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    package = package_with(tmp_path, monkeypatch, f"stub{abs(hash(source))}", source)
    resolver = HandlerResolver(package)
    ContractOperation.from_spec(specification, path="/boxes/{number}", method="get", resolver=resolver)
    assert resolver.unresolved == ["openBox"]


def test_options_are_those_that_the_module_gives_its_function(
    specification: ContractSpecification, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = (
        "from contractfirst.handler_options import HandlerOptions\n"
        "def open_box(context, *, number): ...\n"
        "HANDLER_OPTIONS = {open_box: HandlerOptions(reads_only=True)}\n"
    )
    package = package_with(tmp_path, monkeypatch, "with_options", source)
    assert resolve(specification, package).handler_options == HandlerOptions(reads_only=True)
    plain = resolve(specification, "tests.engine.server.documents.plain")
    assert plain.handler_options == HandlerOptions()


def test_options_of_what_is_not_a_function_of_the_module_are_refused(
    specification: ContractSpecification, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = "def open_box(context, *, number): ...\nHANDLER_OPTIONS = {print: None}\n"
    package = package_with(tmp_path, monkeypatch, "with_strange_options", source)
    with pytest.raises(HandlerError, match="HANDLER_OPTIONS names print"):
        resolve(specification, package)


def test_missing_function_gets_the_handler_that_stands_in(specification: ContractSpecification) -> None:
    resolver = HandlerResolver(
        "tests.engine.server.documents.library", lambda operation: lambda *_, **__: operation.id
    )
    operation = ContractOperation.from_spec(
        specification, path="/boxes/{number}", method="get", resolver=resolver
    )
    assert operation.function() == "openBox"
    assert resolver.unresolved == ["openBox"]
