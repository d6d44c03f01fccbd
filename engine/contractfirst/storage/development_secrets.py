"""Keys for development: generated once and stored beside the database, so that tokens outlive a restart."""

import contextlib
import json
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from contractfirst.server.errors import SettingsError

__all__ = ["DevelopmentSecrets", "secrets_file"]


def secrets_file(database_url: str) -> Path | None:
    """Return where the keys of a database are kept; ``None`` if the database is not a file."""
    url = urlsplit(database_url)
    path = unquote(url.path).removeprefix("/")
    if url.scheme.split("+")[0] != "sqlite" or not path or path == ":memory:":
        return None
    return Path(f"{path}.secrets")


@dataclass(frozen=True, slots=True)
class DevelopmentSecrets:
    """Generated keys that stand in for missing ones."""

    signing_keys: tuple[str, ...]
    pepper: str

    @classmethod
    def generate(cls) -> "DevelopmentSecrets":
        """Return new random keys."""
        return cls((secrets.token_urlsafe(48),), secrets.token_urlsafe(48))

    @classmethod
    def kept_in(cls, file: Path | None) -> "DevelopmentSecrets":
        """Return the keys that a file holds, which is created if it does not exist; without a file, new keys.

        Raises:
            SettingsError: the file cannot be written, or does not hold keys.
        """
        if file is None:
            return cls.generate()
        try:
            if not file.exists():
                _create(file, cls.generate())
            kept = json.loads(file.read_text("utf-8"))
            return cls(tuple(map(str, kept["signing_keys"])), str(kept["pepper"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SettingsError([f"{file}: the development keys cannot be kept here: {error}"]) from error


def _create(file: Path, content: DevelopmentSecrets) -> None:
    """Write the file unless another process, which may start at the same time, has linked its own first."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}.")  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump({"signing_keys": content.signing_keys, "pepper": content.pepper}, stream)
        with contextlib.suppress(FileExistsError):
            os.link(name, file)
    finally:
        os.unlink(name)
