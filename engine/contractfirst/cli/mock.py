"""``contractfirst mock``: any OpenAPI 3.1 document, answered."""

import logging
from pathlib import Path

import click

__all__ = ["command"]


@click.command("mock")
@click.argument("document", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=4010, show_default=True, help="Port to listen on."
)
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed gives the same answers.")
@click.option("--stateful", is_flag=True, help="Remember what was created, replaced and deleted.")
@click.option(
    "--log-level",
    type=click.Choice(["debug", "info", "warning", "error"]),
    default="info",
    show_default=True,
    help="Least severe level that is logged; info tells every request.",
)
def command(document: Path, host: str, port: int, seed: int, stateful: bool, log_level: str) -> None:
    """Answer every operation of DOCUMENT until SIGTERM or SIGINT.

    Requests are validated, credentials asked for (any will do that could be one) and rates limited. Answers
    are the document's examples, or made from its schemas, and always valid. The header Prefer chooses:
    code=404, example=NAME, dynamic=true.
    """
    from contractfirst.clock import SystemClock
    from contractfirst.mock.application import create_mock
    from contractfirst.mock.document import load_mockable
    from contractfirst.server.logs import configure_logging
    from contractfirst.server.serve import leave, run
    from contractfirst.server.settings import ServerSettings

    origin = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    settings = ServerSettings(host=host, port=port, public_url=origin, log_level=log_level)  # type: ignore[arg-type]  # click has checked the level
    configure_logging(settings.log_format, settings.log_level)
    # What a document lacks is for lint to tell; here every operation is without a handler.
    logging.getLogger("contractfirst.server").setLevel(
        logging.ERROR if log_level != "debug" else logging.DEBUG
    )
    contract = load_mockable(document)
    application = create_mock(contract, SystemClock(), settings, seed=seed, stateful=stateful)

    def ready() -> None:
        click.echo(
            f"{origin}{contract.base_path} answers {len(contract.operations)} operations; {origin}/docs"
        )

    leave(run(application, settings, ready))
