"""Receives webhooks and verifies them, with nothing but the standard library.

    WEBHOOK_SECRET=whsec_... python examples/webhook_receiver.py 9000

``verify`` is all that a receiver of your own needs. Answer 2xx within 15 seconds and do the work afterwards;
an event may come twice under the same ``webhook-id``, so drop what you have already seen.
"""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer


def verify(secret: str, headers: Mapping[str, str], body: bytes) -> bool:
    """Return whether the request was signed with the secret within the last five minutes.

    The names of ``headers`` are in lower case.
    """
    sent_at = headers.get("webhook-timestamp", "")
    if not sent_at.isdecimal() or abs(time.time() - int(sent_at)) > 300:
        return False
    signed = f"{headers.get('webhook-id', '')}.{sent_at}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = b"v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256))
    given = headers.get("webhook-signature", "").encode().split(b" ")
    return any(hmac.compare_digest(expected, signature) for signature in given)


class WebhookReceiver(BaseHTTPRequestHandler):
    """Prints each event once."""

    seen: set[str] = set()  # noqa: RUF012 - one for all requests; keep yours in a database

    def do_POST(self) -> None:
        """Answer 204 to what is genuine, 401 to anything else."""
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        genuine = verify(os.environ["WEBHOOK_SECRET"], headers, body)
        self.send_response(204 if genuine else 401)
        self.end_headers()
        if genuine and headers["webhook-id"] not in self.seen:
            self.seen.add(headers["webhook-id"])
            event = json.loads(body)
            print(event["timestamp"], event["type"], event["data"].get("id", ""), flush=True)


if __name__ == "__main__":
    HTTPServer(("127.0.0.1", int(sys.argv[1])), WebhookReceiver).serve_forever()
