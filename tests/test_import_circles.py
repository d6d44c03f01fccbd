"""No import circle anywhere: imports under ``TYPE_CHECKING`` and inside functions count too."""

import grimp

PACKAGES = ("contractfirst", "contractfirst_conformance", "defects", "brainstormmsp", "handlers")


def circles(graph: grimp.ImportGraph) -> list[list[str]]:
    """Return the strongly connected components of more than one module, each sorted (Tarjan's algorithm)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    path: list[str] = []
    found: list[list[str]] = []

    def visit(module: str) -> None:
        order[module] = low[module] = len(order)
        path.append(module)
        for imported in sorted(graph.find_modules_directly_imported_by(module)):
            if imported not in order:
                visit(imported)
                low[module] = min(low[module], low[imported])
            elif imported in path:
                low[module] = min(low[module], order[imported])
        if low[module] == order[module]:
            component = path[path.index(module) :]
            del path[path.index(module) :]
            if len(component) > 1:
                found.append(sorted(component))

    for module in sorted(graph.modules):
        if module not in order:
            visit(module)
    return sorted(found)


def siblings(graph: grimp.ImportGraph, package: str) -> grimp.ImportGraph:
    """Return the imports among the direct members of a package, each with all that is below it."""
    found = grimp.ImportGraph()
    member_of: dict[str, str] = {}
    for member in graph.find_children(package):
        found.add_module(member)
        member_of.update(dict.fromkeys({member, *graph.find_descendants(member)}, member))
    for module, member in member_of.items():
        for imported in graph.find_modules_directly_imported_by(module):
            other = member_of.get(imported, member)
            if other != member:
                found.add_import(importer=member, imported=other)
    return found


def test_a_circle_is_found() -> None:
    graph = grimp.ImportGraph()
    for importer, imported in (("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")):
        graph.add_import(importer=importer, imported=imported)
    assert circles(graph) == [["b", "c"]]


def test_no_module_imports_itself_over_others() -> None:
    graph = grimp.build_graph(*PACKAGES, include_external_packages=False, exclude_type_checking_imports=False)
    assert circles(graph) == []


def test_a_circle_of_packages_is_found() -> None:
    graph = grimp.ImportGraph()
    for module in ("a", "a.b", "a.b.c", "a.b.d", "a.e"):
        graph.add_module(module)
    for importer, imported in (("a.b.c", "a.e"), ("a.e", "a.b.d"), ("a", "a.e")):
        graph.add_import(importer=importer, imported=imported)
    assert circles(graph) == []
    assert circles(siblings(graph, "a")) == [["a.b", "a.e"]]


def test_no_package_imports_itself_over_its_siblings() -> None:
    graph = grimp.build_graph(*PACKAGES, include_external_packages=False, exclude_type_checking_imports=False)
    found = {package: circles(siblings(graph, package)) for package in graph.modules}
    assert {package: circle for package, circle in found.items() if circle} == {}
