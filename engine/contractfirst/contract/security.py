"""Who may call an operation (OpenAPI 3.1.1 section 4.8.30, Security Requirement Object)."""

from collections.abc import Mapping
from dataclasses import dataclass

from contractfirst.contract.model import DocumentModel
from contractfirst.contract.node import Node
from contractfirst.contract.operation_node import OperationNode

__all__ = ["Security", "bearer_schemes", "compile_security", "takes_bearer_token"]


@dataclass(frozen=True, slots=True)
class Security:
    """``alternatives`` are the requirements: scheme names with the scopes that each asks for.

    ``scope_alternatives`` are the scopes of each alternative with a token; one of them is enough.
    ``anonymous`` says that no credentials are needed, ``scopes`` are those of the first alternative with a
    token, ``query_keys`` the query parameters that carry API keys.
    """

    alternatives: tuple[Mapping[str, tuple[str, ...]], ...]
    anonymous: bool
    scopes: frozenset[str]
    scope_alternatives: tuple[frozenset[str], ...]
    query_keys: frozenset[str]


def compile_security(described: OperationNode, model: DocumentModel) -> Security:
    """Return an operation's security, its own or else the document's; raises ``ContractError``."""
    holder = described.node if described.node.has("security") else model.root
    alternatives: list[Mapping[str, tuple[str, ...]]] = []
    with_token: list[frozenset[str]] = []
    query_keys = set()
    for requirement in holder.items("security"):
        alternative = {}
        for name in requirement.mapping():
            scheme = model.security_schemes.get(name)
            if scheme is None:
                requirement.fail(f'there is no security scheme "{name}"', name)
            alternative[name] = tuple(str(item.value) for item in requirement.items(name))
            if takes_bearer_token(scheme):
                with_token.append(frozenset(alternative[name]))
            if scheme.get("type") == "apiKey" and scheme.get("in") == "query":
                query_keys.add(scheme.text("name"))
        alternatives.append(alternative)
    return Security(
        alternatives=tuple(alternatives),
        anonymous=not alternatives or any(not alternative for alternative in alternatives),
        scopes=with_token[0] if with_token else frozenset(),
        scope_alternatives=tuple(with_token),
        query_keys=frozenset(query_keys),
    )


def bearer_schemes(model: DocumentModel) -> frozenset[str]:
    """Return the names of the security schemes that take a bearer token."""
    return frozenset(name for name, scheme in model.security_schemes.items() if takes_bearer_token(scheme))


def takes_bearer_token(scheme: Node) -> bool:
    """Whether a security scheme is OAuth 2.0, OpenID Connect or HTTP bearer."""
    kind = scheme.value.get("type")
    return kind in ("oauth2", "openIdConnect") or (
        kind == "http" and scheme.string("scheme").lower() == "bearer"
    )
