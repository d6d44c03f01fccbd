"""Everything that is taken from Connexion, imported in one place.

Connexion imports Starlette's test client and a resolver of jsonschema's, both of which warn of their own
deprecation; nobody who starts a server should read that.
"""

import warnings

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message="Using `httpx` with `starlette.testclient`")
    warnings.filterwarnings("ignore", message="jsonschema.* is deprecated")
    from connexion.middleware import ConnexionMiddleware  # type: ignore[import-untyped]  # ships no types
    from connexion.middleware.abstract import (  # type: ignore[import-untyped]  # ships no types
        RoutedAPI,
        RoutedMiddleware,
    )
    from connexion.middleware.main import API  # type: ignore[import-untyped]  # ships no types
    from connexion.operations import OpenAPIOperation  # type: ignore[import-untyped]  # ships no types
    from connexion.resolver import Resolution, Resolver  # type: ignore[import-untyped]  # ships no types
    from connexion.spec import OpenAPISpecification  # type: ignore[import-untyped]  # ships no types

__all__ = [
    "API",
    "ConnexionMiddleware",
    "OpenAPIOperation",
    "OpenAPISpecification",
    "Resolution",
    "Resolver",
    "RoutedAPI",
    "RoutedMiddleware",
]
