"""Token claims: time, issuer, audience and client.

All of these tokens are signed with the server's own key, so only their claims are wrong.
"""

import secrets

from contractfirst_conformance.authenticated_requests import try_tokens
from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Need
from contractfirst_conformance.token_signer import open_signer

_SIGNS = [Need.FULL, Need.SIGNING_KEY]
_HOUR = 3600
# RFC 7519 section 4.1.4 allows for clocks that differ by "no more than a few minutes".
_LEEWAY = 600
_FOREIGN = "https://conformance.invalid"


@check(
    "AUTH-14",
    area="authentication",
    title="A token is accepted only while it is valid",
    source="RFC 7519 sections 4.1.4 to 4.1.6; RFC 9068 section 2.2 (exp)",
    needs=_SIGNS,
)
def time_claims(context: CheckContext) -> None:
    """Tokens that have expired, are not valid yet, were issued in the future or never expire are a 401.

    Clock differences of a few minutes are allowed for; AUTH-17 checks to the second. A token with a lifetime
    of ten years is reported as a note: only the server could have signed it.
    """
    signer = open_signer(context)
    now, lives = signer.now(), signer.lifetime
    late = now - _LEEWAY - 1
    try_tokens(
        context,
        signer.base_request,
        {
            "an expired token": signer.token(iat=late - 2 * lives, exp=late - lives),
            "a token that expired ten minutes ago": signer.token(iat=late - lives, exp=late),
            "a token of the future": signer.token(iat=now + _HOUR, exp=now + _HOUR + lives),
            "a token not valid yet": signer.token(nbf=now + _HOUR),
            "no exp": signer.token(exp=None),
            "an exp that is text": signer.token(exp=str(now + _HOUR)),
            "an exp that is null": signer.jwt.build(signer.key, claims={**signer.jwt.claims, "exp": None}),
            "an exp that is true": signer.token(exp=True),
            "an exp of zero": signer.token(exp=0),
            "a negative exp": signer.token(exp=-1),
        },
    )
    for what, end in (
        ("lives for ten years", now + 87600 * _HOUR),
        ("counts in milliseconds", (now + lives) * 1000),
    ):
        if context.client.send(signer.base_request, by=signer.token(exp=end)).succeeded:
            context.note(f"a token that {what} is accepted")


@check(
    "AUTH-15",
    area="authentication",
    title="A token is accepted only for its issuer, audience and client",
    source="RFC 8725 sections 3.8 and 3.9; RFC 7519 sections 4.1.1 to 4.1.3",
    needs=_SIGNS,
)
def party_claims(context: CheckContext) -> None:
    """Tokens of another issuer, for another audience, or for a client that does not exist are a 401."""
    signer = open_signer(context)
    forgeries: dict[str, str] = {}
    for claim, name in (("iss", "issuer"), ("aud", "audience")):
        if claim in signer.jwt.claims:
            more = f"{signer.jwt.claims[claim]}.conformance.invalid"
            forgeries |= {
                f"another {name}": signer.token(**{claim: _FOREIGN}),
                f"no {name}": signer.token(**{claim: None}),
                f"an empty {name}": signer.token(**{claim: ""}),
                f"the {name} and more": signer.token(**{claim: more}),
            }
    if {"sub", "client_id"} & signer.jwt.claims.keys():
        forgeries |= {
            "a client that does not exist": signer.token_of(f"conformance-{secrets.token_hex(8)}"),
            "no client": signer.token_of(None),
            "an empty client": signer.token_of(""),
            "a client that is a number": signer.token_of(1),
        }
    if "aud" in signer.jwt.claims:
        forgeries["a list of other audiences"] = signer.token(aud=[_FOREIGN])
    try_tokens(context, signer.base_request, forgeries)
