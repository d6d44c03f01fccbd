"""The settings file ``.contractfirst-lint.yaml``: the severity of each rule, and its options.

::

    rules:
      missing-tag: off
      property-case: {severity: error, style: camelCase}
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract.document import Document, UnreadableError
from contractfirst.lint.names import STYLES, suggestion
from contractfirst.lint.rules import RULES
from contractfirst.lint.severity import Severity

__all__ = ["FILE_NAME", "LintSettings", "LintSettingsError", "find_settings", "load_settings"]

FILE_NAME = ".contractfirst-lint.yaml"


class LintSettingsError(Exception):
    """The settings file is wrong; ``str()`` gives one ``file:line:col: message`` a line."""


@dataclass(frozen=True, slots=True)
class LintSettings:
    """What differs from the rules' own defaults."""

    severities: Mapping[str, Severity] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def severity(self, rule_id: str) -> Severity:
        """Return the severity of a rule."""
        return self.severities.get(rule_id, RULES[rule_id].severity)

    def settled_options(self) -> dict[str, dict[str, Any]]:
        """Return the options of every rule that has any."""
        return {
            rule.id: {**rule.options, **self.options.get(rule.id, {})}
            for rule in RULES.values()
            if rule.options
        }


def find_settings(document: Path) -> Path | None:
    """Return the settings file beside a document or in the nearest folder above it, if there is one."""
    folder = document.resolve().parent
    for place in (folder, *folder.parents):
        if (place / FILE_NAME).is_file():
            return place / FILE_NAME
        if (place / ".git").exists():
            break
    return None


def load_settings(path: Path) -> LintSettings:
    """Read a settings file; raises ``LintSettingsError`` with everything that is wrong in it."""
    try:
        document = Document.read(path)
    except UnreadableError as error:
        raise LintSettingsError(str(error)) from error
    problems = [(each.line, each.column, each.message) for each in document.findings]
    severities: dict[str, Severity] = {}
    options: dict[str, dict[str, Any]] = {}
    if not problems or document.content is not None:
        for tokens, message in _read(document.content, severities, options):
            position = document.position(json_pointer.of_path(tokens))
            problems.append((position.line, position.column, message))
    if problems:
        raise LintSettingsError(
            "\n".join(f"{path}:{line}:{column}: {message}" for line, column, message in sorted(problems))
        )
    return LintSettings(severities, options)


def _read(
    data: object, severities: dict[str, Severity], options: dict[str, dict[str, Any]]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Fill in the settings and yield what is wrong, with its place."""
    if not isinstance(data, dict):
        yield (), "the settings must be an object"
        return
    for name in data:
        if name != "rules":
            yield (name,), f'the settings have no "{name}", only "rules"'
    rules = data.get("rules", {})
    if not isinstance(rules, dict):
        yield ("rules",), "rules must be an object"
        return
    for rule_id, value in rules.items():
        if rule_id not in RULES:
            yield ("rules", rule_id), f'there is no rule "{rule_id}"{suggestion(rule_id, RULES)}'
            continue
        given = dict(value) if isinstance(value, dict) else {"severity": value}
        if "severity" in given:
            severity = given.pop("severity")
            if severity in list(Severity):
                severities[rule_id] = Severity(severity)
            else:
                yield ("rules", rule_id), "the severity must be off, info, warning or error"
        yield from _read_options(rule_id, given, options)


def _read_options(
    rule_id: str, given: dict[str, Any], options: dict[str, dict[str, Any]]
) -> Iterator[tuple[tuple[str, ...], str]]:
    known = RULES[rule_id].options
    for name, value in given.items():
        if name not in known:
            offered = f"; it has {', '.join(known)}" if known else ""
            yield ("rules", rule_id, name), f'the rule "{rule_id}" has no option "{name}"{offered}'
        elif type(value) is not type(known[name]):
            wanted = _TYPES[type(known[name])]
            yield ("rules", rule_id, name), f'the option "{name}" must be {wanted}'
        elif name == "style" and value not in STYLES:
            yield ("rules", rule_id, name), f"the style must be one of {', '.join(STYLES)}"
        else:
            options.setdefault(rule_id, {})[name] = value


_TYPES: dict[type, str] = {str: "a string", int: "an integer", bool: "true or false", list: "an array"}
