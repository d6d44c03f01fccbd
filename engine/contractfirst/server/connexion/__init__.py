"""Connexion underneath: its specification, operation, resolver and middleware, with compiled operations.

Connexion 3.3 does not speak OpenAPI 3.1. It is subclassed at these seams, each held by a test that fails
when an overridden signature changes:

- ``OpenAPISpecification.__init__``: built from a loaded contract; without its template engine and 3.0 schema
- ``OpenAPIOperation.from_spec``: knows the contract's own operation
- ``Resolver.resolve``: tag to module, operationId to function
- ``RoutedAPI``, ``RoutedMiddleware``: operations compiled once, found by the contract's router
- ``ConnexionMiddleware.add_api``: takes a specification as it is
"""

from contractfirst.server.connexion.middleware import (
    CompiledOperation,
    ContractApi,
    ContractApplication,
    ContractMiddleware,
)
from contractfirst.server.connexion.resolver import HandlerResolver
from contractfirst.server.connexion.specification import ContractOperation, ContractSpecification

__all__ = [
    "CompiledOperation",
    "ContractApi",
    "ContractApplication",
    "ContractMiddleware",
    "ContractOperation",
    "ContractSpecification",
    "HandlerResolver",
]
