"""Rules about schemas. Requests may only widen, responses may only narrow."""

from contractfirst.diff.change import ChangeSeverity, Impact
from contractfirst.diff.rule import ChangeRule

__all__ = ["KINDS", "SCHEMA_RULES"]

_BREAKING, _RISKY, _SAFE = ChangeSeverity.BREAKING, ChangeSeverity.RISKY, ChangeSeverity.SAFE

# kind: (rule and title for requests), (rule and title for responses)
_TABLE: dict[str, tuple[tuple[str, ChangeSeverity, str], tuple[str, ChangeSeverity, str]]] = {
    "type": (
        ("request-type-narrowed", _BREAKING, "A value of a type that was accepted is refused"),
        ("response-type-widened", _BREAKING, "A value may have a new type (null included)"),
    ),
    "enum": (
        ("request-enum-narrowed", _BREAKING, "A value that was accepted is refused"),
        ("response-enum-widened", _RISKY, "A value may be one that was not listed"),
    ),
    "bound": (
        ("request-bound-tightened", _BREAKING, "The bounds of a number are tighter"),
        ("response-bound-loosened", _BREAKING, "The bounds of a number are looser"),
    ),
    "multiple": (
        ("request-multiple-tightened", _BREAKING, "A number must be a multiple that it need not have been"),
        ("response-multiple-loosened", _BREAKING, "A number need not be a multiple that it always was"),
    ),
    "length": (
        ("request-length-tightened", _BREAKING, "The length of a string is bounded more tightly"),
        ("response-length-loosened", _BREAKING, "The length of a string is bounded more loosely"),
    ),
    "pattern": (
        (
            "request-pattern-tightened",
            _BREAKING,
            "A string must match a pattern that it need not have matched",
        ),
        ("response-pattern-loosened", _BREAKING, "A string need not match a pattern that it always matched"),
    ),
    "format": (
        ("request-format-tightened", _BREAKING, "A value must have a format that it need not have had"),
        ("response-format-loosened", _BREAKING, "A value need not have a format that it always had"),
    ),
    "item-count": (
        ("request-item-count-tightened", _BREAKING, "The length of an array is bounded more tightly"),
        ("response-item-count-loosened", _BREAKING, "The length of an array is bounded more loosely"),
    ),
    "uniqueness": (
        ("request-items-unique", _BREAKING, "The items of an array must be unique now"),
        ("response-items-repeatable", _BREAKING, "The items of an array may be equal now"),
    ),
    "contains": (
        ("request-contains-tightened", _BREAKING, "An array must contain what it need not have contained"),
        ("response-contains-loosened", _BREAKING, "An array need not contain what it always contained"),
    ),
    "required": (
        ("request-property-required", _BREAKING, "A property must be sent that could be left out"),
        ("response-property-optional", _BREAKING, "A property may be absent that was always there"),
    ),
    "closed": (
        ("request-property-refused", _BREAKING, "A property that was accepted is refused"),
        (
            "response-property-added",
            _RISKY,
            "A property may be present that the closed object did not allow",
        ),
    ),
    "additional": (
        ("request-object-closed", _BREAKING, "Undeclared properties are refused"),
        ("response-object-opened", _RISKY, "Undeclared properties may be present"),
    ),
    "open-property": (
        ("request-property-declared", _RISKY, "A property that was accepted with any value has a schema"),
        ("response-property-undeclared", _RISKY, "A property is no longer described, so it may be anything"),
    ),
    "property-count": (
        ("request-property-count-tightened", _BREAKING, "The number of properties is bounded more tightly"),
        ("response-property-count-loosened", _BREAKING, "The number of properties is bounded more loosely"),
    ),
    "property-names": (
        ("request-property-names-tightened", _BREAKING, "Names of properties that were accepted are refused"),
        ("response-property-names-loosened", _BREAKING, "Properties may have names that they never had"),
    ),
    "dependency": (
        ("request-dependency-added", _BREAKING, "A property demands others that it did not demand"),
        (
            "response-dependency-removed",
            _BREAKING,
            "A property may be returned without others that were required with it",
        ),
    ),
    "union": (
        ("request-union-narrowed", _BREAKING, "A variant that was accepted is refused"),
        ("response-union-widened", _BREAKING, "A new variant may be returned"),
    ),
    "exclusion": (
        ("request-exclusion-added", _BREAKING, "Values that were accepted are excluded"),
        ("response-exclusion-removed", _BREAKING, "Values may be returned that were excluded"),
    ),
    "never": (
        ("request-value-refused", _BREAKING, "What was accepted is refused whatever its value"),
        ("response-value-admitted", _BREAKING, "A value may be returned that was not allowed"),
    ),
    "unsupported": (
        (
            "request-schema-undecided",
            _RISKY,
            "It could not be decided whether everything that was accepted still is",
        ),
        (
            "response-schema-undecided",
            _RISKY,
            "It could not be decided whether responses have only values that were possible before",
        ),
    ),
}

