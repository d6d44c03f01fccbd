"""How many requirements each published framework has, in the edition that references refer to."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["REQUIREMENTS", "Requirements"]


@dataclass(frozen=True, slots=True)
class Requirements:
    """The number of a framework's requirements, and what the framework calls them."""

    count: int
    noun: str


# CIS Controls 8.1; NIST CSF 2.0; Annex A of ISO/IEC 27001:2022; Trust Services Criteria (2017), with privacy.
REQUIREMENTS: Mapping[str, Requirements] = {
    "CIS": Requirements(153, "safeguards"),
    "NIST-CSF": Requirements(106, "subcategories"),
    "ISO-27001": Requirements(93, "controls"),
    "SOC-2": Requirements(61, "criteria"),
}
