"""The errors that this implementation can have, each of a kind that real APIs have."""

from enum import StrEnum

__all__ = ["Fault"]


class Fault(StrEnum):
    """An error by its name."""

    RELATIVE_LOCATION = "relative-location"
    """The Location of createClient's 201 is a path, where the contract has a URI."""

    STATUS_COPIED = "status-copied"
    """The 409 of replaceClient has the body of a 400: copied from the lines above."""

    DELETE_TELLS = "delete-tells"
    """deleteClient answers 200 and the client; the contract has a 204."""

    UNKNOWN_IGNORED = "unknown-ignored"
    """listContacts ignores query parameters that it does not know."""

    FIRST_ONLY = "first-only"
    """createContact reports only the first error of a body."""

    TRACEBACK = "traceback"
    """The 500 of getContact contains the exception."""

    SHOUTED = "shouted"
    """getAlert writes the severity in capitals; no list does."""

    NO_ALLOW = "no-allow"
    """The 405 of a single alert does not say which methods there are."""

    MATCH_IGNORED = "match-ignored"
    """replaceContact does not look at If-Match."""

    GRANT_TWICE = "grant-twice"
    """createToken takes a form with a parameter that occurs twice."""

    OTHERS_ALERTS = "others-alerts"
    """getAlert shows the alerts of every organisation."""

    LAST_AGAIN = "last-again"
    """A page of listContacts begins with the last contact of the one before."""
