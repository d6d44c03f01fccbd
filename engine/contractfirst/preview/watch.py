"""Has a file changed: by its times and size, then by its content."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

__all__ = ["Watch"]


class Watch:
    """Remembers how files looked; one that is missing for a moment, as editors leave it, has not changed."""

    def __init__(self) -> None:
        self._looks: dict[Path, tuple[int, int, int]] = {}
        self._digests: dict[Path, bytes] = {}

    def changed(self, paths: Iterable[Path]) -> bool:
        """Return whether any file's content has changed since this was last asked."""
        # Every file is looked at, or else one change would be reported twice.
        return sum(self._changed(path) for path in paths) > 0

    def _changed(self, path: Path) -> bool:
        try:
            status = path.stat()
            look = status.st_mtime_ns, status.st_size, status.st_ino
            if self._looks.get(path) == look:
                return False
            digest = sha256(path.read_bytes()).digest()
        except OSError:
            return False
        self._looks[path] = look
        known = self._digests.get(path)
        self._digests[path] = digest
        return known != digest
