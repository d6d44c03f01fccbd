"""New projects on the engine: created once, then owned by people."""

from contractfirst.scaffold.create import create
from contractfirst.scaffold.errors import ScaffoldError
from contractfirst.scaffold.project import Project, name_project

__all__ = ["Project", "ScaffoldError", "create", "name_project"]
