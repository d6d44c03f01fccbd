"""``multipart/form-data`` bodies (RFC 7578)."""

from dataclasses import dataclass, field

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from contractfirst.contract.refused import Refused

__all__ = ["Part", "read_multipart"]


@dataclass(slots=True)
class Part:
    """One part: its field name, its file name if it is a file, its own media type, its octets."""

    name: str = ""
    file_name: str | None = None
    content_type: str | None = None
    content: bytearray = field(default_factory=bytearray)


class _Collector:
    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.ended = False
        self._header_name = bytearray()
        self._header_value = bytearray()

    def part_begin(self) -> None:
        self.parts.append(Part())

    def part_data(self, data: bytes, start: int, end: int) -> None:
        self.parts[-1].content += data[start:end]

    def header_field(self, data: bytes, start: int, end: int) -> None:
        self._header_name += data[start:end]

    def header_value(self, data: bytes, start: int, end: int) -> None:
        self._header_value += data[start:end]

    def header_end(self) -> None:
        name, value = bytes(self._header_name).lower(), bytes(self._header_value)
        self._header_name.clear()
        self._header_value.clear()
        part = self.parts[-1]
        if name == b"content-disposition":
            _, options = parse_options_header(value)
            part.name = options.get(b"name", b"").decode("utf-8", "replace")
            if b"filename" in options:
                part.file_name = options[b"filename"].decode("utf-8", "replace")
        elif name == b"content-type":
            part.content_type = value.decode("latin-1")

    def end(self) -> None:
        self.ended = True


def read_multipart(body: bytes, boundary: str) -> list[Part] | Refused:
    """Return the parts of a body in their order, or ``Refused`` for one that is malformed."""
    collector = _Collector()
    try:
        parser = MultipartParser(
            boundary,
            {
                "on_part_begin": collector.part_begin,
                "on_part_data": collector.part_data,
                "on_header_field": collector.header_field,
                "on_header_value": collector.header_value,
                "on_header_end": collector.header_end,
                "on_end": collector.end,
            },
        )
        parser.write(body)
        parser.finalize()
    except (FormParserError, ValueError):
        collector.ended = False
    if not collector.ended or any(not part.name for part in collector.parts):
        return Refused.because("parse", "Must be multipart/form-data (RFC 7578) of named parts.")
    return collector.parts
