"""``brainstormmsp keys``: create, list and revoke API keys of organisations."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

import click
import orjson

from brainstormmsp.settings import PREFIX, Settings, load_settings
from brainstormmsp.store import Database, Transaction, format_timestamp
from brainstormmsp.store.api_keys import (
    SCOPES,
    ApiKey,
    create_api_key,
    list_api_keys,
    new_credential,
    revoke_api_key,
)
from brainstormmsp.store.organisations import ensure_organisation
from contractfirst.cli.group import PlainGroup
from contractfirst.cli.setting_options import setting_option
from contractfirst.clock import SystemClock
from contractfirst.identifiers import Uuid7Source
from contractfirst.tokens import SecretHasher

__all__ = ["keys", "make_key"]

# The prefixes let people and secret scanners recognise the values.
_LONGEST_NAME = 200
_GREATEST_MULTIPLIER = 1000

database_url_option = setting_option(Settings, PREFIX, "database_url")
json_option = click.option(
    "--json", "as_json", is_flag=True, envvar=PREFIX + "JSON", show_envvar=True, help="Print JSON."
)


class ScopeList(click.ParamType[str]):
    """Scopes, separated by spaces (RFC 6749 section 3.3); the empty string means no scopes."""

    name = "scope"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        wanted = set(str(value).split())
        if not wanted <= set(SCOPES):
            self.fail(
                f'must be one or both of {" ".join(SCOPES)}, separated by a space, or "" for none',
                param,
                ctx,
            )
        return " ".join(scope for scope in SCOPES if scope in wanted)


class Multiplier(click.ParamType[Fraction]):
    """A positive number, decimal or a fraction."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:
        try:
            multiplier = Fraction(str(value))
        except (ValueError, ZeroDivisionError):
            self.fail("must be a number such as 2, 1.5 or 3/2", param, ctx)
        if not Fraction(1, _GREATEST_MULTIPLIER) <= multiplier <= _GREATEST_MULTIPLIER:
            self.fail(f"must be from 1/{_GREATEST_MULTIPLIER} to {_GREATEST_MULTIPLIER}", param, ctx)
        return multiplier


class PlainName(click.ParamType[str]):
    """One line of text."""

    name = "name"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        stripped = str(value).strip()
        if not stripped or len(stripped) > _LONGEST_NAME or not stripped.isprintable():
            self.fail(f"must be one line of 1 to {_LONGEST_NAME} characters", param, ctx)
        return stripped


@click.group(cls=PlainGroup)
def keys() -> None:
    """Create, list and revoke API keys of organisations."""


@keys.command()
@database_url_option
@click.option(
    "--organisation",
    type=PlainName(),
    required=True,
    envvar=PREFIX + "ORGANISATION",
    show_envvar=True,
    help="Organisation that the key belongs to; created if it does not exist.",
)
@click.option(
    "--scope",
    type=ScopeList(),
    default="read write",
    envvar=PREFIX + "SCOPE",
    show_envvar=True,
    show_default=True,
    help="Scopes of the key: read, write, or both separated by a space. "
    'A key with no scopes ("") gets no access token.',
)
@click.option(
    "--multiplier",
    type=Multiplier(),
    default="1",
    envvar=PREFIX + "MULTIPLIER",
    show_envvar=True,
    show_default=True,
    help="Multiplies every rate limit, such as 2, 1.5 or 3/2.",
)
@click.option(
    "--name",
    type=PlainName(),
    default="API key",
    envvar=PREFIX + "NAME",
    show_envvar=True,
    show_default=True,
    help="Name of the key; shown as the author of the changes made with it.",
)
@json_option
def create(
    database_url: str | None, organisation: str, scope: str, multiplier: Fraction, name: str, as_json: bool
) -> None:
    """Create an API key and print its secret, which cannot be shown again."""
    settings = load_settings(os.environ, overrides={"database_url": database_url})
    hasher = SecretHasher(settings.pepper.encode())
    with _database(settings) as database:
        made = make_key(
            database, hasher, organisation=organisation, scope=scope, multiplier=multiplier, name=name
        )
    if as_json:
        click.echo(orjson.dumps(made))
        return
    for label, value in made.items():
        click.echo(f"{label + ':':15}{value}")
    click.echo("Save the secret now: it cannot be shown again.", err=True)


@keys.command("list")
@database_url_option
@click.option(
    "--organisation",
    type=PlainName(),
    envvar=PREFIX + "ORGANISATION",
    show_envvar=True,
    help="List only keys of this organisation.",
)
@json_option
def list_(database_url: str | None, organisation: str | None, as_json: bool) -> None:
    """List API keys, including revoked ones, without their secrets."""
    with _database(load_settings(os.environ, overrides={"database_url": database_url})) as database:
        found = [_shown(key) for key in database.read(lambda t: list_api_keys(t, organisation))]
    if as_json:
        click.echo(orjson.dumps(found))
        return
    for key in found:
        state = f"revoked {key['revoked_at']}" if key["revoked_at"] else "active"
        click.echo(
            f"{key['client_id']}  {key['organisation']}  {key['name']}  {key['scope'] or 'no scope'}"
            f"  x{key['multiplier']}  created {key['created_at']}  {state}"
        )
    if not found:
        click.echo("There are no API keys.", err=True)


@keys.command()
@database_url_option
@click.argument("client_id")
def revoke(database_url: str | None, client_id: str) -> None:
    """Revoke the API key CLIENT_ID and every access token issued to it."""
    timestamp = format_timestamp(SystemClock().now())
    with _database(load_settings(os.environ, overrides={"database_url": database_url})) as database:
        database.write_and_wait(lambda transaction: revoke_api_key(transaction, client_id, timestamp))
    click.echo(f"Revoked {client_id}.")


def make_key(
    database: Database,
    hasher: SecretHasher,
    *,
    organisation: str,
    scope: str = "read write",
    multiplier: Fraction = Fraction(1),
    name: str = "API key",
) -> dict[str, str]:
    """Create an API key, and its organisation if it does not exist.

    Returns ``client_id``, ``client_secret``, ``organisation`` and ``scope``; the secret is not stored.
    """
    client_id, secret = new_credential()
    clock = SystemClock()
    ids = Uuid7Source(clock)
    new_organisation_id, key_id = ids.new(), ids.new()
    timestamp = format_timestamp(clock.now())

    def store(transaction: Transaction) -> None:
        owner = ensure_organisation(
            transaction, organisation, new_id=new_organisation_id, timestamp=timestamp
        )
        create_api_key(
            transaction,
            id=key_id,
            client_id=client_id,
            organisation_id=owner.id,
            secret_digest=hasher.digest(secret),
            scopes=scope.split(),
            multiplier=multiplier,
            name=name,
            timestamp=timestamp,
        )

    database.write_and_wait(store)
    return {"client_id": client_id, "client_secret": secret, "organisation": organisation, "scope": scope}


@contextmanager
def _database(settings: Settings) -> Iterator[Database]:
    database = Database.open(settings.database_url, settings.encryption())
    try:
        yield database
    finally:
        database.close()


def _shown(key: ApiKey) -> dict[str, str | None]:
    return {
        "client_id": key.client_id,
        "organisation": key.organisation,
        "name": key.name,
        "scope": " ".join(scope for scope in SCOPES if scope in key.scopes),
        "multiplier": str(key.multiplier),
        "created_at": key.created_at,
        "revoked_at": key.revoked_at,
    }
