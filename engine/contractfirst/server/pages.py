"""Pages that the server shows beside the API, looked up by exact path or folder."""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from contractfirst.contract.exchange import EncodedResponse
from contractfirst.contract.problems import MethodNotAllowed, NotFound
from contractfirst.server.request_state import RequestState
from contractfirst.server.stages.conditional import not_modified

__all__ = ["FixedPages", "Page", "page"]

_ALLOW = "GET, HEAD, OPTIONS"

# Called for each request, so that a page can show the current state.
Page = Callable[[], EncodedResponse]
# Gets the rest of the path; returns None if there is no such page.
Folder = Callable[[str], EncodedResponse | None]


def page(
    body: bytes, media_type: str, *, headers: Mapping[str, str] | None = None, status: int = 200
) -> EncodedResponse:
    """Return a page with a strong ETag of its bytes."""
    tag = urlsafe_b64encode(sha256(body).digest())[:22].decode("ascii")
    return EncodedResponse(
        status,
        (
            ("Content-Type", media_type),
            ("ETag", f'"{tag}"'),
            ("X-Content-Type-Options", "nosniff"),
            *(headers or {}).items(),
        ),
        body,
    )


@dataclass(frozen=True, slots=True)
class FixedPages:
    """``exact`` pages by path, ``folders`` by the path that they begin with, slash included."""

    exact: Mapping[str, Page]
    folders: Mapping[str, Folder]

    @classmethod
    def together(cls, parts: Iterable["FixedPages"]) -> "FixedPages":
        """Return all pages of several parts."""
        exact: dict[str, Page] = {}
        folders: dict[str, Folder] = {}
        for part in parts:
            exact.update(part.exact)
            folders.update(part.folders)
        return cls(exact, folders)

    def knows(self, path: str) -> bool:
        """Return whether there is a page at ``path``, or may be."""
        return path in self.exact or any(path.startswith(folder) for folder in self.folders)

    def answer(self, state: RequestState) -> EncodedResponse:
        """Return the requested page; reads ``path``, ``method`` and ``present``.

        Raises:
            NotFound, MethodNotAllowed
        """
        found = self._find(state.path)
        if state.method == "OPTIONS":
            return EncodedResponse(204, (("Allow", _ALLOW),), b"")
        if state.method not in {"GET", "HEAD"}:
            raise MethodNotAllowed("This page is read-only.", headers={"Allow": _ALLOW})
        if_none_match = state.present.get(b"if-none-match")
        return found if if_none_match is None else not_modified(found, if_none_match)

    def _find(self, path: str) -> EncodedResponse:
        exact = self.exact.get(path)
        if exact is not None:
            return exact()
        for folder, pages in self.folders.items():
            if path.startswith(folder):
                found = pages(path[len(folder) :])
                if found is not None:
                    return found
        raise NotFound("There is no resource at this path.")
