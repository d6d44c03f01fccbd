import base64
import hashlib
import hmac
import json
import sqlite3
import time
from collections.abc import Mapping


def receive(database: sqlite3.Connection, secret: str, headers: Mapping[str, str], body: bytes) -> int:
    """Store one delivery; return the status to respond with. Names of headers are in lower case."""
    message_id, sent_at = headers["webhook-id"], headers["webhook-timestamp"]
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{sent_at}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    if abs(time.time() - int(sent_at)) > 300:
        return 401
    if not any(hmac.compare_digest(expected, each) for each in headers["webhook-signature"].split(" ")):
        return 401

    data = json.loads(body)["data"]
    with database:  # one transaction: both or neither
        database.execute("CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY)")
        database.execute(
            "CREATE TABLE IF NOT EXISTS state (id TEXT PRIMARY KEY, sequence INTEGER, data TEXT)"
        )
        # A delivery may come twice.
        if database.execute("INSERT OR IGNORE INTO seen VALUES (?)", (message_id,)).rowcount:
            # Deliveries may come in another order: keep what has the larger sequence.
            database.execute(
                "INSERT INTO state VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE "
                "SET sequence = excluded.sequence, data = excluded.data "
                "WHERE excluded.sequence > state.sequence",
                (data["id"], data["sequence"], json.dumps(data)),
            )
    return 204
