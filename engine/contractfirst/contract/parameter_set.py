"""All parameters of one operation, taken from one request."""

from collections.abc import Iterable, Mapping, Sequence

from contractfirst.contract import shape
from contractfirst.contract.parameters import Parameter
from contractfirst.contract.percent import form_text
from contractfirst.contract.problems import Violation
from contractfirst.contract.refused import LIMIT, Refused

__all__ = ["ParameterSet"]

Pairs = list[tuple[str, str]]

_SHOWN = 100


class ParameterSet:
    """Decides, once, which raw name belongs to which parameter.

    ``known`` are query names that somebody else takes, such as an API key's. Of two parameters of the
    same Python name the caller has made sure that there is none.
    """

    def __init__(self, parameters: Iterable[Parameter], known: Iterable[str] = ()) -> None:
        parameters = tuple(parameters)
        by_location = {
            location: [parameter for parameter in parameters if parameter.location == location]
            for location in ("path", "query", "header", "cookie")
        }
        self._path = by_location["path"]
        self._query = by_location["query"]
        self._headers = {
            parameter.name.lower().encode("latin-1"): parameter for parameter in by_location["header"]
        }
        self._cookies = {parameter.name: parameter for parameter in by_location["cookie"]}
        self._known = frozenset(known)
        self._claims: dict[str, Parameter] = {}
        self._deep: dict[str, Parameter] = {}
        self._open: Parameter | None = None
        for parameter in self._query:
            self._claim(parameter)

    def decode(
        self, path_values: Mapping[str, str], query: str, headers: Sequence[tuple[bytes, bytes]]
    ) -> tuple[dict[str, object], list[Violation]]:
        """Return the values by Python name, absent ones by their default, and every violation."""
        values: dict[str, object] = {}
        violations: list[Violation] = []
        for parameter in self._path:
            self._take(parameter, [("", path_values[parameter.name])], values, violations)
        if self._query or query:
            self._decode_query(query, values, violations)
        if self._headers:
            self._decode_headers(headers, values, violations)
        if self._cookies:
            self._decode_cookies(headers, values, violations)
        return values, violations

    def _claim(self, parameter: Parameter) -> None:
        if parameter.layout == "object" and parameter.style == "deepObject":
            self._deep[parameter.name] = parameter
        elif parameter.layout == "object" and parameter.style == "form" and parameter.explode:
            # Its properties are query parameters of their own.
            schema = parameter.place.child("schema")
            self._claims.update(dict.fromkeys(shape.properties(schema), parameter))
            if shape.takes_more(schema):
                self._open = parameter
        else:
            self._claims[parameter.name] = parameter

    @staticmethod
    def _take(
        parameter: Parameter, pairs: Pairs | None, values: dict[str, object], violations: list[Violation]
    ) -> None:
        if pairs is None:
            values[parameter.python_name] = parameter.absent()
            if parameter.required:
                violations.append(parameter.missing())
            return
        value, found = parameter.read(pairs)
        values[parameter.python_name] = value
        if found:
            violations.extend(found)

    def _decode_query(self, query: str, values: dict[str, object], violations: list[Violation]) -> None:
        taken: dict[str, Pairs] = {}
        if query:
            claims = self._claims
            unknown: dict[str, Violation] = {}
            for pair in query.split("&"):
                if not pair:
                    continue
                name, _, raw = pair.partition("=")
                parameter = claims.get(name)
                if parameter is None:
                    parameter, name = self._search(name, unknown)
                    if parameter is None:
                        continue
                taken.setdefault(parameter.name, []).append((name, raw))
            violations.extend(list(unknown.values())[:LIMIT])
        for parameter in self._query:
            self._take(parameter, taken.get(parameter.name), values, violations)

    def _search(self, raw_name: str, unknown: dict[str, Violation]) -> tuple[Parameter | None, str]:
        """Return the parameter of a name that is encoded, deep or free, or note that there is none."""
        text = form_text(raw_name)
        if isinstance(text, Refused):
            unknown[raw_name] = Violation(
                "encoding", "Parameter names must be percent-encoded UTF-8.", parameter=raw_name[:_SHOWN]
            )
            return None, raw_name
        parameter = self._claims.get(text)
        if parameter is None and text.endswith("]"):
            head, _, tail = text.partition("[")
            if "[" not in tail and "]" not in tail[:-1]:
                parameter = self._deep.get(head)
        if parameter is None and text not in self._known:
            parameter = self._open
            if parameter is None:
                unknown[text] = Violation(
                    "unknown", "The operation takes no such query parameter.", parameter=text[:_SHOWN]
                )
        return parameter, text

    def _decode_headers(
        self, headers: Sequence[tuple[bytes, bytes]], values: dict[str, object], violations: list[Violation]
    ) -> None:
        wanted = self._headers
        taken: dict[bytes, list[str]] = {}
        for name, value in headers:
            if name in wanted or (name := name.lower()) in wanted:
                taken.setdefault(name, []).append(value.decode("latin-1"))
        for name, parameter in wanted.items():
            lines = taken.get(name)
            if lines is None:
                self._take(parameter, None, values, violations)
            elif parameter.layout in ("array", "object"):
                # Field lines of a list are one list (RFC 9110 section 5.3).
                self._take(parameter, [("", ",".join(lines))], values, violations)
            else:
                self._take(parameter, [("", line) for line in lines], values, violations)

    def _decode_cookies(
        self, headers: Sequence[tuple[bytes, bytes]], values: dict[str, object], violations: list[Violation]
    ) -> None:
        wanted = self._cookies
        taken: dict[str, Pairs] = {}
        for field, line in headers:
            if field.lower() != b"cookie":
                continue
            for pair in line.decode("latin-1").split(";"):
                name, equals, raw = pair.strip(" \t").partition("=")
                if equals and name in wanted:
                    taken.setdefault(name, []).append((name, raw))
        for name, parameter in wanted.items():
            self._take(parameter, taken.get(name), values, violations)
