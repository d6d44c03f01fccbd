"""The product's settings, on top of the server's."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from brainstormmsp.contract_file import contract_file
from brainstormmsp.settings.development_secrets import DevelopmentSecrets, secrets_file
from contractfirst.server import setting_values as values
from contractfirst.server import settings as server_settings
from contractfirst.server.errors import SettingsError
from contractfirst.server.setting_values import about
from contractfirst.tokens import WeakKey, check_signing_key

__all__ = ["PREFIX", "Settings", "load_settings"]

PREFIX = "BRAINSTORMMSP_"

WorkerPlace = Literal["inline", "separate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(server_settings.ServerSettings):
    """Checked settings; make them with ``load_settings``."""

    database_url: str = field(
        default="sqlite:///var/brainstormmsp.db",
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
    contract: Path = field(
        default_factory=contract_file,
        metadata=about("The OpenAPI document to serve. Default: the API's own.", values.file_path),
    )
    handlers: str = field(default="handlers", metadata=about("Python package of the handlers.", values.text))
    worker: WorkerPlace = field(
        default="inline",
        metadata=about(
            "Where background work runs: inline in serve, or separate in brainstormmsp worker.",
            values.one_of(*get_args(WorkerPlace)),
        ),
    )
    worker_threads: int = field(
        default=2,
        metadata=about("Number of jobs that a worker runs at once.", values.whole_number(1, 64)),
    )
    job_lease_seconds: int = field(
        default=30,
        metadata=about(
            "Seconds after a worker's last heartbeat until other workers take over its jobs.",
            values.whole_number(1, 3600),
        ),
    )
    webhook_allow_private: bool = field(
        default=False,
        metadata=about(
            "Allow webhooks to private addresses and over http; never in production.", values.yes_or_no
        ),
    )
    webhook_allowed_hosts: tuple[str, ...] = field(
        default=(),
        metadata=about(
            "Hosts (host or host:port, separated by commas) that webhooks may reach although they are "
            "private, and over http; only as spelled here, and never in production.",
            values.hosts,
        ),
    )


def load_settings(
    environment: Mapping[str, str],
    *,
    file: Path | None = None,
    overrides: Mapping[str, object] | None = None,
) -> Settings:
    """Return the settings: ``overrides`` win over environment variables over the TOML file.

    ``None`` among the overrides means not given. In development, missing keys are generated once and kept
    beside the database file.

    Raises:
        SettingsError: with every finding; never with a secret's value.
    """
    settings = server_settings.load_settings(
        Settings, PREFIX, environment, file=file, overrides=overrides, check=_contradictions
    )
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


def _contradictions(settings: Settings) -> list[str]:
    findings = []
    if settings.environment == "production":
        if settings.webhook_allow_private:
            findings.append("webhook_allow_private: must be off in production")
        if settings.webhook_allowed_hosts:
            findings.append("webhook_allowed_hosts: must be empty in production")
    if settings.environment != "development":
        if not settings.signing_keys:
            findings.append(f"signing_keys: required in {settings.environment}; set {PREFIX}SIGNING_KEYS")
        if not settings.pepper:
            findings.append(f"pepper: required in {settings.environment}; set {PREFIX}PEPPER")
    return findings


def _weak_secrets(settings: Settings) -> list[str]:
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
