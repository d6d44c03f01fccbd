"""Keeps a copy of the organisation's data up to date in a SQLite database, with the standard library alone.

    API=http://127.0.0.1:8080/api/v1 CLIENT_ID=... CLIENT_SECRET=... python examples/sync.py copy.db

Run it as often as you like, for example every five minutes. Each page and how far it reaches are stored in
one transaction, so that a run which was interrupted, even killed, goes on where it stopped. Rate limits,
expired tokens and failures that pass are waited for.
"""

import json
import os
import random
import sqlite3
import sys
import time
from email.message import Message
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

# What others refer to comes first.
RESOURCES = ("clients", "contacts", "assets", "tickets", "controls")
ATTEMPTS = 8
SCHEMA = """
    CREATE TABLE IF NOT EXISTS items (
        resource TEXT, id TEXT, generation INTEGER, data TEXT, PRIMARY KEY (resource, id));
    CREATE TABLE IF NOT EXISTS progress (resource TEXT PRIMARY KEY, since TEXT, generation INTEGER);
"""


class ApiError(Exception):
    """A response that a repetition would not change; ``code`` is the problem's."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.code = code


class Api:
    """The API with one key: reads lists, waits as long as the server says, renews its token."""

    def __init__(self, url: str, client_id: str, client_secret: str) -> None:
        self._url = url
        self._key = {"client_id": client_id, "client_secret": client_secret}
        self._token = ""
        self._renew_at = 0.0

    def page(self, resource: str, query: dict[str, str]) -> dict[str, object]:
        """Return one page of a list; raises ``ApiError``."""
        return self._send(f"/{resource}?{urlencode(query)}")

    def _send(self, path: str, body: dict[str, str] | None = None) -> dict[str, object]:
        for attempt in range(1, ATTEMPTS + 1):
            headers = {"Content-Type": "application/json", "Accept": "application/json"}
            if body is None:
                headers["Authorization"] = f"Bearer {self._current_token()}"
            content = None if body is None else json.dumps(body).encode()
            try:
                with urlopen(Request(self._url + path, content, headers), timeout=60) as response:  # noqa: S310 - the caller's own URL
                    answer: dict[str, object] = json.load(response)
                    return answer
            except HTTPError as error:
                if error.code == 401 and body is None and attempt == 1:
                    self._renew_at = 0.0
                elif error.code in (429, 500, 502, 503, 504) and attempt < ATTEMPTS:
                    time.sleep(_pause(attempt, error.headers))
                else:
                    raise _api_error(error) from error
            except (OSError, HTTPException):
                if attempt == ATTEMPTS:
                    raise
                time.sleep(_pause(attempt, None))
        raise AssertionError("the last attempt returns or raises")

    def _current_token(self) -> str:
        if time.monotonic() >= self._renew_at:
            issued = self._send("/auth/token", {**self._key, "grant_type": "client_credentials"})
            self._token = str(issued["access_token"])
            self._renew_at = time.monotonic() + int(str(issued["expires_in"])) - 60
        return self._token


def synchronise(api: Api, database: sqlite3.Connection, resource: str, page_size: int) -> None:
    """Bring the copy of one resource up to date."""
    row = database.execute(
        "SELECT since, generation FROM progress WHERE resource = ?", (resource,)
    ).fetchone()
    since, generation = row or (None, 1)
    try:
        _read(api, database, resource, since, generation, page_size)
    except ApiError as error:
        if error.code != "sync_window_exceeded":
            raise
        # Deletions that long ago are not listed any more: read everything, then drop what was not seen.
        generation += 1
        _read(api, database, resource, None, generation, page_size)
    with database:
        database.execute("DELETE FROM items WHERE resource = ? AND generation < ?", (resource, generation))


def _read(
    api: Api, database: sqlite3.Connection, resource: str, since: str | None, generation: int, page_size: int
) -> None:
    query = {"limit": str(page_size), "sort": "updated_at", "include_deleted": "true"}
    if since is not None:
        query["updated_since"] = since
    while True:
        page = api.page(resource, query)
        items = page["data"]
        assert isinstance(items, list)
        with database:  # one transaction: the page, and how far it reaches
            for item in items:
                if item.get("deleted_at"):
                    database.execute(
                        "DELETE FROM items WHERE resource = ? AND id = ?", (resource, item["id"])
                    )
                else:
                    values = (resource, item["id"], generation, json.dumps(item))
                    database.execute("INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?)", values)
                since = item["updated_at"]
            database.execute(
                "INSERT OR REPLACE INTO progress VALUES (?, ?, ?)", (resource, since, generation)
            )
        print(resource, len(items), flush=True)
        cursor = page.get("next_cursor")
        if not cursor:
            return
        query["cursor"] = str(cursor)


def _pause(attempt: int, headers: Message | None) -> float:
    """Return the seconds to wait: what the server says, otherwise exponential back-off with jitter."""
    said = headers.get("Retry-After", "") if headers is not None else ""
    return float(said) if said.isdecimal() else random.uniform(0.5, 1) * min(60, 2.0**attempt)


def _api_error(error: HTTPError) -> ApiError:
    try:
        problem = json.load(error)
    except ValueError:
        problem = {}
    code = problem.get("code") or problem.get("error") or "unknown"
    return ApiError(error.code, code, problem.get("detail") or problem.get("error_description") or "")


def main() -> None:
    """Synchronise every resource into the database that the first argument names."""
    api = Api(os.environ["API"], os.environ["CLIENT_ID"], os.environ["CLIENT_SECRET"])
    database = sqlite3.connect(sys.argv[1])
    database.executescript(SCHEMA)
    for resource in RESOURCES:
        synchronise(api, database, resource, int(os.environ.get("PAGE_SIZE", "100")))
    database.close()


if __name__ == "__main__":
    main()
