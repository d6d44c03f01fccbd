"""A place for webhooks that nobody looks at: it takes everything with 204.

So that what the factory registers has deliveries that end, and nothing of the suite leaves this machine.
"""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from contractfirst_conformance.receiver import read_body

__all__ = ["Sink"]


class Sink:
    """An HTTP server on a free port of ``host``; ``url`` is where it takes webhooks."""

    def __init__(self, host: str) -> None:
        self._server = ThreadingHTTPServer((host, 0), _Handler)
        self._server.daemon_threads = True
        self.url = f"http://{host}:{self._server.server_port}/conformance"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        read_body(self.headers, self.rfile)
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        """Say nothing."""
