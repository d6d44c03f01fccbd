"""Where settings come from and what is refused, and how an application adds its own."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from contractfirst.server import setting_values as values
from contractfirst.server.errors import SettingsError
from contractfirst.server.setting_values import about
from contractfirst.server.settings import ServerSettings, describe_settings, load_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class LibrarySettings(ServerSettings):
    """A server's settings and one of an application's own."""

    shelves: int = field(default=3, metadata=about("Number of shelves.", values.whole_number(1, 9)))
    key: str = field(default="", repr=False, metadata=about("A key.", values.text, secret=True))


def too_many(settings: LibrarySettings) -> list[str]:
    return ["shelves: too many"] if settings.shelves > 8 else []


def load(
    variables: dict[str, str] | None = None, *, file: Path | None = None, **overrides: object
) -> LibrarySettings:
    return load_settings(
        LibrarySettings, "LIBRARY_", variables or {}, file=file, overrides=overrides, check=too_many
    )


def findings(variables: dict[str, str] | None = None, **arguments: Any) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(variables, **arguments)
    return list(caught.value.findings)


def test_overrides_win_over_environment_over_file_over_default(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('port = 1001\nhost = "192.0.2.1"\nlog_level = "error"\n')
    environment = {"LIBRARY_PORT": "1002", "LIBRARY_LOG_LEVEL": "DEBUG"}
    settings = load(environment, file=file, port=1003)
    assert (settings.port, settings.host, settings.log_level, settings.shelves) == (
        1003,
        "192.0.2.1",
        "debug",
        3,
    )


def test_everything_wrong_is_reported_at_once() -> None:
    found = findings(
        {
            "LIBRARY_PORT": "٣",
            "LIBRARY_LOG_FORMAT": "xml",
            "LIBRARY_TRUSTED_PROXIES": "10.0.0.0/8, nonsense",
            "LIBRARY_PUBLIC_URL": "ftp://a",
            "LIBRARY_FAULT_INJECTION": "maybe",
        }
    )
    assert found == [
        "port: must be a whole number from 1 to 65535 (from LIBRARY_PORT)",
        "public_url: must be an origin such as https://api.example.com, without a path "
        "(from LIBRARY_PUBLIC_URL)",
        "log_format: must be one of auto, json, text (from LIBRARY_LOG_FORMAT)",
        "trusted_proxies: 'nonsense' is not a network such as 10.0.0.0/8 (from LIBRARY_TRUSTED_PROXIES)",
        "fault_injection: must be true or false (from LIBRARY_FAULT_INJECTION)",
    ]


def test_file_that_is_none_or_holds_strangers_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    assert "cannot be read" in findings(file=file)[0]
    file.write_text("port = ")
    assert "invalid TOML" in findings(file=file)[0]
    file.write_text("prot = 8080\n")
    assert findings(file=file) == ["prot: unknown setting (in the settings file)"]


def test_certificate_and_key_come_together_and_exist(tmp_path: Path) -> None:
    missing = tmp_path / "missing.pem"
    assert findings(tls_certificate=str(missing)) == [
        "tls_certificate, tls_key: must be set together",
        f"tls_certificate: no such file: {missing}",
    ]


def test_production_has_no_faults_and_knows_its_public_url() -> None:
    found = findings(environment="production", fault_injection=True)
    assert [finding.split(":")[0] for finding in found] == ["fault_injection", "public_url"]
    assert load(environment="conformance", fault_injection=True).fault_injection


def test_public_url_follows_from_host_and_port() -> None:
    assert load(port=1234).public_url == "http://127.0.0.1:1234"
    assert load(host="0.0.0.0").public_url == "http://127.0.0.1:8080"
    assert load(host="::1").public_url == "http://[::1]:8080"
    assert load(public_url="https://a.example/").public_url == "https://a.example"


def test_settings_of_an_application_are_read_like_the_servers() -> None:
    assert load({"LIBRARY_SHELVES": "4"}).shelves == 4
    assert findings(shelves=10) == ["shelves: must be a whole number from 1 to 9 (from --shelves)"]
    assert findings(shelves=9) == ["shelves: too many"]
    described = describe_settings(LibrarySettings, "LIBRARY_")
    assert [setting.variable for setting in described][:2] == ["LIBRARY_HOST", "LIBRARY_PORT"]
    assert described[-2].default == 3
    assert (described[-1].default, described[-1].secret) == (None, True)
    assert all(setting.help.endswith(".") for setting in described)
