"""``brainstormmsp demo``: the API with demo data, an API key and commands to copy, in one step."""

import logging
import os
from pathlib import Path

import click
import orjson

from brainstormmsp.command_line.composition import compose
from brainstormmsp.command_line.keys import make_key
from brainstormmsp.command_line.seed import STORY
from brainstormmsp.settings import PREFIX, Settings, load_settings
from brainstormmsp.store import Database
from brainstormmsp.store.api_keys import find_api_key
from brainstormmsp.store.seed import ORGANISATION, seed
from contractfirst.clock import SystemClock
from contractfirst.server.logs import configure_logging
from contractfirst.server.serve import leave, run
from contractfirst.tokens import SecretHasher

__all__ = ["demo"]

DATABASE_URL = "sqlite:///var/demo.db"
CREDENTIALS = Path("var/demo-credentials.json")

_INSTRUCTIONS = """
BrainstormMSP API   {url}/api/v1
Documentation       {url}/docs

Copy these commands into another terminal:

  API={url}/api/v1
  TOKEN=$(curl -sS "$API/auth/token" -H 'Content-Type: application/json' \\
    -d @'{credentials}' | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')

  # List clients
  curl -sS "$API/clients?limit=3&sort=name" -H "Authorization: Bearer $TOKEN"; echo

  # Create one, then read it back
  ID=$(curl -sS "$API/clients" -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
    -d "{{\\"name\\": \\"Copper Kettle Bakery $(date +%s)\\", \\"tags\\": [\\"retail\\"]}}" \\
    | sed 's/.*"id":"\\([^"]*\\)".*/\\1/')
  curl -sS "$API/clients/$ID" -H "Authorization: Bearer $TOKEN"; echo

Stop with Ctrl-C.
"""


@click.command()
@click.option(
    "--port",
    default="8080",
    envvar=PREFIX + "PORT",
    show_envvar=True,
    show_default=True,
    metavar="TEXT",
    help="Port to listen on.",
)
def demo(port: str) -> None:
    """Serve the API with demo data, and print commands to try it.

    The data is stored in var/demo.db, the API key in var/demo-credentials.json. Webhooks to this machine
    are allowed, so that you can try a receiver.
    """
    settings = load_settings(
        os.environ, overrides={"database_url": DATABASE_URL, "port": port, "webhook_allow_private": True}
    )
    configure_logging(settings.log_format, settings.log_level)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    prepare(settings, CREDENTIALS)
    shown = _INSTRUCTIONS.format(url=settings.public_url, credentials=CREDENTIALS.resolve())
    leave(run(compose(settings), settings, lambda: click.echo(shown)))


def prepare(settings: Settings, credentials: Path) -> None:
    """Fill an empty database, and write a working API key to ``credentials`` if it holds none.

    The file is the body of a token request, readable by its owner only.
    """
    hasher = SecretHasher(settings.pepper.encode())
    database = Database.open(settings.database_url, settings.encryption())
    try:
        click.echo(seed(database, SystemClock(), parts=STORY))
        if not _works(database, hasher, credentials):
            key = make_key(database, hasher, organisation=ORGANISATION, name="Demo")
            request = {name: key[name] for name in ("client_id", "client_secret")}
            _write_privately(credentials, {**request, "grant_type": "client_credentials"})
    finally:
        database.close()


def _works(database: Database, hasher: SecretHasher, credentials: Path) -> bool:
    """Return whether the file holds an active API key of this database."""
    try:
        held = orjson.loads(credentials.read_bytes())
        client_id, secret = str(held["client_id"]), str(held["client_secret"])
    except (OSError, ValueError, KeyError, TypeError):
        return False
    key = database.read(lambda transaction: find_api_key(transaction, client_id))
    return key is not None and key.revoked_at is None and hasher.matches(secret, key.secret_digest)


def _write_privately(path: Path, content: dict[str, str]) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(orjson.dumps(content, option=orjson.OPT_APPEND_NEWLINE))
