"""Why a project cannot be created.

ScaffoldError    the directory or the title cannot be used
"""

__all__ = ["ScaffoldError"]


class ScaffoldError(Exception):
    """The directory or the title cannot be used."""
