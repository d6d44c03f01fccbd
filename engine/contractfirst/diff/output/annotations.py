"""Changes as workflow commands, which GitHub shows beside the lines of a pull request."""

from collections.abc import Sequence

from contractfirst.diff.change import ChangeSeverity, DocumentChange

__all__ = ["annotations"]

_COMMANDS = {ChangeSeverity.BREAKING: "error", ChangeSeverity.RISKY: "warning"}


def annotations(changes: Sequence[DocumentChange]) -> str:
    """Return one ``::error file=…,line=…,col=…,title=…::message`` for each change that is not safe."""
    return "\n".join(
        f"::{_COMMANDS[change.severity]} file={_property(change.head.path)},line={change.head.line},"
        f"col={change.head.column},title={_property(change.rule)}::"
        f"{_data(f'{change.message} ({change.impact}; was at {change.base})')}"
        for change in changes
        if change.severity in _COMMANDS
    )


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
