"""Examples of bodies as the pages show them."""

import orjson

from contractfirst.contract.place import Place

__all__ = ["example_payload"]


def example_payload(body: Place) -> str:
    """Return the first JSON example of a request body or response, indented; empty if there is none."""
    for media_type, media in body.members("content"):
        if "json" not in media_type:
            continue
        samples = [reference.resolved().get("value") for _, reference in media.members("examples")]
        for sample in (media.get("example"), *samples):
            if sample is not None:
                return orjson.dumps(sample, option=orjson.OPT_INDENT_2).decode("utf-8")
    return ""
