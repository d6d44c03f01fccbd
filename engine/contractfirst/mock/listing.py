"""Lists of remembered items: filtered, cut into pages, in the form that the document gives its lists."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

from contractfirst.contract import Operation, Parameter, Response, shape
from contractfirst.contract.examples import ValueGenerator
from contractfirst.contract.place import Place
from contractfirst.mock.answers import MockAnswer

__all__ = ["PagedList"]

Item = dict[str, object]

# Names of query parameters and of members that every second API uses, letters alone.
_SIZES = frozenset({"limit", "pagesize", "perpage", "size", "count", "maxresults", "top"})
_CURSORS = frozenset({"cursor", "pagetoken", "after", "startingafter", "continuationtoken", "nexttoken"})
_PAGES = frozenset({"page", "pagenumber"})
_OFFSETS = frozenset({"offset", "skip", "start"})
_NEXT = frozenset({"nextcursor", "nextpagetoken", "cursor", "next", "continuationtoken", "nexttoken"})
_MORE = frozenset({"hasmore", "more", "hasnext"})
_TOTALS = frozenset({"total", "totalcount", "totalitems", "count"})


class PagedList:
    """One operation that lists: ``member`` holds the items, ``""`` where the response is the array."""

    def __init__(
        self, operation: Operation, schema: Place, member: str, element: Place, generator: ValueGenerator
    ) -> None:
        self._member = member
        self._named = shape.properties(element)
        self._is_item = generator.checker(element)
        self._is_list = generator.checker(schema)
        self._around = _around(schema)
        self._size = _parameter(operation, _SIZES)
        self._cursor = _parameter(operation, _CURSORS)
        self._page = _parameter(operation, _PAGES)
        self._offset = _parameter(operation, _OFFSETS)
        own = {each for each in (self._size, self._cursor, self._page, self._offset) if each is not None}
        self._filters = {
            each.python_name: each.name
            for each in operation.parameters
            if each.location == "query" and each not in own and each.name in self._named
        }
        array = schema if member == "" else shape.properties(schema)[member]
        most = array.resolved().get("maxItems") if isinstance(array.resolved().value, dict) else None
        self._most = most if isinstance(most, int) else None

    def items(self, answer: MockAnswer) -> list[object]:
        """Return the items of a list as it stands in the document."""
        data = answer.data
        held = data if self._member == "" else data.get(self._member) if isinstance(data, dict) else None
        return held if isinstance(held, list) else []

    def response(
        self, items: Sequence[Item], arguments: dict[str, object], answer: MockAnswer
    ) -> Response | None:
        """Return the page that the arguments ask for, ``None`` where its form is unknown."""
        fitting = [item for item in items if self._matches(item, arguments)]
        start, size = self._window(arguments)
        listed = [self._listed(item, answer) for item in fitting[start : start + size]]
        page = [item for item in listed if item is not None]
        more = start + size < len(fitting)
        body = page if self._member == "" else self._envelope(answer, page, len(fitting), start + size, more)
        if not self._is_list(body):
            return None
        return Response(answer.status, body, answer.headers, answer.media_type)

    def _matches(self, item: Item, arguments: dict[str, object]) -> bool:
        for argument, name in self._filters.items():
            wanted = arguments.get(argument)
            if wanted is None:
                continue
            admitted = wanted if isinstance(wanted, list) else [wanted]
            held = item.get(name)
            if not (held in admitted or (isinstance(held, list) and any(each in held for each in admitted))):
                return False
        return True

    def _window(self, arguments: dict[str, object]) -> tuple[int, int]:
        size = _whole(arguments, self._size) or self._most or 100
        if self._most is not None:
            size = min(size, self._most)
        cursor = arguments.get(self._cursor.python_name) if self._cursor is not None else None
        if isinstance(cursor, str):
            return _position(cursor), size
        page = _whole(arguments, self._page)
        if page is not None:
            return max(page - 1, 0) * size, size
        return _whole(arguments, self._offset) or 0, size

    def _listed(self, item: Item, answer: MockAnswer) -> object:
        """Return an item in the form of the list's items, ``None`` where it has no such form."""
        named = self._named
        short = {key: value for key, value in item.items() if key in named}
        if self._is_item(short):
            return short
        example = next(iter(self.items(answer)), None)
        filled = {**example, **short} if isinstance(example, dict) else short
        return next((each for each in (item, filled) if self._is_item(each)), None)

    def _envelope(self, answer: MockAnswer, page: list[object], total: int, end: int, more: bool) -> object:
        envelope = dict(answer.data) if isinstance(answer.data, dict) else {}
        envelope[self._member] = page
        for name, (plain, types) in self._around.items():
            if plain in _NEXT and self._cursor is not None:
                envelope.pop(name, None)
                if more:
                    envelope[name] = _cursor(end)
                elif "null" in types and not self._is_list(envelope):
                    envelope[name] = None
            elif plain in _MORE and "boolean" in types:
                envelope[name] = more
            elif plain in _TOTALS and "integer" in types:
                envelope[name] = total
        return envelope


def _parameter(operation: Operation, names: frozenset[str]) -> Parameter | None:
    return next(
        (each for each in operation.parameters if each.location == "query" and _letters(each.name) in names),
        None,
    )


def _around(schema: Place) -> dict[str, tuple[str, frozenset[str]]]:
    """Return the members of an envelope: the letters of each name, and its types."""
    return {name: (_letters(name), shape.types(place)) for name, place in shape.properties(schema).items()}


def _letters(name: str) -> str:
    return "".join(sign for sign in name.lower() if sign.isalnum())


def _whole(arguments: dict[str, object], parameter: Parameter | None) -> int | None:
    value = arguments.get(parameter.python_name) if parameter is not None else None
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _cursor(position: int) -> str:
    return urlsafe_b64encode(f"mock:{position:08d}".encode()).decode().rstrip("=")


def _position(cursor: str) -> int:
    """Return where a page begins; a cursor that is none of ours means the beginning."""
    try:
        text = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        return int(text.removeprefix("mock:"))
    except ValueError:
        return 0
