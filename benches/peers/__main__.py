"""``python -m benches.peers NAME --port PORT --database-url URL``."""

import argparse
import os

from benches.peers.served import load_peer
from brainstormmsp.settings import load_settings
from contractfirst.server.serve import leave, run


def main() -> None:
    """Serve a peer until SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m benches.peers")
    parser.add_argument("name")
    parser.add_argument("--port", required=True)
    parser.add_argument("--database-url", required=True)
    given = parser.parse_args()
    settings = load_settings(os.environ, overrides={"port": given.port, "database_url": given.database_url})
    leave(run(load_peer(given.name, settings), settings))


if __name__ == "__main__":
    main()
