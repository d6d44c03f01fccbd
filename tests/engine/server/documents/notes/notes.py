from typing import Any

from contractfirst.contract import Response, require_match
from contractfirst.handler_options import HandlerOptions, OptionsByHandler

prepared: list[dict[str, Any]] = []


async def _prepare(shelf: dict[str, Any], *, body: dict[str, Any], **_others: object) -> None:
    prepared.append(body)


def get_note(shelf: dict[str, Any], *, note_id: str) -> Response:
    return Response(200, shelf[note_id])


def replace_note(
    shelf: dict[str, Any], *, note_id: str, if_match: str | None, body: dict[str, Any]
) -> Response:
    require_match(if_match, shelf[note_id])
    shelf[note_id] = {"colour": None, **body, "id": note_id}
    return Response(200, shelf[note_id])


HANDLER_OPTIONS: OptionsByHandler = {replace_note: HandlerOptions(prepare=_prepare)}
