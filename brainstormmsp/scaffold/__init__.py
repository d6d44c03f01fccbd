"""Contract-first projects for other APIs: created once, then owned by people."""

from brainstormmsp.scaffold.create import create
from brainstormmsp.scaffold.errors import ScaffoldError
from brainstormmsp.scaffold.project import Project, name_project

__all__ = ["Project", "ScaffoldError", "create", "name_project"]
