"""The application, new for each test; the contract and an empty, migrated database are made once."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from brainstormmsp.store import Database
from contractfirst.contract import Contract
from tests.product.handlers.harness import CONTRACT, Api


@pytest.fixture(scope="session")
def contract() -> Contract:
    return Contract.load(CONTRACT)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "empty.db"
    Database.open(f"sqlite:///{path}").close()
    return path


def applications(contract: Contract, empty_database: Path, folder: Path) -> Iterator[Callable[..., Api]]:
    made: list[Api] = []

    def make(**settings: object) -> Api:
        path = folder / f"{len(made)}.db"
        shutil.copyfile(empty_database, path)
        made.append(Api(contract, path, **settings))
        return made[-1]

    yield make
    for api in made:
        api.close()


@pytest.fixture
def make_api(contract: Contract, empty_database: Path, tmp_path: Path) -> Iterator[Callable[..., Api]]:
    """Make an application with other settings than ``api`` has."""
    yield from applications(contract, empty_database, tmp_path)


@pytest.fixture(scope="module")
def make_shared_api(
    contract: Contract, empty_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Api]]:
    """Make an application for all tests of a module."""
    yield from applications(contract, empty_database, tmp_path_factory.mktemp("shared"))


@pytest.fixture
def api(make_api: Callable[..., Api]) -> Api:
    """A client bound to an application of its own, with two organisations and their API keys."""
    return make_api()
