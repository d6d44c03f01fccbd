"""Every rule by its id."""

from collections.abc import Mapping
from types import MappingProxyType

from contractfirst.diff.rule import ChangeRule
from contractfirst.diff.rules.access import ACCESS_RULES
from contractfirst.diff.rules.operations import OPERATION_RULES
from contractfirst.diff.rules.schemas import SCHEMA_RULES

__all__ = ["RULES"]

RULES: Mapping[str, ChangeRule] = MappingProxyType(
    {rule.id: rule for rule in (*OPERATION_RULES, *ACCESS_RULES, *SCHEMA_RULES)}
)
