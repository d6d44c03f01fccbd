"""``contractfirst preview``: docs, mock and lint findings of a document, updated with every save."""

import logging
from pathlib import Path

import click

from contractfirst.cli.project import document_argument

__all__ = ["command"]


@click.command("preview")
@click.argument("document", required=False, type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=4011, show_default=True, help="Port to listen on."
)
@click.option(
    "--seed", type=int, default=0, show_default=True, help="The same seed gives the same responses."
)
@click.option("--stateful", is_flag=True, help="Remember what was created, replaced and deleted.")
def command(document: Path | None, host: str, port: int, seed: int, stateful: bool) -> None:
    """Preview DOCUMENT in the browser while you edit it, until SIGTERM or SIGINT.

    Docs, mock and lint findings are updated within a second of every save. While the document is invalid, the
    findings say why, and docs and mock show its last valid state. DOCUMENT defaults to the one that
    pyproject.toml names.
    """
    document = document_argument(document)
    from contractfirst.clock import SystemClock
    from contractfirst.preview.application import Preview
    from contractfirst.server.logs import configure_logging
    from contractfirst.server.serve import leave, run
    from contractfirst.server.settings import ServerSettings

    origin = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    settings = ServerSettings(
        host=host, port=port, public_url=origin, log_level="warning", shutdown_seconds=5
    )
    configure_logging(settings.log_format, settings.log_level)
    # The findings report what the document lacks.
    for name in ("contractfirst.server", "contractfirst.mock"):
        logging.getLogger(name).setLevel(logging.ERROR)
    preview = Preview(document, SystemClock(), settings, seed=seed, stateful=stateful)
    leave(run(preview, settings, lambda: click.echo(f"{origin}/preview"), preview.end_streams))
