"""Rules about secrets and the ways they leak: addresses, plain text, examples, responses."""

import re
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urlsplit

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract.node import Node, mapping
from contractfirst.lint.model import LintModel
from contractfirst.lint.names import words
from contractfirst.lint.rule import rule
from contractfirst.lint.rule_finding import RuleFinding, report
from contractfirst.lint.schemas import types_here
from contractfirst.lint.severity import Severity

__all__ = [
    "basic_over_http",
    "credentials_in_query",
    "https_only",
    "password_write_only",
    "secret_in_example",
]

_CREDENTIALS = frozenset({"apikey", "credential", "jwt", "passphrase", "passwd", "password", "secret"})
_CREDENTIAL_PAIRS = (("access", "token"), ("api", "key"), ("auth", "token"), ("id", "token"))
_SECRET_PATTERNS = (
    ("a JSON Web Token", re.compile(r"eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{20,}")),
    ("an AWS access key", re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b")),
    ("a GitHub token", re.compile(r"\bgh[opsur]_[A-Za-z0-9]{36,}\b|\bgithub_pat_[A-Za-z0-9_]{22,}")),
    ("a Stripe key", re.compile(r"\b[rs]k_live_[A-Za-z0-9]{16,}")),
    ("a Slack token", re.compile(r"\bxox[abprs]-[A-Za-z0-9-]{10,}")),
    ("a Google API key", re.compile(r"\bAIza[0-9A-Za-z_-]{35}")),
    ("a webhook secret", re.compile(r"\bwhsec_[A-Za-z0-9+/]{24,}={0,2}")),
    ("a private key", re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----")),
)
_SUSPECT = re.compile(r"eyJ|AKIA|ASIA|gh[opsur]_|github_pat_|k_live_|xox|AIza|whsec_|-----BEGIN")
# Words that nobody's real secret spells, and runs that no random source makes.
_PLACEHOLDER = re.compile(
    r"example|not-?a|sample|dummy|fake|placeholder|redacted|your|test|demo|xxx|(.)\1{5}|0123456|1234567|abcdefg",
    re.IGNORECASE,
)
_SHOWN = ("example", "examples", "default", "const", "enum", "value")


@rule(
    "credentials-in-query",
    Severity.ERROR,
    "A credential is sent in the query",
    why="Addresses are written to logs, histories and Referer headers of servers and proxies on the way.",
    bad="{name: api_key, in: query}",
    good="{type: http, scheme: bearer}   # a security scheme",
    source="RFC 6750 section 2.3; RFC 9700 section 4.3.2; CWE-598",
    fix="Send it in the Authorization header.",
)
def credentials_in_query(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("security scheme"):
        if node.value.get("type") == "apiKey" and node.value.get("in") == "query":
            yield report(node, "an API key in the query ends up in logs", "in")
    for node in model.of("parameter"):
        if node.value.get("in") == "query" and _is_credential(node.string("name")):
            yield report(node, f'"{node.string("name")}" in the query ends up in logs', "name")


def _is_credential(name: str) -> bool:
    parts = words(name)
    if not _CREDENTIALS.isdisjoint(parts) or parts == ["token"]:
        return True
    return any(pair in pairwise(parts) for pair in _CREDENTIAL_PAIRS)


@rule(
    "https-only",
    Severity.ERROR,
    "A URL is not https",
    why="Everything on the way can read the token and change the answer. Local addresses are exempt.",
    bad="servers: [{url: 'http://api.example.com'}]",
    good="servers: [{url: 'https://api.example.com'}]",
    source="RFC 6750 section 5.3; RFC 9110 section 4.2.2; OWASP API8:2023",
    fix="Use https.",
)
def https_only(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("server"):
        if _is_plain(node.string("url")):
            yield report(node, f"{node.string('url')[:80]} is not https", "url")
    for kind, names in (
        ("oauth flow", ("authorizationUrl", "tokenUrl", "refreshUrl")),
        ("security scheme", ("openIdConnectUrl",)),
    ):
        for node in model.of(kind):
            for name in names:
                if _is_plain(node.string(name)):
                    yield report(node, f"{node.string(name)[:80]} is not https", name)


def _is_plain(url: str) -> bool:
    scheme, separator, _ = url.partition("://")
    if not separator or scheme.lower() not in ("http", "ws"):
        return False
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return True
    return not (host in ("localhost", "127.0.0.1", "::1") or host.endswith(".localhost"))


@rule(
    "basic-over-http",
    Severity.ERROR,
    "HTTP Basic is used and a server is not https",
    why="Basic sends the password itself, merely base64-encoded: over http everybody on the way has it.",
    bad="servers: [{url: 'http://api.example.com'}]   # securitySchemes: {type: http, scheme: basic}",
    good="servers: [{url: 'https://api.example.com'}]",
    source="RFC 7617 section 4",
    fix="Use https, or another scheme.",
)
def basic_over_http(model: LintModel) -> Iterator[RuleFinding]:
    if any(_is_plain(node.string("url")) for node in model.of("server")):
        for node in model.of("security scheme"):
            if node.value.get("type") == "http" and node.string("scheme").lower() == "basic":
                yield report(node, "HTTP Basic over http sends the password in the clear", "scheme")


@rule(
    "password-write-only",
    Severity.WARNING,
    "A password is not writeOnly",
    why="Nothing keeps it out of responses; and whatever can be read will be read.",
    bad="properties: {password: {type: string, maxLength: 80}}",
    good="properties: {password: {type: string, maxLength: 80, writeOnly: true}}",
    source="OpenAPI 3.1.1 section 4.8.24; JSON Schema 2020-12 validation, section 9.4; OWASP API3:2023",
    fix="Add `writeOnly: true`.",
)
def password_write_only(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("schema"):
        if node.keyword != "properties" or node.value.get("writeOnly") is True:
            continue
        named = types_here(node.value)
        is_password = node.value.get("format") == "password" or (
            words(node.key)[-1:] in (["password"], ["passwd"], ["passphrase"])
            and "string" in (named or ["string"])
        )
        if is_password:
            yield report(node, f'the password "{node.key}" is not writeOnly')


@rule(
    "secret-in-example",
    Severity.ERROR,
    "An example looks like a real secret",
    why="Documents are published. If it is real, it must be revoked; if it is not, scanners and readers will "
    "still take it for one.",
    bad="example: AKIAIOSFODNN7SECRETS",
    good="example: AKIAEXAMPLEEXAMPLE00",
    source="CWE-798; OWASP API8:2023",
    fix="Revoke it if it is real; use an obvious placeholder that contains `example`.",
)
def secret_in_example(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.nodes():
        if node.kind in ("schema", "media type", "parameter", "header", "example"):
            for name in _SHOWN:
                if name in node.value:
                    yield from _secrets(node, name)
        elif node.kind in ("server variable", "link"):
            yield from _secrets(node, "default")


def _secrets(node: Node, name: str) -> Iterator[RuleFinding]:
    if name == "examples" and node.kind != "schema":
        return  # Example Objects are checked themselves.
    waiting: list[tuple[str, object]] = [(json_pointer.join("", name), node.value.get(name))]
    seen: set[int] = set()
    while waiting:
        pointer, value = waiting.pop()
        if isinstance(value, str):
            kind = _secret(value) if len(value) > 15 and _SUSPECT.search(value) else ""
            if kind:
                yield report(node, f"this looks like {kind}", *json_pointer.split(pointer))
        elif isinstance(value, dict | list) and id(value) not in seen:
            seen.add(id(value))
            below = mapping(value).items() if isinstance(value, dict) else enumerate(value)
            waiting.extend((json_pointer.join(pointer, key), held) for key, held in below)


def _secret(text: str) -> str:
    for kind, pattern in _SECRET_PATTERNS:
        match = pattern.search(text)
        if match and not _PLACEHOLDER.search(_decoded(match.group())):
            return kind
    return ""


def _decoded(secret: str) -> str:
    """Return a secret together with what its base64 parts hold: a JWT may say itself that it is none."""
    from base64 import urlsafe_b64decode

    parts = [secret]
    for part in re.split(r"[._]", secret):
        try:
            raw = urlsafe_b64decode(part.replace("+", "-").replace("/", "_") + "=" * (-len(part) % 4))
        except ValueError:
            continue
        parts.append(raw.decode("ascii", "replace"))
    return " ".join(parts)
