"""``python -m tests.fuzz [--seed N] [--max-examples N] [--long] [SCHEMATHESIS ARGUMENT …]``.

Serves the API on a fresh, seeded database and runs Schemathesis with all checks against it. The exit status
is Schemathesis's own: 0 when nothing failed.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.served import create_key, served

CONTRACT = Path("openapi/brainstormmsp.yaml")
# Enough for the fuzzer never to meet its own key's limit; the limits are tested by themselves.
MULTIPLIER = "1000"


def main() -> int:
    """Run the fuzzer; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same run")
    parser.add_argument("--max-examples", type=int, default=10, help="cases an operation in each phase")
    parser.add_argument("--long", action="store_true", help="try every case of the coverage phase")
    parser.add_argument("--keep", type=Path, help="where to keep the database and the server's log")
    options, passed_on = parser.parse_known_args()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as scratch:
        directory = options.keep or Path(scratch)
        directory.mkdir(parents=True, exist_ok=True)
        environment = {
            "BRAINSTORMMSP_LOG_FORMAT": "json",
            "BRAINSTORMMSP_TRUSTED_PROXIES": "127.0.0.1/32",
            # Which addresses are refused is no matter of the contract's schemas.
            "BRAINSTORMMSP_WEBHOOK_ALLOW_PRIVATE": "true",
        }
        with served(directory, environment) as api:
            subprocess.run(
                [sys.executable, "-m", "brainstormmsp", "seed", "--database-url", api.database_url],
                check=True,
            )
            token = api.token(create_key(api.database_url, "Brightwater IT", multiplier=MULTIPLIER))
            command = [str(Path(sys.executable).with_name("schemathesis"))]
            command += [] if options.long else ["--config-file", "tests/fuzz/quick.toml"]
            command += ["run", str(CONTRACT)]
            command += ["--url", api.base_url, "--header", f"Authorization: Bearer {token}"]
            command += ["--checks", "all", "--seed", str(options.seed), "--workers", "1", "--no-shrink"]
            command += ["--max-examples", str(options.max_examples), *passed_on]
            hooks = {"SCHEMATHESIS_HOOKS": "tests.fuzz.hooks"}
            return subprocess.run(command, check=False, env={**os.environ, **hooks}).returncode


if __name__ == "__main__":
    raise SystemExit(main())
