"""What the operator decides: every setting with its help; from command line, environment and a file."""

import dataclasses
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from contractfirst.server import setting_values as values
from contractfirst.server.development_secrets import keep_secrets
from contractfirst.server.errors import SettingsError
from contractfirst.server.setting_values import about

__all__ = ["PREFIX", "SettingHelp", "Settings", "describe_settings", "load_settings"]

PREFIX = "BRAINSTORMMSP_"

Environment = Literal["development", "production", "conformance"]
LogFormat = Literal["auto", "json", "text"]
LogLevel = Literal["debug", "info", "warning", "error"]
WorkerPlace = Literal["inline", "separate"]

# Listening everywhere is no address that a caller could use.
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - looked up, not bound

# Returns anything when the value is fit to sign with, raises with the reason when it is not.
CheckSigningKey = Callable[[str, bool], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Checked settings; make them with ``load_settings``."""

    host: str = field(default="127.0.0.1", metadata=about("Address to listen on.", values.text))
    port: int = field(
        default=8080, metadata=about("Port to listen on, 1 to 65535.", values.whole_number(1, 65535))
    )
    database_url: str = field(
        default="sqlite:///var/brainstormmsp.db",
        metadata=about("Database, as a SQLAlchemy URL.", values.text),
    )
    environment: Environment = field(
        default="development",
        metadata=about(
            "development makes its own keys; production and conformance refuse to start without strong ones. "
            "Only production forbids fault injection.",
            values.one_of(*get_args(Environment)),
        ),
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
    public_url: str = field(
        default="",
        metadata=about(
            "Origin that callers see, such as https://api.example.com. Default: host and port.",
            values.origin,
        ),
    )
    issuer: str = field(
        default="", metadata=about("Claim iss of access tokens. Default: public_url.", values.text)
    )
    audience: str = field(
        default="", metadata=about("Claim aud of access tokens. Default: public_url.", values.text)
    )
    contract: Path = field(
        default=Path("openapi/brainstormmsp.yaml"),
        metadata=about("The OpenAPI document to serve.", values.file_path),
    )
    handlers: str = field(default="handlers", metadata=about("Python package of the handlers.", values.text))
    log_format: LogFormat = field(
        default="auto",
        metadata=about(
            "json, text, or auto: text for a terminal, JSON otherwise.", values.one_of(*get_args(LogFormat))
        ),
    )
    log_level: LogLevel = field(
        default="info",
        metadata=about("Least severe level that is logged.", values.one_of(*get_args(LogLevel))),
    )
    tls_certificate: Path | None = field(
        default=None,
        metadata=about(
            "PEM file with the certificate chain; with tls_key it turns TLS 1.3 on.", values.file_path
        ),
    )
    tls_key: Path | None = field(
        default=None, metadata=about("PEM file with the certificate's private key.", values.file_path)
    )
    trusted_proxies: tuple[str, ...] = field(
        default=(),
        metadata=about(
            "Networks (CIDR, separated by commas) whose X-Forwarded-For is believed.", values.networks
        ),
    )
    fault_injection: bool = field(
        default=False,
        metadata=about("Let requests ask for faults with X-Fault; never in production.", values.yes_or_no),
    )
    shutdown_seconds: int = field(
        default=30,
        metadata=about("How long requests in flight may take after SIGTERM.", values.whole_number(0, 3600)),
    )
    worker: WorkerPlace = field(
        default="inline",
        metadata=about(
            "Where background work is done: inline in serve, or separate in brainstormmsp worker.",
            values.one_of(*get_args(WorkerPlace)),
        ),
    )
    worker_threads: int = field(
        default=2,
        metadata=about("How many jobs a worker runs at once.", values.whole_number(1, 64)),
    )
    job_lease_seconds: int = field(
        default=30,
        metadata=about(
            "How long after a worker's last sign of life others take over its jobs.",
            values.whole_number(1, 3600),
        ),
    )
    webhook_allow_private: bool = field(
        default=False,
        metadata=about(
            "Let webhooks lead to private addresses, and over http; never in production.", values.yes_or_no
        ),
    )
    webhook_allowed_hosts: tuple[str, ...] = field(
        default=(),
        metadata=about(
            "Hosts (host or host:port, separated by commas) that webhooks may lead to although they are "
            "private, and over http; only as spelled here, and never in production.",
            values.hosts,
        ),
    )


@dataclass(frozen=True, slots=True)
class SettingHelp:
    """A setting as the command line shows it; ``default`` is ``None`` for a secret."""

    name: str
    variable: str
    help: str
    default: object
    secret: bool


def describe_settings() -> list[SettingHelp]:
    """Return every setting in order."""
    return [
        SettingHelp(
            each.name,
            PREFIX + each.name.upper(),
            each.metadata["help"],
            None if each.metadata["secret"] else each.default,
            each.metadata["secret"],
        )
        for each in dataclasses.fields(Settings)
    ]


def load_settings(
    environment: Mapping[str, str],
    *,
    check_signing_key: CheckSigningKey,
    file: Path | None = None,
    overrides: Mapping[str, object] | None = None,
) -> Settings:
    """Return the settings: ``overrides`` win over environment variables, those over the file (TOML).

    ``None`` among the overrides means not given. In development, keys that are missing are made once and
    kept beside the database file.

    Raises:
        SettingsError: with everything that is wrong; never with a secret's value.
    """
    findings: list[str] = []
    given = _gather(environment, _read_file(file, findings), overrides or {}, findings)
    parsed = _parse(given, findings)
    settings = Settings(**parsed)
    findings += _contradictions(settings)
    if findings:
        raise SettingsError(findings)
    settings = _with_defaults(settings)
    if settings.environment == "development":
        settings = keep_secrets(settings)
    findings += _weak_secrets(settings, check_signing_key)
    if findings:
        raise SettingsError(findings)
    return settings


def _read_file(file: Path | None, findings: list[str]) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        findings.append(f"{file}: cannot be read: {error.strerror}")
    except ValueError as error:
        findings.append(f"{file}: is not TOML: {error}")
    return {}


def _gather(
    environment: Mapping[str, str],
    in_file: dict[str, Any],
    overrides: Mapping[str, object],
    findings: list[str],
) -> dict[str, tuple[object, str]]:
    """Return each given setting's raw value and where it comes from."""
    given: dict[str, tuple[object, str]] = {}
    names = {each.name for each in dataclasses.fields(Settings)}
    findings.extend(
        f"{name}: is no setting (in the settings file)" for name in sorted(in_file.keys() - names)
    )
    for name in names:
        variable = PREFIX + name.upper()
        if overrides.get(name) is not None:
            given[name] = (overrides[name], f"--{name.replace('_', '-')}")
        elif environment.get(variable):
            given[name] = (environment[variable], variable)
        elif name in in_file:
            given[name] = (in_file[name], "the settings file")
    return given


def _parse(given: Mapping[str, tuple[object, str]], findings: list[str]) -> dict[str, Any]:
    parsed: dict[str, Any] = {}
    for each in dataclasses.fields(Settings):
        if each.name not in given:
            continue
        raw, origin = given[each.name]
        try:
            parsed[each.name] = each.metadata["parse"](raw)
        except ValueError as error:
            findings.append(f"{each.name}: {error} (from {origin})")
    return parsed


def _contradictions(settings: Settings) -> list[str]:
    """Return what is wrong with settings that are each fine alone."""
    findings = []
    if (settings.tls_certificate is None) != (settings.tls_key is None):
        findings.append("tls_certificate, tls_key: one without the other")
    for name in ("tls_certificate", "tls_key"):
        path: Path | None = getattr(settings, name)
        if path is not None and not path.is_file():
            findings.append(f"{name}: there is no file {path}")
    if settings.environment == "production":
        if settings.fault_injection:
            findings.append("fault_injection: never in production")
        if settings.webhook_allow_private:
            findings.append("webhook_allow_private: never in production")
        if settings.webhook_allowed_hosts:
            findings.append("webhook_allowed_hosts: never in production")
        if urlsplit(settings.public_url).scheme != "https":
            findings.append("public_url: production needs the https origin that callers see")
    if settings.environment != "development":
        if not settings.signing_keys:
            findings.append(f"signing_keys: {settings.environment} needs one; see {PREFIX}SIGNING_KEYS")
        if not settings.pepper:
            findings.append(f"pepper: {settings.environment} needs one; see {PREFIX}PEPPER")
    return findings


def _with_defaults(settings: Settings) -> Settings:
    """Fill in what follows from other settings."""
    scheme = "https" if settings.tls_certificate else "http"
    host = _EVERYWHERE.get(settings.host, settings.host)
    host = f"[{host}]" if ":" in host else host
    public_url = settings.public_url or f"{scheme}://{host}:{settings.port}"
    return dataclasses.replace(
        settings,
        public_url=public_url,
        issuer=settings.issuer or public_url,
        audience=settings.audience or public_url,
    )


def _weak_secrets(settings: Settings, check: CheckSigningKey) -> list[str]:
    development = settings.environment == "development"
    findings = []
    secrets = [("signing_keys", key) for key in settings.signing_keys] + [("pepper", settings.pepper)]
    for name, value in secrets:
        try:
            check(value, development)
        except Exception as error:  # noqa: BLE001 - whatever it is called, it is the reason for a refusal
            reason = str(error)
            findings.append(
                f"{name}: {reason.replace('signing key', 'pepper') if name == 'pepper' else reason}"
            )
    return findings
