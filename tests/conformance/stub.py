"""A small server of a small contract, with one error on request."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TOKEN = "stub-access-token-0123456789"
SECRET = "stub-client-secret-0123456789"
_TOKEN_PATH = """\
  /token:
    post:
      operationId: createToken
      security: []
      requestBody:
        required: true
        content: {application/json: {schema: {type: object}}}
      responses:
        '200': {description: Yes., content: {application/json: {schema: {type: object}}}}
        '401': {$ref: '#/components/responses/Problem'}
"""
_DOCUMENT = """\
openapi: 3.1.0
info: {title: Things, version: '1'}
servers: [{url: 'https://things.example/api'}]
security: [SECURITY]
paths:
TOKEN_PATH  /things:
    get:
      operationId: listThings
      responses:
        '200':
          description: All.
          content:
            application/json:
              schema:
                type: object
                required: [data]
                properties: {data: {type: array, items: {$ref: '#/components/schemas/Thing'}}}
        '401': {$ref: '#/components/responses/Problem'}
  /things/{thing_id}:
    get:
      operationId: getThing
      parameters: [{name: thing_id, in: path, required: true, schema: {type: string}}]
      responses:
        '200':
          description: One.
          content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
        '401': {$ref: '#/components/responses/Problem'}
        '404': {$ref: '#/components/responses/Problem'}
components:
  securitySchemes:
    SCHEME
  schemas:
    Thing:
      type: object
      required: [id, name]
      properties: {id: {type: string}, name: {type: string}}
  responses:
    Problem:
      description: No.
      content:
        application/problem+json:
          schema: {type: object, required: [status], properties: {status: {type: integer}}}
"""
DOCUMENT = (
    _DOCUMENT.replace("SECURITY", "{oauth2: [read]}")
    .replace("TOKEN_PATH", _TOKEN_PATH)
    .replace(
        "SCHEME",
        "oauth2: {type: oauth2, flows: {clientCredentials: "
        "{tokenUrl: 'https://things.example/api/token', scopes: {read: Read.}}}}",
    )
)
# The same, opened by a header in place of bearer tokens.
KEYED_DOCUMENT = (
    _DOCUMENT.replace("SECURITY", "{key: []}")
    .replace("TOKEN_PATH", "")
    .replace("SCHEME", "key: {type: apiKey, in: header, name: X-Api-Key}")
)


@dataclass
class Stub:
    """``broken`` names a defect; ``answered`` counts the requests."""

    url: str = ""
    broken: str = ""
    answered: int = 0
    stop_after: int = 10_000
    server: ThreadingHTTPServer | None = field(default=None, repr=False)


@contextmanager
def stub_server(broken: str = "", stop_after: int = 10_000) -> Iterator[Stub]:
    stub = Stub(broken=broken, stop_after=stop_after)

    class Handler(_Handler):
        state = stub

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stub.server, stub.url = server, f"http://127.0.0.1:{server.server_port}/api"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def write_document(directory: Path, text: str = DOCUMENT) -> Path:
    path = directory / "things.yaml"
    path.write_text(text)
    return path


class _Handler(BaseHTTPRequestHandler):
    state: Stub
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_TRACE(self) -> None:
        self._serve()

    def _serve(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        state = self.state
        state.answered += 1
        if state.answered > state.stop_after:
            self.close_connection = True
            self.connection.close()
            return
        if state.broken == "slow":
            time.sleep(0.2)
        path = self.path.removeprefix("/api").partition("?")[0]
        if path == "/token" and self.command == "POST":
            wrong = state.broken == "credentials" or f'"{SECRET}"'.encode() not in sent
            self._send(401, {"status": 401}) if wrong else self._send(
                200, {"access_token": TOKEN, "expires_in": 60}
            )
        elif path == "/things" or path.startswith("/things/"):
            self._things(path)
        else:
            self._send(404, {"status": 404})

    def _things(self, path: str) -> None:
        broken = self.state.broken
        thing = {"id": "1"} if broken == "body" else {"id": "1", "name": "one"}
        known = (
            self.headers.get("Authorization") == f"Bearer {TOKEN}" or self.headers.get("X-Api-Key") == SECRET
        )
        if not known and not (broken == "open" and path == "/things"):
            self._send(401, {"status": 400 if broken == "status" else 401})
        elif broken == "endless":
            self._drip()
        elif broken == "undocumented":
            self._send(418, {})
        elif path == "/things":
            self._send(200, {"data": [thing]})
        elif path == "/things/1":
            self._send(200, thing)
        else:
            self._send(
                404, {"status": 404, "seen": self.headers["Authorization"] if broken == "echo" else ""}
            )

    def _send(self, status: int, body: object) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        kind = "application/json" if status == 200 else "application/problem+json"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        try:
            for _ in range(200):
                self.wfile.write(b" ")
                time.sleep(0.02)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        """Say nothing."""
