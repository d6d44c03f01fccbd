"""Client credentials in HTTP Basic (RFC 7617), as OAuth encodes them (RFC 6749 section 2.3.1)."""

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from urllib.parse import unquote_to_bytes

__all__ = ["MalformedCredentials", "parse_basic"]

MAXIMUM_LENGTH = 4096
SCHEME = re.compile(r"basic +", re.IGNORECASE)
# application/x-www-form-urlencoded, decoded bytewise: a percent sign is always followed by two digits.
FORM_ENCODED = re.compile(r"(?:[!-$&-~ ]|%[0-9A-Fa-f]{2})*")
# RFC 6749 appendix A.1 and A.2: what a client_id and a client_secret may consist of.
VISIBLE = re.compile(r"[\x20-\x7e]*")


class MalformedCredentials(ValueError):  # noqa: N818 - named like the problems
    """An ``Authorization: Basic`` header that cannot be read; ``reason`` never holds a credential."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def parse_basic(header: str) -> tuple[str, str]:
    """Return (client_id, client_secret) from the value of an Authorization header.

    The secret may be empty, the id may not. Each was form-urlencoded on its own before it was joined.

    Raises:
        MalformedCredentials: another scheme, broken or non-canonical base64, no colon, broken percent
            encoding, characters beyond printable ASCII, an empty client_id, or over 4,096 characters.
    """
    if len(header) > MAXIMUM_LENGTH:
        raise MalformedCredentials("the Authorization header is too long")
    scheme = SCHEME.match(header)
    if scheme is None:
        raise MalformedCredentials("the Authorization header is not HTTP Basic")
    encoded = header[scheme.end() :]
    try:
        pair = b64decode(encoded, validate=True)
        canonical = b64encode(pair).decode() == encoded
        text = pair.decode("ascii")
    except (Base64Error, ValueError) as error:
        raise MalformedCredentials("the Basic credentials are not base64 of ASCII") from error
    if not canonical:
        raise MalformedCredentials("the Basic credentials are not canonical base64")
    client_id, colon, secret = text.partition(":")
    if not colon:
        raise MalformedCredentials("the Basic credentials have no colon")
    client_id, secret = _decode(client_id), _decode(secret)
    if not client_id:
        raise MalformedCredentials("the Basic credentials have an empty client_id")
    return client_id, secret


def _decode(part: str) -> str:
    if FORM_ENCODED.fullmatch(part) is None:
        raise MalformedCredentials("the Basic credentials are not form-urlencoded")
    decoded = unquote_to_bytes(part.replace("+", " ")).decode("latin-1")
    if VISIBLE.fullmatch(decoded) is None:
        raise MalformedCredentials("the Basic credentials hold characters beyond printable ASCII")
    return decoded
