"""Rules about servers, security, limits and sizes."""

from contractfirst.diff.change import ChangeSeverity, Impact
from contractfirst.diff.rule import ChangeRule

__all__ = ["ACCESS_RULES"]

_BREAKING, _RISKY, _SAFE = ChangeSeverity.BREAKING, ChangeSeverity.RISKY, ChangeSeverity.SAFE
_SENDING, _READING = Impact.SENDING, Impact.READING
_NOTHING = "Nothing needs to be done."

ACCESS_RULES = tuple(
    ChangeRule(*row)
    for row in (
        (
            "server-removed",
            _BREAKING,
            _SENDING,
            "A server was removed",
            "Clients call an address that no longer answers.",
            "Keep the old address and let it redirect.",
        ),
        ("server-added", _SAFE, _SENDING, "A server is new", "Nobody calls it yet.", _NOTHING),
        (
            "security-scope-added",
            _BREAKING,
            _SENDING,
            "A further scope is needed",
            "Tokens that were enough are refused with 403.",
            "Let the scopes that were enough remain enough.",
        ),
        (
            "security-required",
            _BREAKING,
            _SENDING,
            "Credentials are needed that were not",
            "A way to authenticate that was enough is refused with 401.",
            "Keep the old way as an alternative.",
        ),
        (
            "security-loosened",
            _SAFE,
            _SENDING,
            "Fewer credentials are enough",
            "Every way to authenticate still works. Whether it should is not a question of compatibility.",
            "Make sure that it is meant.",
        ),
        (
            "security-scheme-changed",
            _BREAKING,
            _SENDING,
            "Credentials are obtained or sent differently",
            "Type, place, name and addresses of a security scheme decide what clients send "
            "(OpenAPI 3.1.1 section 4.8.27).",
            "Add a second scheme as an alternative.",
        ),
        (
            "rate-limit-tightened",
            _BREAKING,
            _SENDING,
            "Fewer requests are allowed",
            "Clients that keep to the old limit are answered with 429. A token bucket is tighter when it "
            "holds less or refills more slowly.",
            "Keep the limit, or announce the new one in time.",
        ),
        (
            "rate-limit-loosened",
            _SAFE,
            _SENDING,
            "More requests are allowed",
            "The old limit was lower.",
            _NOTHING,
        ),
        (
            "rate-class-switched",
            _RISKY,
            _SENDING,
            "An operation counts against another limit",
            "The bucket is shared with other operations than before.",
            "Keep the class, or give the operation one of its own that is no tighter.",
        ),
        (
            "rate-limit-keys-changed",
            _RISKY,
            _SENDING,
            "Requests are counted together by something else",
            "Clients that had a bucket each may share one.",
            "Keep the keys.",
        ),
        (
            "body-size-lowered",
            _BREAKING,
            _SENDING,
            "Only smaller bodies are accepted",
            "Bodies that were accepted are refused with 413.",
            "Keep the size.",
        ),
        (
            "body-size-raised",
            _SAFE,
            _SENDING,
            "Larger bodies are accepted",
            "Smaller ones still are.",
            _NOTHING,
        ),
        (
            "problem-format-changed",
            _BREAKING,
            _READING,
            "Errors come in another form",
            "Clients read errors by their form.",
            "Keep the form.",
        ),
    )
)
