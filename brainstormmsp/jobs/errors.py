"""Every way a run of a job can end early.

EndOfRun
├── Canceled       the work has become pointless; ends the job
├── Interrupted    the worker is stopping; another run goes on from the checkpoint
└── LeaseLost      somebody else has the job by now; this run changes nothing any more

A kind raises ``Canceled`` itself. It raises a ``Problem`` below 500 to fail the job for good; one of 500 or
more, and any other exception, make another attempt later.
"""

__all__ = ["Canceled", "EndOfRun", "Interrupted", "LeaseLost"]


class EndOfRun(Exception):  # noqa: N818 - not always an error
    """The root."""


class Canceled(EndOfRun):
    """The job was canceled, because its work has become pointless."""


class Interrupted(EndOfRun):
    """The worker is stopping."""


class LeaseLost(EndOfRun):
    """Another worker has taken over the job."""
