"""Regular expressions of ``pattern`` and ``patternProperties``: ECMA-262 (JSON Schema core section 6.4).

The one reader of patterns: it says whether a pattern is valid, how long its matches are, writes strings
that match, and translates it into what the validator executes.
"""

from contractfirst.contract.patterns.execution import executable_pattern, pattern_matches
from contractfirst.contract.patterns.lengths import INFINITE, PatternShape, pattern_shape
from contractfirst.contract.patterns.reader import PatternError, read_pattern
from contractfirst.contract.patterns.strings import matching_string, matching_strings

__all__ = [
    "INFINITE",
    "PatternError",
    "PatternShape",
    "executable_pattern",
    "matching_string",
    "matching_strings",
    "pattern_matches",
    "pattern_shape",
    "read_pattern",
]
