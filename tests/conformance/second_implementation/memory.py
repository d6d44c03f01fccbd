"""What an organisation has, in memory; pages of it."""

import base64
import hashlib
import json
import os
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tests.conformance.second_implementation.refusal import Refusal

__all__ = ["Item", "Organisation", "entity_tag", "page"]

Item = dict[str, Any]


class Organisation:
    """One organisation's clients, contacts and alerts, by id."""

    def __init__(self, alert: Item) -> None:
        self.clients: dict[str, Item] = {}
        self.contacts: dict[str, Item] = {}
        self.alerts: dict[str, Item] = {}
        client = self.add(self.clients, {"name": "Harbour Dental", "status": "active"} | _CLIENT)
        for number in range(3):
            fields = {**alert, "client_id": client["id"], "title": f"Sign-in from abroad {number}"}
            self.add(self.alerts, fields)

    def add(self, items: dict[str, Item], fields: Item) -> Item:
        now = _now()
        item = {**fields, "id": _identifier(), "created_at": now, "updated_at": now}
        items[item["id"]] = item
        return item

    def write_client(self, body: Item, before: Item | None = None) -> Item:
        """Create or replace a client; its name and its references are its own."""
        fields = {**_CLIENT, "status": "active", **body}
        references = [(each["system"], each["id"]) for each in fields["external_refs"]]
        if len({system for system, _ in references}) < len(references):
            raise Refusal(409, "external_ref_repeated", "The same external system is named twice.")
        for other in self.clients.values():
            if other is before:
                continue
            if other["name"].casefold() == fields["name"].casefold():
                raise Refusal(409, "name_taken", "Another client has this name.")
            if any((each["system"], each["id"]) in references for each in other["external_refs"]):
                raise Refusal(409, "external_ref_taken", "The reference belongs to another client.")
        return self.add(self.clients, fields) if before is None else _replace(self.clients, before, fields)

    def write_contact(self, body: Item, before: Item | None = None) -> Item:
        """Create or replace a contact of a client; each client has one primary contact at most."""
        if body["client_id"] not in self.clients:
            raise Refusal(404, "not_found", "The client does not exist.")
        if before is not None and before["client_id"] != body["client_id"]:
            raise Refusal(409, "client_fixed", "A contact stays with its client.")
        fields = {"is_primary": False, **body}
        for other in list(self.contacts.values()):
            same = other is not before and other["client_id"] == body["client_id"]
            if fields["is_primary"] and same and other["is_primary"]:
                _replace(self.contacts, other, {**other, "is_primary": False})
        return self.add(self.contacts, fields) if before is None else _replace(self.contacts, before, fields)


_CLIENT: Item = {"domains": [], "tags": [], "external_refs": [], "risk_score": 0}


def _replace(items: dict[str, Item], before: Item, fields: Item) -> Item:
    kept = {name: before[name] for name in ("id", "created_at")}
    same = {**fields, **kept, "updated_at": before["updated_at"]} == before
    items[before["id"]] = {**fields, **kept, "updated_at": before["updated_at"] if same else _now()}
    return items[before["id"]]


def page(items: list[Item], arguments: Item, keep: Callable[[Item], bool], *, again: bool) -> Item:
    """Return a page: ``limit`` items after ``cursor`` in the order of ``sort``, of those to keep.

    ``again`` shows the item that the cursor is of once more.
    """
    sort = arguments["sort"].removeprefix("-")
    backwards = arguments["sort"].startswith("-")
    since = arguments.get("updated_since", "")
    asked = {name: value for name, value in sorted(arguments.items()) if name not in ("cursor", "limit")}
    mark = hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:16]

    def place(item: Item) -> tuple[Any, str]:
        value = item[sort]
        return (value.casefold() if sort == "name" else value), item["id"]

    ordered = sorted(filter(keep, items), key=place, reverse=backwards)
    ordered = [each for each in ordered if each["updated_at"] >= since]
    if "cursor" in arguments:
        after = _read_cursor(arguments["cursor"], mark)
        ordered = [
            each
            for each in ordered
            if (again and place(each) == after) or (place(each) < after if backwards else place(each) > after)
        ]
    shown = ordered[: arguments["limit"]]
    found: Item = {"data": shown}
    if len(ordered) > len(shown):
        written = json.dumps([mark, *place(shown[-1])]).encode()
        found["next_cursor"] = base64.urlsafe_b64encode(written).rstrip(b"=").decode()
    return found


def _read_cursor(cursor: str, mark: str) -> tuple[Any, str]:
    try:
        read = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        known, value, identifier = read
        if known == mark and isinstance(identifier, str) and isinstance(value, str | int):
            return value, identifier
    except (ValueError, TypeError):
        pass
    wrong = {"parameter": "cursor", "code": "cursor", "detail": "It is of another list."}
    raise Refusal(400, "invalid_request", "The cursor is none of this list.", [wrong])


def entity_tag(item: Item) -> str:
    return f'"{hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()[:32]}"'


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _identifier() -> str:
    """Return a UUID of version 7 (RFC 9562 section 5.7)."""
    octets = bytearray((time.time_ns() // 1_000_000).to_bytes(6, "big") + os.urandom(10))
    octets[6] = octets[6] & 0x0F | 0x70
    octets[8] = octets[8] & 0x3F | 0x80
    return str(uuid.UUID(bytes=bytes(octets)))
