"""Conversion between rows and JSON representations."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import Column, Table

from contractfirst.contract.problems import BadRequest, Violation
from contractfirst.timestamps import normalise_timestamp

__all__ = ["Representation"]

_NEVER_SHOWN = frozenset({"organisation_id", "search_text", "deleted_with"})


class Representation:
    """Turns a table's rows into JSON-ready objects, and bodies into rows.

    ``hidden`` columns are never shown. A column without a value is shown as ``None``, unless ``sparse`` names
    it: then it is left out, because only some kinds of the resource have the property.
    """

    def __init__(self, table: Table, hidden: Sequence[str] = (), sparse: Sequence[str] = ()) -> None:
        hidden_names = _NEVER_SHOWN | set(hidden)
        # SQLAlchemy's names are a subclass of str, which orjson refuses as the key of an object.
        self._shown = [
            (str(column.name), _DECODERS.get(_stored_as(column)), column.name in sparse)
            for column in table.c
            if column.name not in hidden_names
        ]
        self._encoders = {column.name: _encoder(column) for column in table.c}
        self._absent = {column.name: column.info.get("absent") for column in table.c}
        self._written = [column.name for column in table.c if not column.info.get("computed")]

    def of(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return the representation of a row."""
        shown: dict[str, Any] = {}
        for name, decode, sparse in self._shown:
            value = row[name]
            if value is not None:
                shown[name] = value if decode is None else decode(value)
            elif not sparse:
                shown[name] = None
        return shown

    def row(self, body: Mapping[str, Any], computed: Mapping[str, Any]) -> dict[str, Any]:
        """Return the columns of a new row, except those without a value or a default."""
        defaults = {name: self._encode(name, absent) for name, absent in self._absent.items()}
        return {**defaults, **self.replacement(body, computed)}

    def replacement(self, body: Mapping[str, Any], computed: Mapping[str, Any]) -> dict[str, Any]:
        """Return every writable column, from the body or with its value when absent."""
        if not body.keys() <= self._encoders.keys():
            raise LookupError(f"no column for {sorted(body.keys() - self._encoders.keys())}")
        written = {name: self._encode(name, body.get(name)) for name in self._written}
        return {**written, **self.stored(computed)}

    def stored(self, changes: Mapping[str, Any]) -> dict[str, Any]:
        """Return the given columns as they are stored."""
        return {name: self._encode(name, value) for name, value in changes.items()}

    def texts(self, row: Mapping[str, Any], columns: Iterable[str]) -> list[str]:
        """Return the texts in some columns of a row; a list gives each of its members."""
        found: list[str] = []
        for name in columns:
            value = row[name]
            if value is None:
                continue
            decoded = orjson.loads(value) if self._encoders[name] is _encode_json else value
            found += [str(member) for member in decoded] if isinstance(decoded, list) else [str(decoded)]
        return found

    def objects(self, row: Mapping[str, Any], column: str) -> list[dict[str, Any]]:
        """Return the objects in a JSON column, which holds one, a list of them, or nothing."""
        decoded = orjson.loads(row[column] or "[]")
        return decoded if isinstance(decoded, list) else [decoded]

    def _encode(self, name: str, value: object) -> Any:
        if value is None:
            value = self._absent[name]
        encode = self._encoders[name]
        if value is None or encode is None:
            return value
        try:
            return encode(value)
        except ValueError as error:
            raise BadRequest(
                f"The property {name} is not valid.",
                errors=[
                    Violation(pointer=f"/{name}", code="format", detail="Must be an RFC 3339 timestamp.")
                ],
            ) from error


def _encode_json(value: object) -> str:
    return orjson.dumps(value).decode()


def _encode_timestamp(value: object) -> str:
    return normalise_timestamp(str(value))


_DECODERS: dict[str, Callable[[Any], Any]] = {"json": orjson.loads, "boolean": bool}
_ENCODERS: dict[str, Callable[[Any], Any]] = {
    "json": _encode_json,
    "boolean": int,
    "timestamp": _encode_timestamp,
}


def _stored_as(column: Column[Any]) -> str:
    return str(column.info.get("stored", ""))


def _encoder(column: Column[Any]) -> Callable[[Any], Any] | None:
    return _ENCODERS.get(_stored_as(column))
