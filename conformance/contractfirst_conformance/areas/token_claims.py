"""What a token says: counted for its time, its issuer, its audience and its client only.

All of these tokens are signed with the server's own key, so nothing but their claims can give them away.
"""

import secrets

from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Need
from contractfirst_conformance.doors import try_tokens
from contractfirst_conformance.mint import open_mint

_SIGNS = [Need.FULL, Need.SIGNING_KEY]
_HOUR = 3600
# RFC 7519 section 4.1.4 allows for clocks that differ by "no more than a few minutes".
_LEEWAY = 600
_FOREIGN = "https://conformance.invalid"


@check(
    "AUTH-14",
    area="authentication",
    title="A token counts in its time only",
    source="RFC 7519 sections 4.1.4 to 4.1.6; RFC 9068 section 2.2 (exp)",
    needs=_SIGNS,
)
def time_claims(context: CheckContext) -> None:
    """Tokens that have expired, are not valid yet, were issued in the future or never expire are a 401.

    Clocks that differ by a few minutes are allowed for; AUTH-17 looks at the second. A token of ten years
    is told as a note: nobody but the server could sign it.
    """
    mint = open_mint(context)
    now, lives = mint.now(), mint.lifetime
    late = now - _LEEWAY - 1
    try_tokens(
        context,
        mint.door,
        {
            "an expired token": mint.token(iat=late - 2 * lives, exp=late - lives),
            "a token that expired ten minutes ago": mint.token(iat=late - lives, exp=late),
            "a token of the future": mint.token(iat=now + _HOUR, exp=now + _HOUR + lives),
            "a token not valid yet": mint.token(nbf=now + _HOUR),
            "no exp": mint.token(exp=None),
            "an exp that is text": mint.token(exp=str(now + _HOUR)),
            "an exp that is null": mint.jwt.build(mint.key, claims={**mint.jwt.claims, "exp": None}),
            "an exp that is true": mint.token(exp=True),
            "an exp of zero": mint.token(exp=0),
            "a negative exp": mint.token(exp=-1),
        },
    )
    for what, end in (
        ("lives for ten years", now + 87600 * _HOUR),
        ("counts in milliseconds", (now + lives) * 1000),
    ):
        if context.client.send(mint.door, by=mint.token(exp=end)).succeeded:
            context.note(f"a token that {what} is accepted")


@check(
    "AUTH-15",
    area="authentication",
    title="A token counts for its issuer, audience and client only",
    source="RFC 8725 sections 3.8 and 3.9; RFC 7519 sections 4.1.1 to 4.1.3",
    needs=_SIGNS,
)
def party_claims(context: CheckContext) -> None:
    """Tokens of another issuer, for another audience, or for a client that does not exist are a 401."""
    mint = open_mint(context)
    forgeries: dict[str, str] = {}
    for claim, name in (("iss", "issuer"), ("aud", "audience")):
        if claim in mint.jwt.claims:
            more = f"{mint.jwt.claims[claim]}.conformance.invalid"
            forgeries |= {
                f"another {name}": mint.token(**{claim: _FOREIGN}),
                f"no {name}": mint.token(**{claim: None}),
                f"an empty {name}": mint.token(**{claim: ""}),
                f"the {name} and more": mint.token(**{claim: more}),
            }
    if {"sub", "client_id"} & mint.jwt.claims.keys():
        forgeries |= {
            "a client that does not exist": mint.token_of(f"conformance-{secrets.token_hex(8)}"),
            "no client": mint.token_of(None),
            "an empty client": mint.token_of(""),
            "a client that is a number": mint.token_of(1),
        }
    if "aud" in mint.jwt.claims:
        forgeries["a list of other audiences"] = mint.token(aud=[_FOREIGN])
    try_tokens(context, mint.door, forgeries)