_REQUEST_WHY = (
    "A client that keeps to the base document may send what the head document refuses. Requests may only "
    "widen: whatever was valid must stay valid. Where that could be neither proven nor refuted the change "
    "is risky."
)
_RESPONSE_WHY = (
    "A client that was written for the base document may receive what it was promised never to receive. "
    "Responses may only narrow: whatever comes must have been valid before. Where that could be neither "
    "proven nor refuted the change is risky."
)
_GROWTH_WHY = (
    "Strictly, a client may receive what the base document did not allow. Documents that tell their clients "
    "to ignore what they do not know allow this, so it is risky rather than breaking."
)
_OPEN_WHY = (
    "An object that takes properties which it does not name took this one with any value. Hardly a client "
    "relied on that, so it is risky rather than breaking."
)
_REQUEST_WAY = (
    "Keep accepting what was accepted, or offer the stricter schema under a new operation or version."
)
_RESPONSE_WAY = "Keep to what was promised, or send the new form only where the client asks for it."


def _rules() -> list[ChangeRule]:
    rules: list[ChangeRule] = []
    for kind, ((request, severity, title), (response, grave, response_title)) in _TABLE.items():
        why = _OPEN_WHY if kind == "open-property" else _REQUEST_WHY
        rules.append(ChangeRule(request, severity, Impact.SENDING, title, why, _REQUEST_WAY))
        why = _OPEN_WHY if kind == "open-property" else _GROWTH_WHY if grave is _RISKY else _RESPONSE_WHY
        rules.append(ChangeRule(response, grave, Impact.READING, response_title, why, _RESPONSE_WAY))
    return rules


KINDS = {kind: (request[0], response[0]) for kind, (request, response) in _TABLE.items()}
KINDS["unproven"] = KINDS["unsupported"]
"""The rules for requests and for responses by the kind of a reason."""

SCHEMA_RULES = (
    *_rules(),
    ChangeRule(
        "request-widened",
        _SAFE,
        Impact.SENDING,
        "More is accepted than before",
        "Whatever a client sends by the base document stays valid.",
        "Nothing needs to be done.",
    ),
    ChangeRule(
        "response-narrowed",
        _SAFE,
        Impact.READING,
        "Responses have fewer possible values than before",
        "Whatever comes was possible by the base document too.",
        "Nothing needs to be done.",
    ),
    ChangeRule(
        "request-default-changed",
        _RISKY,
        Impact.SENDING,
        "What a left-out value means has changed",
        "A client that leaves the value out gets another behaviour without having changed anything.",
        "Keep the default, and let clients ask for the new behaviour.",
    ),
    ChangeRule(
        "request-property-ignored",
        _BREAKING,
        Impact.SENDING,
        "A property that callers wrote is read-only now",
        "Requests that have it stay valid, but its value is ignored (JSON Schema Validation section 9.4).",
        "Keep accepting the value, or offer the read-only property under another name.",
    ),
    ChangeRule(
        "discriminator-changed",
        _BREAKING,
        Impact.BOTH,
        "Another property or value names the variant",
        "Generated clients choose the variant by the discriminator and no longer find it, or find another "
        "(OpenAPI 3.1.1 section 4.8.25).",
        "Keep the property and the names; add names for new variants only.",
    ),
    ChangeRule(
        "discriminator-name-added",
        _SAFE,
        Impact.BOTH,
        "A further value names a variant",
        "Every name that was known still names its variant. A new variant is reported as its own change.",
        "Nothing needs to be done.",
    ),
    ChangeRule(
        "schema-deprecated",
        _SAFE,
        Impact.BOTH,
        "A schema is deprecated, or no longer",
        "It still works as before.",
        "Tell clients what to use instead, and until when.",
    ),
    ChangeRule(
        "text-changed",
        _SAFE,
        Impact.BOTH,
        "A summary, a description or tags have changed",
        "What is written for people does not bind programs.",
        "Nothing needs to be done.",
    ),
)
