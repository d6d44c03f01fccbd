"""Settings of a server with a database: keys are generated in development alone."""

import stat
from pathlib import Path

import pytest

from contractfirst.server.errors import SettingsError
from contractfirst.storage import SqlSettings, load_sql_settings
from contractfirst.tokens import generate_signing_key


def load(**overrides: object) -> SqlSettings:
    return load_sql_settings(SqlSettings, "SHOP_", {}, overrides=overrides)


def test_development_generates_keys_once_and_keeps_them(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/shop.db"
    first, second = load(database_url=url), load(database_url=url)
    assert (second.signing_keys, second.pepper) == (first.signing_keys, first.pepper)
    assert first.pepper not in (*first.signing_keys, repr(first))
    assert stat.S_IMODE((tmp_path / "shop.db.secrets").stat().st_mode) == 0o600


def test_the_public_url_is_issuer_and_audience_unless_they_are_set() -> None:
    settings = load(database_url="sqlite://", public_url="https://a.test", audience="shop")
    assert (settings.issuer, settings.audience) == ("https://a.test", "shop")


@pytest.mark.parametrize(
    ("keys", "named"),
    [
        ({}, ["signing_keys", "pepper"]),
        ({"signing_keys": "changeme" * 8, "pepper": generate_signing_key()}, ["signing_keys"]),
    ],
)
def test_production_starts_with_strong_keys_alone(keys: dict[str, str], named: list[str]) -> None:
    with pytest.raises(SettingsError) as refusal:
        load(environment="production", public_url="https://a.test", **keys)
    assert [finding.split(":")[0] for finding in refusal.value.findings] == named


def test_the_prefix_is_the_projects_own() -> None:
    settings = load_sql_settings(SqlSettings, "SHOP_", {"SHOP_PORT": "81", "SHOP_DATABASE_URL": "sqlite://"})
    assert (settings.port, settings.database_url) == (81, "sqlite://")
