"""One handler that is written and one that is not."""

from contractfirst.contract import Response


def get_written(context: object) -> Response:
    return Response(200, "by hand")


def get_raised(context: object) -> Response:
    """A stub as it is generated."""
    raise NotImplementedError
