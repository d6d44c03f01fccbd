"""Where documents of others come from: fetched for the run, never kept here."""

import subprocess
import tarfile
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from shutil import which

__all__ = ["Source", "UnobtainableError"]

_SECONDS = 60


class UnobtainableError(Exception):
    """The document cannot be had now; the message says why."""


@dataclass(frozen=True, slots=True)
class Source:
    """What gives a document: an npm package and the file in it, or else an https address, or both."""

    package: str | None = None
    member: str = ""
    address: str | None = None

    def fetch(self, target: Path) -> str:
        """Write the document to ``target`` and return where it came from; raises ``UnobtainableError``."""
        reasons: list[str] = []
        if self.package is not None:
            try:
                target.write_bytes(_from_package(self.package, self.member, target.parent))
            except UnobtainableError as error:
                reasons.append(str(error))
            else:
                return f"{self.package}, {self.member}"
        if self.address is not None:
            try:
                with urllib.request.urlopen(self.address, timeout=10) as answer:
                    target.write_bytes(answer.read())
            except OSError as error:
                reasons.append(f"{self.address}: {error}")
            else:
                return self.address
        raise UnobtainableError("; ".join(reasons) or "no source is known")


def _from_package(package: str, member: str, directory: Path) -> bytes:
    npm = which("npm")
    if npm is None:
        raise UnobtainableError(f"{package}: npm is missing")
    command = [npm, "pack", package, "--silent", "--pack-destination", str(directory)]
    try:
        done = subprocess.run(
            command, cwd=directory, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnobtainableError(f"{package}: npm took more than {_SECONDS} s") from error
    if done.returncode != 0:
        raise UnobtainableError(f"{package}: npm exited with {done.returncode}")
    with tarfile.open(directory / done.stdout.split()[-1]) as archive:
        try:
            content = archive.extractfile(member)
        except KeyError as error:
            raise UnobtainableError(f"{package} holds no {member}") from error
        if content is None:
            raise UnobtainableError(f"{member} of {package} is no file")
        return content.read()
