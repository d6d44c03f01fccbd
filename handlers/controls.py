"""What must be true of a client, and the rule that decides it."""

from brainstormmsp.backend import Context
from handlers._contract import controls as contract
from handlers._contract import schemas


def list_controls(
    context: Context,
    *,
    limit: int = 25,
    cursor: str | None = None,
    updated_since: str | None = None,
    search: str | None = None,
    sort: schemas.ListControlsSort = "created_at",
    type: list[schemas.ControlType] | None = None,
    category: list[schemas.ControlCategory] | None = None,
    severity: list[schemas.ControlSeverity] | None = None,
    origin: list[schemas.ControlOrigin] | None = None,
    state: list[schemas.ControlState] | None = None,
    framework: list[schemas.FrameworkCode] | None = None,
) -> contract.ListControlsResult:
    """List controls.

    The built-in controls, which every organisation shares, and the organisation's own. `search` matches the
    beginnings of words in the identifier and the title.
    """
    raise NotImplementedError


def create_control(context: Context, *, body: schemas.ControlInput) -> contract.CreateControlResult:
    """Create a control.

    Creates a control of the organisation's own. Its `identifier` is unique among the organisation's
    controls and the built-in ones: a second one answers 409 with the code `identifier_taken`. It is
    evaluated by its schedule once its `state` is `enabled`; see the schema `Rule` for what a rule can say.
    """
    raise NotImplementedError


def get_control(context: Context, *, control_id: str) -> contract.GetControlResult:
    """Read a control.

    A built-in control or one of the organisation's own.
    """
    raise NotImplementedError


def replace_control(
    context: Context,
    *,
    control_id: str,
    if_match: str | None = None,
    body: schemas.ControlInput,
) -> contract.ReplaceControlResult:
    """Replace a control.

    Replaces everything that a control's input holds; what is left out is removed or falls back to its
    default. Every state can follow every other; verdicts that exist stay as they are, and the next run
    applies the new rule. A built-in control answers 409 with the code `builtin_control`, an identifier that
    another control has answers 409 with `identifier_taken`.
    """
    raise NotImplementedError
