import json
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from brainstormmsp.command_line import main
from brainstormmsp.store import Database
from brainstormmsp.store.api_keys import find_api_key
from contractfirst.tokens import SecretHasher

Run = Callable[..., Result]


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/store.db"


@pytest.fixture
def run(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("BRAINSTORMMSP_DATABASE_URL", database_url)

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(main, list(arguments))

    return invoke


def create(run: Run, *arguments: str) -> dict[str, str]:
    made = run("keys", "create", "--organisation", "Northwind", "--json", *arguments)
    assert made.exit_code == 0, made.output
    return dict(json.loads(made.stdout))


def test_a_key_is_printed_once_and_its_digest_is_stored(run: Run, database_url: str, tmp_path: Path) -> None:
    made = create(run, "--scope", "write read", "--multiplier", "1.5", "--name", "Service desk")
    assert list(made) == ["client_id", "client_secret", "organisation", "scope"]
    assert (made["organisation"], made["scope"]) == ("Northwind", "read write")
    database = Database.open(database_url)
    key = database.read(lambda transaction: find_api_key(transaction, made["client_id"]))
    database.close()
    assert key is not None
    assert (key.name, str(key.multiplier)) == ("Service desk", "3/2")
    pepper = json.loads((tmp_path / "store.db.secrets").read_text())["pepper"]
    assert SecretHasher(pepper.encode()).matches(made["client_secret"], key.secret_digest)
    assert made["client_secret"] not in run("keys", "list", "--json").output
    assert made["client_secret"].encode() not in (tmp_path / "store.db").read_bytes()


def test_people_read_keys_without_json(run: Run) -> None:
    made = run("keys", "create", "--organisation", "Northwind", "--scope", "read")
    assert made.exit_code == 0
    assert "client_secret: bmsp_" in made.stdout
    assert "cannot be shown again" in made.stderr
    listed = run("keys", "list").stdout
    assert "Northwind" in listed
    assert "active" in listed


def test_an_empty_scope_makes_a_key_without_one(run: Run) -> None:
    made = create(run, "--scope", "")
    assert made["scope"] == ""
    (key,) = json.loads(run("keys", "list", "--json").stdout)
    assert (key["client_id"], key["scope"]) == (made["client_id"], "")
    assert "  no scope  " in run("keys", "list").stdout


def test_keys_of_one_organisation_are_listed(run: Run) -> None:
    made = create(run)
    assert run("keys", "create", "--organisation", "Southwind").exit_code == 0
    listed = json.loads(run("keys", "list", "--organisation", "Northwind", "--json").stdout)
    assert [key["client_id"] for key in listed] == [made["client_id"]]
    assert len(json.loads(run("keys", "list", "--json").stdout)) == 2


def test_a_revoked_key_is_listed_as_such(run: Run) -> None:
    made = create(run)
    assert run("keys", "revoke", made["client_id"]).exit_code == 0
    (key,) = json.loads(run("keys", "list", "--json").stdout)
    assert key["revoked_at"] is not None


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("--nope",), 2, "--nope"),
        (("nope",), 2, "nope"),
        (("keys", "create"), 2, "--organisation"),
        (("keys", "create", "--organisation", " "), 2, "--organisation"),
        (("keys", "create", "--organisation", "a\nb"), 2, "--organisation"),
        (("keys", "create", "--organisation", "x", "--scope", "admin"), 2, "read write"),
        (("keys", "create", "--organisation", "x", "--scope", "read,write"), 2, 'or "" for none'),
        (("keys", "create", "--organisation", "x", "--multiplier", "1/0"), 2, "1.5"),
        (("keys", "create", "--organisation", "x", "--multiplier", "-1"), 2, "1/1000"),
        (("keys", "create", "--organisation", "x", "--multiplier", "nan"), 2, "1.5"),
        (("keys", "create", "--organisation", "x", "--database-url", "nonsense"), 1, "sqlite:////"),
        (("keys", "list", "--database-url", "sqlite:////proc/no/x.db"), 1, "/proc/no"),
        (("keys", "revoke", "bmspid_9"), 1, "bmspid_9"),
        (("keys", "revoke"), 2, "CLIENT_ID"),
        (("serve", "--port", "70000"), 1, "port"),
        (("serve", "--contract", "/nowhere.yaml"), 1, "/nowhere.yaml"),
        (("serve", "--settings-file", "/nowhere.toml"), 1, "/nowhere.toml"),
        (("serve", "--environment", "production"), 1, "signing_keys"),
    ],
)  # fmt: skip
def test_bad_input_is_told_in_plain_lines(
    run: Run, arguments: tuple[str, ...], status: int, says: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == status
    assert says in result.stderr
    assert "Traceback" not in result.output
    assert "Usage:" not in result.output
    assert result.stdout == ""


def test_every_option_is_an_environment_variable_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRAINSTORMMSP_ORGANISATION", "Eastwind")
    monkeypatch.setenv("BRAINSTORMMSP_SCOPE", "read")
    monkeypatch.setenv("BRAINSTORMMSP_JSON", "1")
    made = json.loads(run("keys", "create").stdout)
    assert (made["organisation"], made["scope"]) == ("Eastwind", "read")


@pytest.mark.parametrize(
    "command", [(), ("serve",), ("demo",), ("keys",), ("keys", "create"), ("keys", "list"), ("seed",)]
)
def test_help_explains_every_option(run: Run, command: tuple[str, ...]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    found: click.Command | None = main
    for name in command:
        assert isinstance(found, click.Group)
        found = found.get_command(click.Context(found), name)
    assert found is not None
    for parameter in found.params:
        assert parameter.opts[0] in result.output
        assert getattr(parameter, "help", "argument")
