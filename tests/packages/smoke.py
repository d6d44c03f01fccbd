"""What each installed distribution must do with nothing else around."""

from pathlib import Path

from tests.packages.environment import Environment, free_port, wait_for

__all__ = ["conform", "lint_and_stubs", "mock", "serve"]

_DOCUMENT = """\
openapi: 3.1.0
info: {title: Pets, version: '1'}
security: []
servers: [{url: /api}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pets]
      responses:
        '200':
          description: All pets.
          content:
            application/json:
              schema: {type: array, items: {type: string}, maxItems: 100}
              example: [Rex]
"""


def lint_and_stubs(environment: Environment, folder: Path) -> None:
    """Lint a document, generate stubs for it and compare it with itself."""
    _write(folder)
    environment.run("contractfirst", "lint", "api.yaml", cwd=folder)
    environment.run("contractfirst", "stubs", "api.yaml", "--handlers", "handlers", cwd=folder)
    environment.run("contractfirst", "diff", "api.yaml", "api.yaml", cwd=folder)
    assert (folder / "handlers" / "pets.py").is_file()


def mock(environment: Environment, folder: Path) -> None:
    """Answer an operation from the document alone."""
    _write(folder)
    port = free_port()
    with environment.serving("contractfirst", "mock", "api.yaml", "--port", str(port), cwd=folder) as process:
        assert wait_for(f"http://127.0.0.1:{port}/api/pets", process) == 200


def conform(environment: Environment, folder: Path) -> None:
    """List the checks of the suite, as a command of the engine's."""
    assert "AUTH-01" in environment.run("contractfirst", "conform", "--list", cwd=folder).stdout


def serve(environment: Environment, folder: Path) -> None:
    """Serve the product in an empty folder, by the contract that is in its wheel."""
    port = free_port()
    with environment.serving("brainstormmsp", "serve", "--port", str(port), cwd=folder) as process:
        assert wait_for(f"http://127.0.0.1:{port}/ready", process) == 200
        assert wait_for(f"http://127.0.0.1:{port}/api/v1/clients", process) == 401
        assert wait_for(f"http://127.0.0.1:{port}/docs/practices/bulk", process) == 200


def _write(folder: Path) -> None:
    (folder / "api.yaml").write_text(_DOCUMENT, "utf-8")
