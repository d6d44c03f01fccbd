"""The page on authentication: the contract's security schemes and scopes."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from contractfirst.contract import Contract, Operation
from contractfirst.server.docs.topics.listed import listed
from contractfirst.server.docs.topics.payloads import example_payload

__all__ = ["authentication"]


@dataclass(frozen=True, slots=True)
class TokenExchange:
    """The token endpoint's example request and response, as JSON."""

    path: str
    request: str
    response: str


@dataclass(frozen=True, slots=True)
class ListedScope:
    """One scope, and how many operations require it."""

    name: str
    meaning: str
    operations: int


@dataclass(frozen=True, slots=True)
class ListedScheme:
    """One security scheme; ``example`` is a command to try it."""

    name: str
    description: str
    how: str
    example: str
    scopes: tuple[ListedScope, ...]


def authentication(contract: Contract, public_url: str) -> dict[str, object]:
    """Return the values of the page on authentication."""
    return {
        "exchanges": _exchanges(contract),
        "schemes": [
            _listed_scheme(contract, name, scheme.value, public_url)
            for name, scheme in contract.model.security_schemes.items()
        ],
        "open_operations": listed(each for each in contract.operations.values() if each.anonymous),
    }


def _exchanges(contract: Contract) -> list[TokenExchange]:
    """Return the examples of the operations that are token endpoints of this document."""
    urls = {
        urlsplit(str(flow.get("tokenUrl", ""))).path
        for scheme in contract.model.security_schemes.values()
        if isinstance(flows := scheme.value.get("flows"), Mapping)
        for flow in flows.values()
        if isinstance(flow, Mapping)
    }
    found = (
        _exchange(operation, contract.base_path + operation.path)
        for operation in contract.operations.values()
        if operation.method == "POST" and contract.base_path + operation.path in urls
    )
    return [exchange for exchange in found if exchange.request and exchange.response]


def _exchange(operation: Operation, path: str) -> TokenExchange:
    place = operation.place
    request = place.child("requestBody").resolved() if place.has("requestBody") else None
    response = next((each.resolved() for status, each in place.members("responses") if status == "200"), None)
    return TokenExchange(
        path,
        example_payload(request) if request is not None else "",
        example_payload(response) if response is not None else "",
    )


def _listed_scheme(
    contract: Contract, name: str, scheme: Mapping[str, object], public_url: str
) -> ListedScheme:
    how, example = _way(contract, scheme, public_url)
    return ListedScheme(
        name, str(scheme.get("description", "")), how, example, _scopes(contract, name, scheme)
    )


def _way(contract: Contract, scheme: Mapping[str, object], public_url: str) -> tuple[str, str]:
    kind, word = scheme.get("type"), str(scheme.get("scheme", "")).lower()
    api = public_url + contract.base_path
    bearer = f'curl {api}/… \\\n  -H "Authorization: Bearer $ACCESS_TOKEN"'
    if kind == "oauth2":
        flows = scheme.get("flows")
        flow = flows.get("clientCredentials") if isinstance(flows, Mapping) else None
        if isinstance(flow, Mapping):
            token_url = _here(str(flow.get("tokenUrl", "")), contract.base_path, public_url)
            return (
                "Exchange the client id and secret for an access token, and send it with every request.",
                f'curl {token_url} \\\n  -u "$CLIENT_ID:$CLIENT_SECRET" \\\n'
                f"  -d grant_type=client_credentials\n\n{bearer}",
            )
    if kind == "http" and word == "basic":
        return (
            "Send the user name and password as HTTP Basic credentials (RFC 7617).",
            f'curl {api}/… -u "$ID:$SECRET"',
        )
    if kind == "apiKey":
        name, place = str(scheme.get("name", "")), str(scheme.get("in", ""))
        example = {
            "query": f"curl '{api}/…?{name}='\"$KEY\"",
            "cookie": f'curl {api}/… -b "{name}=$KEY"',
        }.get(place, f'curl {api}/… -H "{name}: $KEY"')
        location = {"query": "query parameter"}.get(place, place)
        return f"Send the key in the {location} {name}.", example
    if kind == "mutualTLS":
        return "Present a client certificate in the TLS handshake.", f"curl {api}/… --cert client.pem"
    if kind == "http" and word not in ("", "bearer"):
        return (
            f"Send credentials of the authentication scheme {word}.",
            f'curl {api}/… -H "Authorization: {word} …"',
        )
    return (
        "Send the token with every request.",
        f'curl {api}/… \\\n  -H "Authorization: Bearer $ACCESS_TOKEN"',
    )


def _here(url: str, base_path: str, public_url: str) -> str:
    """Return a URL below the document's base path as a URL on this server."""
    path = urlsplit(url).path
    return public_url + path if base_path and path.startswith(base_path) else url


def _scopes(contract: Contract, name: str, scheme: Mapping[str, object]) -> tuple[ListedScope, ...]:
    meanings: dict[str, str] = {}
    flows = scheme.get("flows")
    for flow in flows.values() if isinstance(flows, Mapping) else ():
        if isinstance(flow, Mapping) and isinstance(flow.get("scopes"), Mapping):
            meanings.update({str(scope): str(meaning) for scope, meaning in flow["scopes"].items()})
    return tuple(
        ListedScope(
            scope,
            meaning,
            sum(
                any(scope in alternative.get(name, ()) for alternative in operation.security)
                for operation in contract.operations.values()
            ),
        )
        for scope, meaning in meanings.items()
    )
