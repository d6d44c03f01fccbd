"""Keys for development: made once, kept beside the database file, so that a restart keeps tokens valid."""

import contextlib
import dataclasses
import json
import os
import secrets
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from contractfirst.server.errors import SettingsError

if TYPE_CHECKING:
    from contractfirst.server.settings import Settings

__all__ = ["keep_secrets", "secrets_file"]


def secrets_file(database_url: str) -> Path | None:
    """Return where the keys of a database are kept; ``None`` when it is no file."""
    url = urlsplit(database_url)
    path = unquote(url.path).removeprefix("/")
    if url.scheme.split("+")[0] != "sqlite" or not path or path == ":memory:":
        return None
    return Path(f"{path}.secrets")


def keep_secrets(settings: "Settings") -> "Settings":
    """Return the settings with the keys that they lack filled in; those that are set stay.

    Raises:
        SettingsError: the file cannot be written, or is not one of ours.
    """
    if settings.signing_keys and settings.pepper:
        return settings
    made: dict[str, object] = {
        "signing_keys": [secrets.token_urlsafe(48)],
        "pepper": secrets.token_urlsafe(48),
    }
    file = secrets_file(settings.database_url)
    if file is not None:
        try:
            made = _read_or_write(file, made)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SettingsError([f"{file}: the development keys cannot be kept here: {error}"]) from error
    keys = made["signing_keys"]
    return dataclasses.replace(
        settings,
        signing_keys=settings.signing_keys or (tuple(map(str, keys)) if isinstance(keys, list) else ()),
        pepper=settings.pepper or str(made["pepper"]),
    )


def _read_or_write(file: Path, made: dict[str, object]) -> dict[str, object]:
    """Return what the file holds; put ``made`` there first when there is no file.

    Several processes may start at once: whoever links first wins, and nobody sees a file half-written.
    """
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}.")  # mode 0600
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(made, stream)
            with contextlib.suppress(FileExistsError):
                os.link(name, file)
        finally:
            os.unlink(name)
    kept = json.loads(file.read_text("utf-8"))
    return {"signing_keys": list(kept["signing_keys"]), "pepper": kept["pepper"]}
