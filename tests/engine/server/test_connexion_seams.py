"""What is overridden or called of Connexion has the shape that it was written against (3.3.0)."""

import importlib
import inspect
from importlib import metadata
from typing import Any

import pytest

from contractfirst.server.connexion import seams

# Connexion ships no types, so its modules are imported without them.
abstract: Any = importlib.import_module("connexion.middleware.abstract")
main: Any = importlib.import_module("connexion.middleware.main")
operations: Any = importlib.import_module("connexion.operations.abstract")
spec: Any = importlib.import_module("connexion.spec")
utils: Any = importlib.import_module("connexion.utils")

SIGNATURES = {
    spec.Specification.__init__: "(self, raw_spec, *, base_uri='')",
    spec.Specification.clone: "(self)",
    spec.Specification.get_path_params: "(self, path)",
    spec.Specification.get_operation: "(self, path, method)",
    seams.OpenAPIOperation.__init__: (
        "(self, method, path, operation, resolver, path_parameters=None, app_security=None, "
        "security_schemes=None, components=None, randomize_endpoint=None, uri_parser_class=None)"
    ),
    seams.OpenAPIOperation.from_spec.__func__: "(cls, spec, *args, path, method, resolver, **kwargs)",
    operations.AbstractOperation.__init__: (
        "(self, method, path, operation, resolver, app_security=None, security_schemes=None, "
        "randomize_endpoint=None, uri_parser_class=None)"
    ),
    seams.Resolver.resolve: "(self, operation)",
    seams.Resolution.__init__: "(self, function, operation_id)",
    abstract.SpecMiddleware.add_api: "(self, specification, **kwargs)",
    abstract.AbstractSpecAPI.__init__: (
        "(self, specification, base_path=None, resolver=None, uri_parser_class=None, *args, **kwargs)"
    ),
    seams.RoutedAPI.__init__: "(self, specification, *args, next_app, **kwargs)",
    seams.RoutedAPI.add_paths: "(self)",
    seams.RoutedAPI.add_operation: "(self, path, method)",
    seams.RoutedAPI.make_operation: "(self, operation)",
    seams.RoutedMiddleware.__init__: "(self, app)",
    seams.RoutedMiddleware.__call__: "(self, scope, receive, send)",
    seams.RoutedMiddleware.add_api: "(self, specification, **kwargs)",
    seams.API.__init__: "(self, specification, *, base_path, **kwargs)",
    main._Options.replace: "(self, **changes)",
    seams.ConnexionMiddleware.__call__: "(self, scope, receive, send)",
    seams.ConnexionMiddleware._build_middleware_stack: "(self)",
    utils.inspect_function_arguments: "(function)",
}


def shape(function: Any) -> str:
    """Return a signature without its annotations, which follow the versions of other libraries."""
    signature = inspect.signature(function)
    bare = [
        parameter.replace(annotation=inspect.Parameter.empty) for parameter in signature.parameters.values()
    ]
    return str(signature.replace(parameters=bare, return_annotation=inspect.Signature.empty))


def test_the_version_is_one_that_was_looked_at() -> None:
    assert metadata.version("connexion").startswith("3.3.")


@pytest.mark.parametrize("seam", SIGNATURES, ids=lambda seam: seam.__qualname__)
def test_signature_of_every_seam_is_unchanged(seam: Any) -> None:
    assert shape(seam) == SIGNATURES[seam]


def test_middleware_stack_is_built_from_app_and_list() -> None:
    parameters = inspect.signature(seams.ConnexionMiddleware.__init__).parameters
    assert list(parameters)[:5] == ["self", "app", "import_name", "lifespan", "middlewares"]


def test_members_that_are_set_directly_are_still_read() -> None:
    names = {"_raw_spec", "_spec", "_base_uri"}
    assert names <= set(spec.Specification.__init__.__code__.co_names)
    assert isinstance(seams.OpenAPISpecification.base_path, property)
    assert {"apis", "app", "middleware_stack", "options", "middlewares"} <= set(
        seams.ConnexionMiddleware.__init__.__code__.co_names
    )
    assert "_resolution" in operations.AbstractOperation.__init__.__code__.co_names
    assert "operations" in seams.RoutedAPI.__init__.__code__.co_names
