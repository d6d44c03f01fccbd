"""The credentials file (TOML or JSON): keys by purpose, and facts about the server."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from contractfirst_conformance.errors import UsageError

__all__ = ["CALLER", "Caller", "Credential", "Credentials", "Need", "OrganisationKeys", "ServerFacts"]


class Need(StrEnum):
    """What a check may need; the value is the reason why it is skipped without it."""

    FULL = "the credentials file has no key with every scope"
    TWO_ORGANISATIONS = "the credentials file has no second organisation"
    READ_ONLY = "the credentials file has no read_only key"
    WRITE_ONLY = "the credentials file has no write_only key"
    NO_SCOPE = "the credentials file has no no_scope key"
    FUZZING = "the credentials file has no fuzzing key"
    LIMIT_PROBE = "the credentials file has no fresh limit_probes left"
    REVOKED = "the credentials file has no revoked key"
    FAULT_INJECTION = "the server has no fault injection ([server] fault_injection)"
    FORWARDED_FOR = "the server does not trust X-Forwarded-For ([server] trusts_forwarded_for)"
    SIGNING_KEY = "the suite cannot sign tokens ([server] signing_key)"
    WEBHOOK_RECEIVER = "the server cannot reach a receiver of ours ([server] webhook_host)"
    HTTPS = "the URL is not https"
    DOCUMENTED_LIMITS = "the contract has no x-rate-limits"


@dataclass(frozen=True, slots=True)
class Credential:
    """One API key; ``purpose`` is its name in the file.

    Instead of id and secret it may have a fixed ``token``, or ``headers`` for APIs without bearer tokens.
    """

    purpose: str
    organisation: str
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False, hash=False)
    multiplier: float = 1.0

    def __str__(self) -> str:
        return f"{self.purpose} key of {self.organisation}"

    @property
    def is_fixed(self) -> bool:
        """Whether it is sent as it is, so that no token can be asked for with it."""
        return bool(self.token or self.headers)


@dataclass(frozen=True, slots=True)
class DefaultCaller:
    """The type of CALLER."""


CALLER: Final = DefaultCaller()
"""The key with every scope: the fuzzing key of the first organisation, else its full one."""

Caller = Credential | str | None | DefaultCaller
"""The sender of a request: a key, a token as text, ``None`` for no credentials, or CALLER."""


@dataclass(frozen=True, slots=True)
class OrganisationKeys:
    """The keys of one organisation; ``limit_probes`` are fresh ones under the given limits.

    ``other_network`` may only be used from a network that the suite is not in.
    """

    name: str
    full: Credential | None = None
    read_only: Credential | None = None
    write_only: Credential | None = None
    no_scope: Credential | None = None
    fuzzing: Credential | None = None
    revoked: Credential | None = None
    other_network: Credential | None = None
    limit_probes: tuple[Credential, ...] = ()

    def every_key(self) -> Iterator[Credential]:
        """Return every key there is."""
        single = (getattr(self, purpose) for purpose in _PURPOSES)
        yield from (key for key in single if key is not None)
        yield from self.limit_probes


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """Facts about the server that a client cannot see.

    ``signing_key`` lets the suite forge tokens; ``webhook_host`` is a name or address of this machine that
    the server reaches and may send webhooks to.
    """

    fault_injection: bool = False
    trusts_forwarded_for: bool = False
    signing_key: str = field(default="", repr=False)
    webhook_host: str = ""


_Expected = tuple[type | tuple[type, ...], str]
_TEXT: _Expected = (str, "a text")
_PURPOSES = ("full", "read_only", "write_only", "no_scope", "fuzzing", "revoked", "other_network")


@dataclass(frozen=True, slots=True)
class Credentials:
    """Everything in the file; without ``organisations`` only checks that need no key run."""

    organisations: tuple[OrganisationKeys, ...] = ()
    server: ServerFacts = field(default_factory=ServerFacts)

    @classmethod
    def load(cls, path: Path) -> "Credentials":
        """Read a file; raises ``UsageError`` with what is wrong with it."""
        try:
            text = path.read_text("utf-8")
            data = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
        except OSError as error:
            raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
        except ValueError as error:
            raise UsageError(f"{path}: is neither TOML nor (named .json) JSON: {error}") from error
        return cls.parse(data, str(path))

    @classmethod
    def parse(cls, data: object, origin: str = "credentials") -> "Credentials":
        """Return the credentials in plain data; raises ``UsageError``."""
        top = _mapping(data, origin)
        _known(top, {"organisations", "server"}, origin)
        facts = _mapping(top.get("server", {}), f"{origin}: server")
        _known(facts, set(ServerFacts.__dataclass_fields__), f"{origin}: server")
        given = top.get("organisations", [])
        if not isinstance(given, list):
            raise UsageError(f"{origin}: organisations must be a list")
        organisations = tuple(
            _organisation(_mapping(each, f"{origin}: organisations"), number, origin)
            for number, each in enumerate(given)
        )
        for name, each in ServerFacts.__dataclass_fields__.items():
            _typed(facts, name, (bool, "true or false") if each.type is bool else _TEXT, f"{origin}: server")
        return cls(organisations, ServerFacts(**facts))  # type: ignore[arg-type]  # names are checked

    @property
    def first(self) -> OrganisationKeys:
        """The organisation that most checks work in."""
        return self.organisations[0] if self.organisations else OrganisationKeys("nobody")

    @property
    def second(self) -> OrganisationKeys:
        """The organisation that must not see the first one's data."""
        return self.organisations[1] if len(self.organisations) > 1 else OrganisationKeys("nobody")

    def secrets(self) -> Iterator[str]:
        """Return every secret."""
        yield self.server.signing_key
        for organisation in self.organisations:
            for key in organisation.every_key():
                yield from (key.client_secret, key.token)
                for value in key.headers.values():
                    yield from (value, value.partition(" ")[2])

    def header_names(self) -> frozenset[str]:
        """Return the names, in lower case, of headers that keys are sent in as they are."""
        keys = (key for organisation in self.organisations for key in organisation.every_key())
        return frozenset(name.lower() for key in keys for name in key.headers)

    def lacks(self, need: Need) -> bool:
        """Return whether the file lacks ``need``."""
        first, server = self.first, self.server
        return not {
            Need.FULL: first.full,
            Need.TWO_ORGANISATIONS: first.full and self.second.full,
            Need.READ_ONLY: first.read_only,
            Need.WRITE_ONLY: first.write_only,
            Need.NO_SCOPE: first.no_scope,
            Need.FUZZING: first.fuzzing,
            Need.LIMIT_PROBE: first.limit_probes,
            Need.REVOKED: first.revoked,
            Need.FAULT_INJECTION: server.fault_injection,
            Need.FORWARDED_FOR: server.trusts_forwarded_for,
            Need.SIGNING_KEY: server.signing_key,
            Need.WEBHOOK_RECEIVER: server.webhook_host,
        }.get(need, True)


