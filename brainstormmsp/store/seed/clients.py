"""The demo organisation's clients: a hundred-odd small businesses."""

from collections.abc import Iterator, Mapping

from brainstormmsp.store.clients import CLIENTS
from brainstormmsp.store.search import fold
from brainstormmsp.store.seed.story import Story

__all__ = ["make_clients"]

_COUNT = 120

# What a business is called, and the tag that says its trade.
_TRADES = {
    "Dental Group": "healthcare",
    "Family Medicine": "healthcare",
    "Veterinary Clinic": "healthcare",
    "Physiotherapy": "healthcare",
    "Law Partners": "legal",
    "Notaries": "legal",
    "Accounting": "finance",
    "Credit Union": "finance",
    "Insurance Brokers": "finance",
    "Precision Parts": "manufacturing",
    "Cabinet Works": "manufacturing",
    "Packaging": "manufacturing",
    "Freight": "logistics",
    "Cold Storage": "logistics",
    "Architects": "professional",
    "Surveyors": "professional",
    "Recruiting": "professional",
    "Community Trust": "nonprofit",
    "Food Bank": "nonprofit",
    "Montessori School": "education",
    "Brewing Company": "hospitality",
    "Hotel": "hospitality",
    "Hardware": "retail",
    "Booksellers": "retail",
}
_PLACES = (
    "Harbor",
    "Alder Creek",
    "Bluestone",
    "Cedar Hollow",
    "Fairview",
    "Granite Falls",
    "Juniper",
    "Kestrel",
    "Lindgren",
    "Marlowe",
    "Northgate",
    "Okafor",
    "Pinecrest",
    "Quayside",
    "Redfern",
    "Sandström",
    "Tanager",
    "Umber",
    "Valdés",
    "Westbrook",
    "Yarrow",
    "Zielińska",
)
_NOTES = (
    "Prefers maintenance on Sundays.",
    "No reboots during the tax season, February to April.",
    "The owner wants to be called before anything is replaced.",
    "Building access after 18:00 only with the janitor.",
    "Audited every autumn; keep evidence for three years.",
)


def make_clients(story: Story) -> Mapping[str, int]:
    """Make the clients, the oldest first."""
    random = story.random
    names = list(_names(story))
    signed = sorted(random.uniform(5, 3.5 * 365) for _ in names)[::-1]
    for number, ((name, tag), days) in enumerate(zip(names, signed, strict=True)):
        story.time = story.between(story.ago(days), story.ago(days - 0.3))
        body: dict[str, object] = {
            "name": name,
            "domains": [_domain(name)],
            "status": _status(story, days),
            "tags": [tag, *(["key-account"] if story.chance(0.15) else [])],
            "external_refs": [{"system": "connectwise", "id": str(48213 + 17 * number)}],
        }
        if story.chance(0.3):
            body["notes"] = random.choice(_NOTES)
        client = CLIENTS.insert(story, body)
        # Most are in order, some are not: something must be worth finding.
        story.diligence[client["id"]] = random.betavariate(4, 2)
        story.clients.append(client)
    return {"clients": len(story.clients)}


def _names(story: Story) -> Iterator[tuple[str, str]]:
    yield "Harbor Dental Group", "healthcare"
    pairs = [(place, trade) for place in _PLACES for trade in _TRADES if (place, trade) != _FIRST]
    for place, trade in story.random.sample(pairs, _COUNT - 1):
        yield f"{place} {trade}", _TRADES[trade]


_FIRST = ("Harbor", "Dental Group")


def _domain(name: str) -> str:
    return fold(name).replace(" ", "") + ".example"


def _status(story: Story, days: float) -> str:
    if days < 60:
        return "onboarding"
    return story.weighted({"active": 92, "disabled": 4, "archived": 4})
