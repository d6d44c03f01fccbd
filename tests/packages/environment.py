"""An empty virtual environment, with wheels installed and commands run in it."""

import os
import socket
import statistics
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

__all__ = ["Environment", "free_port", "wait_for"]

_RUNS = 5
_SCRIPTS = "Scripts" if os.name == "nt" else "bin"


class Environment:
    """A virtual environment in ``folder``; nothing of the checkout can be imported in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        venv.create(folder, with_pip=False)
        self.python = folder / _SCRIPTS / "python"

    @property
    def site_packages(self) -> Path:
        """Where packages are installed."""
        scheme = "nt" if os.name == "nt" else "posix_prefix"
        return Path(sysconfig.get_path("purelib", scheme, {"base": str(self._folder)}))

    def install(self, *requirements: str, links: Sequence[Path] = (), options: Sequence[str] = ()) -> None:
        """Install requirements; the wheels in the folders ``links`` are found by name."""
        pip = [sys.executable, "-m", "pip", "--python", str(self.python), "--disable-pip-version-check"]
        found = [option for link in links for option in ("--find-links", str(link))]
        subprocess.run([*pip, "install", "--quiet", *options, *found, *requirements], check=True)

    def borrow_libraries(self) -> None:
        """Let the libraries of the running interpreter be imported too, its editable installs not.

        A ``.pth`` file adds a folder to the path without reading the ``.pth`` files in that folder, and those
        are what makes editable installs importable.
        """
        (self.site_packages / "borrowed.pth").write_text(f"{sysconfig.get_path('purelib')}\n")

    def command(self, name: str, *arguments: str) -> list[str]:
        """Return the command line of an installed console script."""
        return [str(self.python.with_name(name)), *arguments]

    def run(
        self, name: str, *arguments: str, cwd: Path, status: int = 0
    ) -> "subprocess.CompletedProcess[str]":
        """Run a console script; fail unless it exits with ``status``."""
        done = subprocess.run(
            self.command(name, *arguments),
            cwd=cwd,
            env=_variables(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, f"{name} {' '.join(arguments)}:\n{done.stdout}{done.stderr}"
        return done

    @contextmanager
    def serving(self, name: str, *arguments: str, cwd: Path) -> Iterator["subprocess.Popen[bytes]"]:
        """Run a server as a child process; its output goes to ``server.log`` beside ``cwd``."""
        with (cwd.parent / "server.log").open("ab") as log:
            process = subprocess.Popen(
                self.command(name, *arguments), cwd=cwd, env=_variables(), stdout=log, stderr=log
            )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(30)

    def import_seconds(self, statement: str) -> float:
        """Return how long a statement takes in a fresh interpreter beyond the interpreter's own start."""
        return self._median(statement) - self._median("pass")

    def megabytes(self) -> float:
        """Return the size of everything installed, compiled modules included."""
        sizes = (file.stat().st_size for file in self.site_packages.rglob("*") if file.is_file())
        return sum(sizes) / 1e6

    def packages(self) -> int:
        """Return how many distributions are installed."""
        return len(list(self.site_packages.glob("*.dist-info")))

    def _median(self, statement: str) -> float:
        return statistics.median(self._timed(statement) for _ in range(_RUNS))

    def _timed(self, statement: str) -> float:
        before = time.perf_counter()
        subprocess.run([str(self.python), "-c", statement], check=True)
        return time.perf_counter() - before


def free_port() -> int:
    """Return a port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(url: str, process: "subprocess.Popen[bytes]", seconds: float = 60) -> int:
    """Return the status of the first response; fail when the server ends or nothing comes in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended by itself"
        try:
            with urllib.request.urlopen(url, timeout=5) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"no response from {url} after {seconds} s")


def _variables() -> dict[str, str]:
    """Return the environment without what could lead to the checkout or to its settings."""
    dropped = ("PYTHONPATH", "VIRTUAL_ENV", "BRAINSTORMMSP_")
    return {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
