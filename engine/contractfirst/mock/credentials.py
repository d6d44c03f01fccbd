"""Credentials as the document asks for them; whatever could be one is taken, and may do everything."""

import re
from base64 import b64decode
from collections.abc import Callable, Mapping
from functools import lru_cache
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl

from contractfirst.contract import Contract, Operation
from contractfirst.contract.exchange import Principal
from contractfirst.contract.problems import Unauthorized
from contractfirst.server.request_state import RequestState
from contractfirst.server.stages import Stage

__all__ = ["GrantEverything", "MockCredentials"]

_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*").fullmatch  # b64token, RFC 6750 section 2.1

# Returns what was presented, or None.
Look = Callable[[RequestState], str | None]


class GrantEverything:
    """An authenticator that takes every token and grants every scope of the document."""

    def __init__(self, contract: Contract) -> None:
        scopes: frozenset[str] = frozenset()
        for operation in contract.operations.values():
            scopes = scopes.union(
                operation.scopes, *(s for each in operation.security for s in each.values())
            )
        self._scopes = scopes
        self.authenticate = lru_cache(maxsize=4096)(self._principal)

    def _principal(self, token: str) -> Principal:
        name = sha256(token.encode("utf-8", "surrogateescape")).hexdigest()[:16]
        return Principal(f"mock-{name}", "mock", self._scopes)


class MockCredentials:
    """Makes the stage that asks for an operation's credentials: any of its alternatives will do."""

    def __init__(self, contract: Contract, authenticator: GrantEverything) -> None:
        self._authenticator = authenticator
        self._looks: dict[str, Look] = {}
        self._challenges: dict[str, str] = {}
        realm = re.sub(r"[^\x20\x21\x23-\x5b\x5d-\x7e]", "", contract.model.title or "API")
        for name, scheme in contract.model.security_schemes.items():
            self._looks[name], kind = _look(scheme.value)
            self._challenges[name] = f'{kind} realm="{realm}"'

    def stage(self, operation: Operation) -> Stage | None:
        """Return the stage that sets ``principal``, or ``None`` where nobody needs credentials.

        It raises ``Unauthorized``.
        """
        alternatives = [
            tuple(self._looks[name] for name in alternative)
            for alternative in operation.security
            if alternative
        ]
        if not alternatives:
            return None
        anonymous, principal_of = operation.anonymous, self._authenticator.authenticate
        challenges = dict.fromkeys(
            self._challenges[name] for alternative in operation.security for name in alternative
        )
        headers = {"WWW-Authenticate": ", ".join(challenges)}

        def ask(state: RequestState) -> None:
            for looks in alternatives:
                presented = [look(state) for look in looks]
                if None not in presented:
                    state.principal = principal_of("\n".join(each or "" for each in presented))
                    return
            if not anonymous:
                malformed = b"authorization" in state.present
                raise Unauthorized(
                    "This operation needs credentials that could be valid.",
                    code="invalid_token" if malformed else "missing_token",
                    headers=headers,
                )

        return ask


def _look(scheme: Mapping[str, object]) -> tuple[Look, str]:
    """Return what looks for credentials of a scheme, and the word for it in challenges."""
    kind = scheme.get("type")
    if kind == "apiKey":
        name = str(scheme.get("name", ""))
        look = {"query": _query_key, "cookie": _cookie_key}.get(str(scheme.get("in")), _header_key)(name)
        return look, "ApiKey"
    if kind == "mutualTLS":
        # The certificate is known where the connection's TLS ended.
        return (lambda state: ""), "Mutual"
    word = str(scheme.get("scheme", "bearer")) if kind == "http" else "bearer"
    fits = {"bearer": _is_token, "basic": _is_basic}.get(word.lower(), bool)

    def authorization(state: RequestState) -> str | None:
        field = state.present.get(b"authorization")
        if field is None or b"authorization" in state.duplicated:
            return None
        given, _, credentials = field.decode("latin-1").partition(" ")
        credentials = credentials.strip(" ")
        return credentials if given.lower() == word.lower() and fits(credentials) else None

    return authorization, word.capitalize()


def _is_token(credentials: str) -> bool:
    return _TOKEN(credentials) is not None


def _is_basic(credentials: str) -> bool:
    try:
        return b":" in b64decode(credentials, validate=True)
    except ValueError:
        return False


def _header_key(name: str) -> Look:
    raw = name.lower().encode("latin-1", "replace")

    def look(state: RequestState) -> str | None:
        values = [value for header, value in state.scope["headers"] if header == raw]
        return values[0].decode("latin-1") or None if values else None

    return look


def _query_key(name: str) -> Look:
    def look(state: RequestState) -> str | None:
        return dict(parse_qsl(state.query)).get(name) or None

    return look


def _cookie_key(name: str) -> Look:
    def look(state: RequestState) -> str | None:
        for header, value in state.scope["headers"]:
            if header == b"cookie":
                try:
                    found = SimpleCookie(value.decode("latin-1")).get(name)
                except CookieError:
                    continue
                if found is not None:
                    return found.value or None
        return None

    return look
