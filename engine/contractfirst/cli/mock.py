"""``contractfirst mock``: a mock server for any OpenAPI 3.1 document."""

import logging
from pathlib import Path

import click

from contractfirst.cli.project import document_argument

__all__ = ["command"]


@click.command("mock")
@click.argument("document", required=False, type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=4010, show_default=True, help="Port to listen on."
)
@click.option(
    "--seed", type=int, default=0, show_default=True, help="The same seed gives the same responses."
)
@click.option("--stateful", is_flag=True, help="Remember what was created, replaced and deleted.")
@click.option(
    "--log-level",
    type=click.Choice(["debug", "info", "warning", "error"]),
    default="info",
    show_default=True,
    help="Least severe level that is logged; info logs every request.",
)
def command(document: Path | None, host: str, port: int, seed: int, stateful: bool, log_level: str) -> None:
    """Mock every operation of DOCUMENT until SIGTERM or SIGINT.

    Requests are validated and rate limited, and need credentials (any well-formed ones are accepted).
    Responses are the document's examples, or generated from its schemas, and always valid. The Prefer header
    selects one: code=404, example=NAME, dynamic=true. DOCUMENT defaults to the one that pyproject.toml names.
    """
    document = document_argument(document)
    from contractfirst.clock import SystemClock
    from contractfirst.mock.application import create_mock
    from contractfirst.mock.document import load_mockable
    from contractfirst.server.logs import configure_logging
    from contractfirst.server.serve import leave, run
    from contractfirst.server.settings import ServerSettings

    origin = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    settings = ServerSettings(host=host, port=port, public_url=origin, log_level=log_level)  # type: ignore[arg-type]  # click has checked the level
    configure_logging(settings.log_format, settings.log_level)
    # Lint reports what a document lacks, and no operation has a handler here.
    logging.getLogger("contractfirst.server").setLevel(
        logging.ERROR if log_level != "debug" else logging.DEBUG
    )
    contract = load_mockable(document)
    for finding in contract.findings:
        click.echo(f"Warning: {finding}", err=True)
    application = create_mock(contract, SystemClock(), settings, seed=seed, stateful=stateful)

    def ready() -> None:
        count = len(contract.operations)
        mocked = f"{count} operation{'' if count == 1 else 's'}"
        click.echo(f"{origin}{contract.base_path} answers {mocked}; {origin}/docs")

    leave(run(application, settings, ready))
