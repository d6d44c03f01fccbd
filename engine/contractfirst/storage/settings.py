"""Settings of a server with a database and access tokens."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from contractfirst.server import setting_values as values
from contractfirst.server.errors import SettingsError
from contractfirst.server.setting_values import about
from contractfirst.server.settings import ServerSettings, load_settings
from contractfirst.storage.development_secrets import DevelopmentSecrets, secrets_file
from contractfirst.tokens import WeakKey, check_signing_key

__all__ = ["SqlSettings", "load_sql_settings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SqlSettings(ServerSettings):
    """Checked settings; make them with ``load_sql_settings``."""

    database_url: str = field(
        default="sqlite:///var/api.db",
        metadata=about("Database, as a SQLAlchemy URL.", values.text),
    )
    signing_keys: tuple[str, ...] = field(
        default=(),
        repr=False,
        metadata=about(
            "Keys for access tokens, at least 32 random bytes each, separated by commas. The first signs, "
            "all verify: put a new one in front to rotate.",
            values.listed,
            secret=True,
        ),
    )
    pepper: str = field(
        default="",
        repr=False,
        metadata=about(
            "Key under which client secrets are hashed, at least 32 random bytes.", values.text, secret=True
        ),
    )
    issuer: str = field(
        default="", metadata=about("Claim iss of access tokens. Default: public_url.", values.text)
    )
    audience: str = field(
        default="", metadata=about("Claim aud of access tokens. Default: public_url.", values.text)
    )


Kind = TypeVar("Kind", bound=SqlSettings)


def load_sql_settings(
    kind: type[Kind],
    prefix: str,
    environment: Mapping[str, str],
    *,
    file: Path | None = None,
    overrides: Mapping[str, object] | None = None,
    check: Callable[[Kind], Sequence[str]] = lambda _settings: (),
) -> Kind:
    """Return the settings as ``contractfirst.server.settings.load_settings`` does.

    In development, missing keys are generated once and kept beside the database file.

    Raises:
        SettingsError: with every finding; never with a secret's value.
    """

    def check_all(settings: Kind) -> list[str]:
        return [*check(settings), *_missing_secrets(settings, prefix)]

    settings = load_settings(kind, prefix, environment, file=file, overrides=overrides, check=check_all)
    settings = dataclasses.replace(
        settings,
        issuer=settings.issuer or settings.public_url,
        audience=settings.audience or settings.public_url,
    )
    if settings.environment == "development" and not (settings.signing_keys and settings.pepper):
        generated = DevelopmentSecrets.kept_in(secrets_file(settings.database_url))
        settings = dataclasses.replace(
            settings,
            signing_keys=settings.signing_keys or generated.signing_keys,
            pepper=settings.pepper or generated.pepper,
        )
    weak = _weak_secrets(settings)
    if weak:
        raise SettingsError(weak)
    return settings


def _missing_secrets(settings: SqlSettings, prefix: str) -> list[str]:
    if settings.environment == "development":
        return []
    return [
        f"{name}: required in {settings.environment}; set {prefix}{name.upper()}"
        for name, value in (("signing_keys", settings.signing_keys), ("pepper", settings.pepper))
        if not value
    ]


def _weak_secrets(settings: SqlSettings) -> list[str]:
    development = settings.environment == "development"
    findings = []
    secrets = [("signing_keys", key) for key in settings.signing_keys] + [("pepper", settings.pepper)]
    for name, value in secrets:
        try:
            check_signing_key(value, development)
        except WeakKey as error:
            reason = str(error)
            findings.append(
                f"{name}: {reason.replace('signing key', 'pepper') if name == 'pepper' else reason}"
            )
    return findings