def _organisation(data: Mapping[str, object], number: int, origin: str) -> OrganisationKeys:
    name = str(data.get("name", f"organisation {number + 1}"))
    where = f"{origin}: {name}"
    _known(data, {"name", "limit_probes", *_PURPOSES}, where)
    probes = data.get("limit_probes", [])
    if not isinstance(probes, list):
        raise UsageError(f"{where}: limit_probes must be a list")
    keys = {each: _credential(data[each], each, name, where) for each in _PURPOSES if each in data}
    return OrganisationKeys(
        name,
        limit_probes=tuple(_credential(each, "limit_probe", name, where) for each in probes),
        **keys,
    )


def _credential(data: object, purpose: str, organisation: str, where: str) -> Credential:
    given = dict(_mapping(data, f"{where}: {purpose}"))
    _known(given, {"client_id", "client_secret", "token", "headers", "multiplier"}, f"{where}: {purpose}")
    if not given.keys() & {"token", "headers"} and not {"client_id", "client_secret"} <= given.keys():
        raise UsageError(f"{where}: {purpose} needs client_id and client_secret, or token, or headers")
    for name in ("client_id", "client_secret", "token"):
        _typed(given, name, _TEXT, f"{where}: {purpose}")
    _typed(given, "multiplier", ((int, float), "a number"), f"{where}: {purpose}")
    for name, value in _mapping(given.get("headers", {}), f"{where}: {purpose}: headers").items():
        if not isinstance(value, str) or not value.isascii() or not value.isprintable():
            raise UsageError(f"{where}: {purpose}: headers: {name} must be printable ASCII")
    return Credential(purpose, organisation, **given)  # type: ignore[arg-type]  # names are checked


def _mapping(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise UsageError(f"{where}: must be a table")
    return value


def _typed(data: Mapping[str, object], name: str, expected: _Expected, where: str) -> None:
    kind, words = expected
    value = data.get(name)
    # To Python true and false are numbers.
    wrong = not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool)
    if name in data and wrong:
        raise UsageError(f"{where}: {name} must be {words}")


def _known(data: Mapping[str, object], names: set[str], where: str) -> None:
    if unknown := sorted(data.keys() - names):
        raise UsageError(f"{where}: {', '.join(unknown)}: not one of {', '.join(sorted(names))}")
