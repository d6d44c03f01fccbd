"""Example values: those that a document shows, and those that are made from its schemas.

generator = ValueGenerator(contract.schemas, Direction.REQUEST)
generator.value(media_type.child("schema"), Random(7))
"""

from contractfirst.contract.errors import UnsatisfiableError
from contractfirst.contract.examples.generator import ValueGenerator
from contractfirst.contract.examples.scalars import constrained_string
from contractfirst.contract.examples.shown import example_values, shown_examples

__all__ = ["UnsatisfiableError", "ValueGenerator", "constrained_string", "example_values", "shown_examples"]
