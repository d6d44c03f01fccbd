"""What operators do to a server that runs: revoke a key, restart, rotate the signing key."""

import secrets
import subprocess
import sys
from pathlib import Path

import httpx

from tests.product.served import ServedApi, create_key, served


def status_with(api: ServedApi, token: str) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.get(f"{api.base_url}/clients", headers=headers, timeout=30).status_code


def test_a_key_that_is_revoked_on_the_command_line_is_refused_at_once(tmp_path: Path) -> None:
    with served(tmp_path) as api:
        key = create_key(api.database_url, "Brightwater IT")
        token = api.token(key)
        assert status_with(api, token) == 200
        command = [sys.executable, "-m", "brainstormmsp", "keys", "revoke"]
        command += ["--database-url", api.database_url, key["client_id"]]
        subprocess.run(command, check=True, capture_output=True)
        assert status_with(api, token) == 401
        body = {name: key[name] for name in ("client_id", "client_secret")}
        body["grant_type"] = "client_credentials"
        refused = httpx.post(f"{api.base_url}/auth/token", json=body, timeout=30)
        assert (refused.status_code, refused.json()["error"]) == (401, "invalid_client")


def test_tokens_outlive_a_restart_and_a_rotation_until_their_key_is_removed(tmp_path: Path) -> None:
    old, new = secrets.token_urlsafe(48), secrets.token_urlsafe(48)
    # The port, and with it the default issuer, is another at each start.
    named = {"BRAINSTORMMSP_ISSUER": "https://api.example", "BRAINSTORMMSP_AUDIENCE": "https://api.example"}
    with served(tmp_path, {**named, "BRAINSTORMMSP_SIGNING_KEYS": old}) as api:
        token = api.token(create_key(api.database_url, "Brightwater IT"))
    with served(tmp_path, {**named, "BRAINSTORMMSP_SIGNING_KEYS": f"{new},{old}"}) as api:
        assert status_with(api, token) == 200
    with served(tmp_path, {**named, "BRAINSTORMMSP_SIGNING_KEYS": new}) as api:
        assert status_with(api, token) == 401
