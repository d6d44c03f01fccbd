"""Handlers of the library's books; ``context`` is the shelf, a dict of books by id."""

from contractfirst.contract import Response, entity_tag, require_match
from contractfirst.contract.problems import NotFound

Shelf = dict[str, dict[str, object]]


def list_books(shelf: Shelf, *, limit: int) -> Response:
    return Response(200, {"data": list(shelf.values())[:limit]})


def create_book(shelf: Shelf, *, body: dict[str, object]) -> Response:
    book_id = f"00000000-0000-7000-8000-{len(shelf):012d}"
    shelf[book_id] = {"id": book_id, **body}
    return Response(201, shelf[book_id], {"Location": f"/shelf/v1/books/{book_id}"})


def get_book(shelf: Shelf, *, book_id: str) -> Response:
    return Response(200, _find(shelf, book_id))


def replace_book(shelf: Shelf, *, book_id: str, if_match: str | None, body: dict[str, object]) -> Response:
    require_match(if_match, _find(shelf, book_id))
    shelf[book_id] = {"id": book_id, **body}
    return Response(200, shelf[book_id], {"ETag": entity_tag(shelf[book_id])})


def delete_book(shelf: Shelf, *, book_id: str) -> Response:
    del shelf[_find(shelf, book_id)["id"]]  # type: ignore[arg-type]  # ids are text
    return Response(204)


def _find(shelf: Shelf, book_id: str) -> dict[str, object]:
    if book_id not in shelf:
        raise NotFound("There is no such book.")
    return shelf[book_id]
