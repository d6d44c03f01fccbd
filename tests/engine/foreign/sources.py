"""Where documents of other projects are downloaded from; none is kept here."""

import subprocess
import tarfile
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from shutil import which

__all__ = ["DownloadError", "Source"]

_SECONDS = 60


class DownloadError(Exception):
    """The document cannot be downloaded now; the message says why."""


@dataclass(frozen=True, slots=True)
class Source:
    """An npm package and the file in it, an https address, or both; the package is tried first."""

    package: str | None = None
    member: str = ""
    address: str | None = None

    def fetch(self, target: Path) -> str:
        """Write the document to ``target`` and return where it came from; raises ``DownloadError``."""
        reasons: list[str] = []
        if self.package is not None:
            try:
                target.write_bytes(_from_package(self.package, self.member, target.parent))
            except DownloadError as error:
                reasons.append(str(error))
            else:
                return f"{self.package}, {self.member}"
        if self.address is not None:
            try:
                with urllib.request.urlopen(self.address, timeout=10) as response:
                    target.write_bytes(response.read())
            except OSError as error:
                reasons.append(f"{self.address}: {error}")
            else:
                return self.address
        raise DownloadError("; ".join(reasons) or "there is no source")


def _from_package(package: str, member: str, directory: Path) -> bytes:
    npm = which("npm")
    if npm is None:
        raise DownloadError(f"{package}: npm is missing")
    command = [npm, "pack", package, "--silent", "--pack-destination", str(directory)]
    try:
        done = subprocess.run(
            command, cwd=directory, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise DownloadError(f"{package}: npm took more than {_SECONDS} s") from error
    if done.returncode != 0:
        raise DownloadError(f"{package}: npm exited with {done.returncode}")
    with tarfile.open(directory / done.stdout.split()[-1]) as archive:
        try:
            content = archive.extractfile(member)
        except KeyError as error:
            raise DownloadError(f"{package} does not contain {member}") from error
        if content is None:
            raise DownloadError(f"{member} of {package} is not a file")
        return content.read()
