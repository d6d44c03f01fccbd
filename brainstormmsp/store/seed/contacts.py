"""The people at the demo organisation's clients."""

from collections.abc import Mapping
from datetime import timedelta

from brainstormmsp.store.contacts import CONTACTS
from brainstormmsp.store.search import fold
from brainstormmsp.store.seed.story import Story
from contractfirst.timestamps import parse_timestamp

__all__ = ["make_contacts"]

_GIVEN = (
    "Maya",
    "Tomás",
    "Ingrid",
    "Kwame",
    "Priya",
    "Ewa",
    "Liam",
    "Chloé",
    "Hiro",
    "Noor",
    "Oluwaseun",
    "Petra",
    "Samuel",
    "Yusuf",
    "Agnes",
    "Dmitri",
    "Rosa",
    "Jun",
    "Hannah",
    "Mateo",
)
_FAMILY = (
    "Lindqvist",
    "Herrera",
    "Nakamura",
    "Osei",
    "Raman",
    "Kowalska",
    "Byrne",
    "Dubois",
    "Haddad",
    "Novák",
    "Adeyemi",
    "Schäfer",
    "Whitaker",
    "Demir",
    "Castellano",
    "Petrov",
    "Moreau",
    "Park",
    "Iyer",
    "Vance",
)
_ROLES = ("Office manager", "Owner", "Practice manager", "Controller", "Operations lead", "IT coordinator")


def make_contacts(story: Story) -> Mapping[str, int]:
    """Make one to four people a client, the first of whom is its primary contact."""
    for client in story.clients:
        signed = parse_timestamp(client["created_at"])
        for position in range(story.weighted({1: 2, 2: 4, 3: 3, 4: 2})):
            joined = story.between(signed, story.now) if position > 1 else signed + timedelta(hours=1)
            story.time = min(joined, story.now)
            given, family = story.random.choice(_GIVEN), story.random.choice(_FAMILY)
            address = f"{fold(given)}.{fold(family)}@{client['domains'][0]}"
            body: dict[str, object] = {
                "client_id": client["id"],
                "name": f"{given} {family}",
                "email": address,
                "role": story.random.choice(_ROLES),
                "is_primary": position == 0,
            }
            if story.chance(0.8):
                # 555-01xx is set aside for fiction.
                body["phone"] = f"+1206555{story.random.randint(100, 199):04}"
            story.contacts.append(CONTACTS.insert(story, body))
    return {"contacts": len(story.contacts)}
