"""What the operator of a server decides: settings from options, environment variables and a TOML file.

An application adds settings of its own by subclassing ``ServerSettings``; each field carries its help and its
parser in its metadata (``setting_values.about``).
"""

import dataclasses
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args
from urllib.parse import urlsplit

from contractfirst.server import setting_values as values
from contractfirst.server.errors import SettingsError
from contractfirst.server.setting_values import about

__all__ = ["ServerSettings", "SettingHelp", "describe_settings", "load_settings"]

Environment = Literal["development", "production", "conformance"]
LogFormat = Literal["auto", "json", "text"]
LogLevel = Literal["debug", "info", "warning", "error"]

# A wildcard address is replaced by the loopback address in the default public URL.
_WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - looked up, not bound


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """What a server of any document needs; make them with ``load_settings``."""

    host: str = field(default="127.0.0.1", metadata=about("Address to listen on.", values.text))
    port: int = field(
        default=8080, metadata=about("Port to listen on, 1 to 65535.", values.whole_number(1, 65535))
    )
    environment: Environment = field(
        default="development",
        metadata=about(
            "development generates missing keys; production and conformance refuse to start without strong "
            "ones. Only production forbids fault injection.",
            values.one_of(*get_args(Environment)),
        ),
    )
    public_url: str = field(
        default="",
        metadata=about(
            "Origin that clients use, such as https://api.example.com. Default: host and port.",
            values.origin,
        ),
    )
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
            "PEM file with the certificate chain; enables TLS 1.3 with tls_key.", values.file_path
        ),
    )
    tls_key: Path | None = field(
        default=None, metadata=about("PEM file with the certificate's private key.", values.file_path)
    )
    trusted_proxies: tuple[str, ...] = field(
        default=(),
        metadata=about(
            "Networks (CIDR, separated by commas) whose X-Forwarded-For is trusted.", values.networks
        ),
    )
    token_requests_per_minute: int = field(
        default=600,
        metadata=about(
            "Requests per minute and source address to operations that authenticate clients, whatever their "
            "outcome. Checked before the body is read.",
            values.whole_number(1, 1_000_000),
        ),
    )
    fault_injection: bool = field(
        default=False,
        metadata=about(
            "Let requests inject faults with the X-Fault header; never in production.", values.yes_or_no
        ),
    )
    shutdown_seconds: int = field(
        default=30,
        metadata=about(
            "Seconds that requests in flight may take after SIGTERM.", values.whole_number(0, 3600)
        ),
    )


Kind = TypeVar("Kind", bound=ServerSettings)


@dataclass(frozen=True, slots=True)
class SettingHelp:
    """A setting as the command line shows it; ``default`` is ``None`` for a secret or a computed value."""

    name: str
    variable: str
    help: str
    default: object
    secret: bool


def describe_settings(kind: type[ServerSettings], prefix: str) -> list[SettingHelp]:
    """Return every setting of a class in order; ``prefix`` begins the environment variables."""
    return [
        SettingHelp(
            each.name,
            prefix + each.name.upper(),
            each.metadata["help"],
            None if each.metadata["secret"] or each.default is dataclasses.MISSING else each.default,
            each.metadata["secret"],
        )
        for each in dataclasses.fields(kind)
    ]


def load_settings(
    kind: type[Kind],
    prefix: str,
    environment: Mapping[str, str],
    *,
    file: Path | None = None,
    overrides: Mapping[str, object] | None = None,
    check: Callable[[Kind], Sequence[str]] = lambda _settings: (),
) -> Kind:
    """Return the settings of class ``kind``; ``overrides`` win over environment variables over the TOML file.

    ``None`` among the overrides means not given. ``prefix`` begins the environment variables. ``check``
    returns what is wrong with the settings of an application as a whole, one finding a line.

    Raises:
        SettingsError: with every finding; never with a secret's value.
    """
    findings: list[str] = []
    given = _gather(kind, prefix, environment, _read_file(file, findings), overrides or {}, findings)
    settings = kind(**_parse(kind, given, findings))
    findings += _contradictions(settings)
    findings += check(settings)
    if findings:
        raise SettingsError(findings)
    if settings.public_url:
        return settings
    scheme = "https" if settings.tls_certificate else "http"
    return dataclasses.replace(settings, public_url=f"{scheme}://{_url_host(settings.host)}:{settings.port}")


def _url_host(host: str) -> str:
    host = _WILDCARDS.get(host, host)
    return f"[{host}]" if ":" in host else host


def _read_file(file: Path | None, findings: list[str]) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        findings.append(f"{file}: cannot be read: {error.strerror}")
    except ValueError as error:
        findings.append(f"{file}: invalid TOML: {error}")
    return {}


def _gather(
    kind: type[ServerSettings],
    prefix: str,
    environment: Mapping[str, str],
    in_file: dict[str, Any],
    overrides: Mapping[str, object],
    findings: list[str],
) -> dict[str, tuple[object, str]]:
    """Return each given setting's raw value and where it comes from."""
    given: dict[str, tuple[object, str]] = {}
    names = {each.name for each in dataclasses.fields(kind)}
    findings.extend(
        f"{name}: unknown setting (in the settings file)" for name in sorted(in_file.keys() - names)
    )
    for name in names:
        variable = prefix + name.upper()
        if overrides.get(name) is not None:
            given[name] = (overrides[name], f"--{name.replace('_', '-')}")
        elif environment.get(variable):
            given[name] = (environment[variable], variable)
        elif name in in_file:
            given[name] = (in_file[name], "the settings file")
    return given


def _parse(
    kind: type[ServerSettings], given: Mapping[str, tuple[object, str]], findings: list[str]
) -> dict[str, Any]:
    parsed: dict[str, Any] = {}
    for each in dataclasses.fields(kind):
        if each.name not in given:
            continue
        raw, origin = given[each.name]
        try:
            parsed[each.name] = each.metadata["parse"](raw)
        except ValueError as error:
            findings.append(f"{each.name}: {error} (from {origin})")
    return parsed


def _contradictions(settings: ServerSettings) -> list[str]:
    """Return what is wrong with settings that are each valid alone."""
    findings = []
    if (settings.tls_certificate is None) != (settings.tls_key is None):
        findings.append("tls_certificate, tls_key: must be set together")
    for name in ("tls_certificate", "tls_key"):
        path: Path | None = getattr(settings, name)
        if path is not None and not path.is_file():
            findings.append(f"{name}: no such file: {path}")
    if settings.environment == "production":
        if settings.fault_injection:
            findings.append("fault_injection: must be off in production")
        if urlsplit(settings.public_url).scheme != "https":
            findings.append("public_url: must be the https origin that clients use in production")
    return findings
