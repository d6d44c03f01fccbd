"""``contractfirst serve``: any OpenAPI 3.1 document, answered by a package of handlers."""

import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from contractfirst.cli.project import document_argument, find_project
from contractfirst.cli.setting_options import setting_options
from contractfirst.server.settings import ServerSettings, load_settings

__all__ = ["command"]

PREFIX = "CONTRACTFIRST_"


@click.command("serve")
@click.argument("document", required=False, type=click.Path(path_type=Path))
@click.option(
    "--handlers",
    metavar="PACKAGE",
    envvar=PREFIX + "HANDLERS",
    show_envvar=True,
    help="Python package of the handlers: one module per tag, one function per operation. Default: the one "
    "that pyproject.toml names, otherwise handlers.",
)
@click.option(
    "--components",
    metavar="MODULE:NAME",
    envvar=PREFIX + "COMPONENTS",
    show_envvar=True,
    help="Function that takes the contract and the settings and returns the "
    "contractfirst.server.components.Components: the backend and the authenticator. Default: the one that "
    "pyproject.toml names; otherwise there is no store, and in development any token is accepted.",
)
@click.option(
    "--mock-missing",
    is_flag=True,
    envvar=PREFIX + "MOCK_MISSING",
    show_envvar=True,
    help="Mock operations that have no handler yet, instead of returning 501.",
)
@setting_options(ServerSettings, PREFIX)
def command(
    document: Path | None,
    handlers: str | None,
    components: str | None,
    mock_missing: bool,
    settings_file: Path | None,
    **overrides: object,
) -> None:
    """Serve DOCUMENT with its handlers until SIGTERM or SIGINT; requests in flight are finished.

    DOCUMENT, --handlers and --components default to the values under [tool.contractfirst] in pyproject.toml.
    Modules are also imported from the project's folder.
    """
    project = find_project(Path.cwd())
    settings = load_settings(ServerSettings, PREFIX, os.environ, file=settings_file, overrides=overrides)
    factory = components or project.components
    if factory is None and settings.environment == "production":
        raise click.UsageError("--components is required in production: it names what checks access tokens.")
    # As `python -m` does; a console script has its own folder there.
    sys.path.insert(0, str(project.folder))
    _run(
        document_argument(document),
        handlers or project.handlers or "handlers",
        None if factory is None else _factory(factory),
        settings,
        mock_missing=mock_missing,
    )


def _run(
    document: Path,
    handlers: str,
    factory: Callable[..., Any] | None,
    settings: ServerSettings,
    *,
    mock_missing: bool,
) -> None:
    # Imported here, so that a wrong option does not wait for the server.
    from contractfirst.contract import Contract
    from contractfirst.limits import MemoryLimiter
    from contractfirst.mock.credentials import GrantEverything, MockCredentials
    from contractfirst.mock.handlers import MockHandlers
    from contractfirst.server.application import create_application
    from contractfirst.server.components import Components
    from contractfirst.server.connexion.resolver import unimplemented
    from contractfirst.server.logs import configure_logging
    from contractfirst.server.no_store_backend import NoStoreBackend
    from contractfirst.server.serve import leave, run

    configure_logging(settings.log_format, settings.log_level)
    contract = Contract.load(document)
    credentials = None
    if factory is None:
        grants = GrantEverything(contract)
        parts = Components(NoStoreBackend(contract), grants)
        credentials = MockCredentials(contract, grants).stage
    else:
        parts = factory(contract, settings)
    application = create_application(
        contract,
        handlers,
        parts.backend,
        parts.authenticator,
        MemoryLimiter(parts.clock),
        parts.clock,
        settings,
        missing_handler=MockHandlers(contract).awaited_handler if mock_missing else unimplemented,
        credentials=credentials,
        clients=parts.clients,
    )

    def ready() -> None:
        count = len(contract.operations)
        served = f"{count - len(application.unresolved)} of {count} operation{'' if count == 1 else 's'}"
        click.echo(f"{settings.public_url}{contract.base_path} serves {served}; {settings.public_url}/docs")
        if factory is None and any(operation.security for operation in contract.operations.values()):
            click.echo("Any access token is accepted: there is no --components to check it.", err=True)

    leave(run(application, settings, ready))


def _factory(name: str) -> Callable[..., Any]:
    module_name, colon, attribute = name.partition(":")
    if not colon or not module_name or not attribute:
        raise click.UsageError(f"--components must be MODULE:NAME, not {name!r}.")
    try:
        factory = getattr(import_module(module_name), attribute)
    except ModuleNotFoundError as error:
        if error.name is None or not f"{module_name}.".startswith(f"{error.name}."):
            raise
        raise click.UsageError(f"--components: there is no module {module_name}.") from error
    except AttributeError as error:
        raise click.UsageError(f"--components: {module_name} has no {attribute}.") from error
    if not callable(factory):
        raise click.UsageError(f"--components: {name} is not callable.")
    made: Callable[..., Any] = factory
    return made
