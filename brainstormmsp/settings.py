"""The product's settings, on top of those of a server with a database and access tokens."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from brainstormmsp.contract_file import contract_file
from brainstormmsp.store.encryption import Encryption
from contractfirst.server import setting_values as values
from contractfirst.server.setting_values import about
from contractfirst.storage.settings import SqlSettings, load_sql_settings
from contractfirst.tokens import WeakKey, check_signing_key

__all__ = ["PREFIX", "Settings", "load_settings"]

PREFIX = "BRAINSTORMMSP_"

WorkerPlace = Literal["inline", "separate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(SqlSettings):
    """Checked settings; make them with ``load_settings``."""

    database_url: str = field(
        default="sqlite:///var/brainstormmsp.db",
        metadata=about("Database, as a SQLAlchemy URL.", values.text),
    )
    encryption_keys: tuple[str, ...] = field(
        default=(),
        repr=False,
        metadata=about(
            "Keys that encrypt stored secrets, at least 32 random bytes each, separated by commas. The first "
            "encrypts, all decrypt, and so does the pepper: put a new one in front to rotate.",
            values.listed,
            secret=True,
        ),
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
    deletions_kept_days: int = field(
        default=90,
        metadata=about(
            "Days during which deleted resources are listed with include_deleted and can be restored.",
            values.whole_number(1, 3650),
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

    def encryption(self) -> Encryption:
        """Return what encrypts secrets at rest."""
        return Encryption([key.encode() for key in (*self.encryption_keys, self.pepper) if key])


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
    return load_sql_settings(
        Settings, PREFIX, environment, file=file, overrides=overrides, check=_contradictions
    )


def _contradictions(settings: Settings) -> list[str]:
    findings = []
    for key in settings.encryption_keys:
        try:
            check_signing_key(key, settings.environment == "development")
        except WeakKey as error:
            findings.append(f"encryption_keys: {str(error).replace('signing key', 'encryption key')}")
    if settings.environment == "production":
        if settings.webhook_allow_private:
            findings.append("webhook_allow_private: must be off in production")
        if settings.webhook_allowed_hosts:
            findings.append("webhook_allowed_hosts: must be empty in production")
    return findings
