import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractfirst.contract import Router
from contractfirst.contract.problems import MethodNotAllowed, NotFound
from tests.engine.contract.documents import contract

PATHS = {
    "/": ["get"],
    "/clients": ["get", "post"],
    "/clients/{id}": ["get", "put", "delete"],
    "/clients/search": ["get"],
    "/clients/{id}/notes": ["post"],
    "/clients/search/{term}": ["get"],
    "/files/{name}.{ext}": ["get"],
    "/files/{name}": ["get"],
    "/files/v{version}": ["get"],
    "/a/{x}/c": ["get"],
    "/a/b/{y}": ["get"],
    "/t/{p}/{q}": ["head"],
    "/caf\u00e9 x": ["get"],
}


def build() -> Router:
    lines = ["paths:"]
    for index, (path, methods) in enumerate(PATHS.items()):
        lines.append(f"  '{path}':")
        names = [part.partition("}")[0] for part in path.split("{")[1:]]
        lines.append("    parameters:")
        lines.extend(f"      - {{in: path, name: {name}, required: true, schema: {{}}}}" for name in names)
        if not names:
            lines[-1] += " []"
        for method in methods:
            lines.append(
                f"    {method}: {{operationId: {method}{index}, responses: {{204: {{description: d}}}}}}"
            )
    return contract("\n".join(lines)).router


@pytest.fixture(scope="module")
def router() -> Router:
    return build()


@pytest.mark.parametrize(
    ("path", "template", "values"),
    [
        ("/", "/", {}),
        ("/clients", "/clients", {}),
        ("/clients/7", "/clients/{id}", {"id": "7"}),
        ("/clients/search", "/clients/search", {}),
        ("/clients/a%2Fb", "/clients/{id}", {"id": "a%2Fb"}),
        ("/clients/%73earch", "/clients/search", {}),
        ("/cl%69ents", "/clients", {}),
        ("/files/a.b", "/files/{name}.{ext}", {"name": "a", "ext": "b"}),
        ("/files/a.b.c", "/files/{name}.{ext}", {"name": "a", "ext": "b.c"}),
        ("/files/ab", "/files/{name}", {"name": "ab"}),
        ("/files/v2", "/files/v{version}", {"version": "2"}),
        ("/a/b/c", "/a/b/{y}", {"y": "c"}),
        ("/a/z/c", "/a/{x}/c", {"x": "z"}),
        ("/caf%C3%A9%20x", "/caf\u00e9 x", {}),
    ],
)
def test_concrete_paths_go_before_templates(
    router: Router, path: str, template: str, values: dict[str, str]
) -> None:
    found = router.match("GET", path)
    assert (found.operation.path, found.path_values) == (template, values)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/nope",
        "/clients/",
        "/clients//notes",
        "//clients",
        "/clients/7/notes/",
        "clients",
        "/clients/7/8/9",
    ],
)
def test_other_paths_are_not_found(router: Router, path: str) -> None:
    with pytest.raises(NotFound):
        router.match("GET", path)
    assert router.allowed(path) == ()


def test_the_path_that_matches_first_decides_on_the_method(router: Router) -> None:
    with pytest.raises(MethodNotAllowed) as caught:
        router.match("PUT", "/clients/search")
    assert caught.value.headers == {"Allow": "GET, HEAD, OPTIONS"}


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/clients", ("GET", "HEAD", "OPTIONS", "POST")),
        ("/clients/7", ("DELETE", "GET", "HEAD", "OPTIONS", "PUT")),
        ("/clients/7/notes", ("OPTIONS", "POST")),
        ("/t/1/2", ("HEAD", "OPTIONS")),
    ],
)
def test_a_path_names_its_methods(router: Router, path: str, methods: tuple[str, ...]) -> None:
    assert router.allowed(path) == methods
    with pytest.raises(MethodNotAllowed) as caught:
        router.match("PATCH", path)
    assert caught.value.headers == {"Allow": ", ".join(methods)}


def test_head_is_answered_by_get_unless_the_path_has_its_own(router: Router) -> None:
    assert router.match("HEAD", "/clients").operation.method == "GET"
    assert router.match("HEAD", "/t/1/2").operation.method == "HEAD"
    with pytest.raises(MethodNotAllowed):
        router.match("HEAD", "/clients/7/notes")


segments = st.sampled_from(
    ["clients", "search", "files", "a", "b", "c", "7", "v1", "x.y", "%2F", "", "notes", "%"]
)
ROUTER = build()


@given(st.lists(segments, max_size=5))
def test_every_value_fills_its_place_in_the_template(parts: list[str]) -> None:
    path = "/" + "/".join(parts)
    try:
        found = ROUTER.match("GET", path)
    except (NotFound, MethodNotAllowed):
        return
    filled = found.operation.path
    for name, value in found.path_values.items():
        assert value
        filled = filled.replace(f"{{{name}}}", value)
    assert filled == path
