"""The product's settings: what they refuse, and how development gets its keys."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from brainstormmsp.settings import PREFIX, Settings, load_settings
from contractfirst.server.errors import SettingsError
from contractfirst.server.settings import describe_settings
from contractfirst.tokens import generate_signing_key

STRONG = generate_signing_key()
OTHER = generate_signing_key()


def load(
    variables: dict[str, str] | None = None, *, file: Path | None = None, **overrides: object
) -> Settings:
    return load_settings(variables or {}, file=file, overrides={"database_url": "sqlite://", **overrides})


def findings(variables: dict[str, str] | None = None, **arguments: Any) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(variables, **arguments)
    return list(caught.value.findings)


@pytest.mark.parametrize("environment", ["production", "conformance"])
def test_outside_development_missing_keys_refuse_to_start(environment: str) -> None:
    found = findings(environment=environment, public_url="https://a.example")
    assert [finding.split(":")[0] for finding in found] == ["signing_keys", "pepper"]


@pytest.mark.parametrize("weak", ["short", "changeme" * 8, "a" * 64])
def test_outside_development_weak_keys_refuse_to_start_and_are_not_shown(weak: str) -> None:
    found = findings(
        environment="production", public_url="https://a.example", signing_keys=f"{STRONG},{weak}", pepper=weak
    )
    assert [finding.split(":")[0] for finding in found] == ["signing_keys", "pepper"]
    assert weak not in "".join(found)


def test_strong_keys_start_anywhere() -> None:
    settings = load(
        environment="production",
        public_url="https://a.example",
        signing_keys=f"{STRONG}, {OTHER}",
        pepper=OTHER,
    )
    assert settings.signing_keys == (STRONG, OTHER)
    assert STRONG not in repr(settings)
    assert OTHER not in repr(settings)


def test_production_has_no_faults_and_knows_its_public_url() -> None:
    found = findings(environment="production", signing_keys=STRONG, pepper=OTHER, fault_injection=True)
    assert [finding.split(":")[0] for finding in found] == ["fault_injection", "public_url"]
    assert load(environment="conformance", signing_keys=STRONG, pepper=OTHER, fault_injection=True)


def test_webhooks_may_go_to_chosen_private_hosts_outside_production() -> None:
    hosts = "127.0.0.1, [::1]:8443, Hooks.test"
    settings = load(environment="conformance", signing_keys=STRONG, pepper=OTHER, webhook_allowed_hosts=hosts)
    assert settings.webhook_allowed_hosts == ("127.0.0.1", "[::1]:8443", "hooks.test")
    found = findings(
        environment="production",
        public_url="https://a.example",
        signing_keys=STRONG,
        pepper=OTHER,
        webhook_allowed_hosts="127.0.0.1",
    )
    assert found == ["webhook_allowed_hosts: must be empty in production"]
    for wrong in ("http://127.0.0.1", "a/b", "user@a", "::1"):
        (finding,) = findings(webhook_allowed_hosts=wrong)
        assert f"{wrong!r} is not a host" in finding


def test_urls_follow_from_host_and_port() -> None:
    settings = load(port=1234)
    assert settings.public_url == settings.issuer == settings.audience == "http://127.0.0.1:1234"
    assert load(host="0.0.0.0").public_url == "http://127.0.0.1:8080"
    assert load(host="::1").public_url == "http://[::1]:8080"
    assert load(public_url="https://a.example/").public_url == "https://a.example"


def test_development_keys_survive_a_restart_and_are_private(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/deep/data.db"
    first, second = load(database_url=url), load(database_url=url)
    assert first.signing_keys == second.signing_keys
    assert first.pepper == second.pepper
    file = tmp_path / "deep" / "data.db.secrets"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["data.db.secrets"]
    assert json.loads(file.read_text())["pepper"] == first.pepper


def test_development_keys_that_are_set_stay(tmp_path: Path) -> None:
    settings = load(database_url=f"sqlite:///{tmp_path}/data.db", signing_keys=STRONG)
    assert settings.signing_keys == (STRONG,)
    assert len(settings.pepper) >= 32


def test_development_keys_without_a_file_last_for_the_process() -> None:
    assert load().signing_keys != load().signing_keys


def test_damaged_file_of_keys_is_reported_without_its_content(tmp_path: Path) -> None:
    (tmp_path / "data.db.secrets").write_text('{"pepper": "hunter2"')
    [finding] = findings(database_url=f"sqlite:///{tmp_path}/data.db")
    assert "data.db.secrets" in finding
    assert "hunter2" not in finding


def test_every_setting_explains_itself() -> None:
    described = describe_settings(Settings, PREFIX)
    assert [setting.variable for setting in described][:2] == ["BRAINSTORMMSP_HOST", "BRAINSTORMMSP_PORT"]
    assert all(setting.help.endswith(".") for setting in described)
    assert {setting.name for setting in described if setting.secret} == {
        "encryption_keys",
        "pepper",
        "signing_keys",
    }
