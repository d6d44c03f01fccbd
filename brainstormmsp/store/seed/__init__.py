"""Demo data: one small MSP, the same every time, except for the dates, which follow the clock.

``seed`` tells the story part by part, in one transaction. A part is a function that is given the ``Story``
and returns how many things it made, by name; later parts build on what earlier ones left in the story. To
add one, write a module here and append its function to ``PARTS``; a part that needs more than the store
lives with what it needs and is passed to ``seed``.
"""

from collections.abc import Sequence

from brainstormmsp.store.database import Database
from brainstormmsp.store.seed.alerts import make_alerts
from brainstormmsp.store.seed.assets import make_assets
from brainstormmsp.store.seed.backups import make_backups
from brainstormmsp.store.seed.clients import make_clients
from brainstormmsp.store.seed.contacts import make_contacts
from brainstormmsp.store.seed.integrations import make_integrations
from brainstormmsp.store.seed.story import ORGANISATION, Part, Story, Summary, seed_story
from brainstormmsp.store.seed.tickets import make_tickets
from contractfirst.clock import Clock

__all__ = ["ORGANISATION", "PARTS", "Part", "Story", "Summary", "seed"]

PARTS: tuple[Part, ...] = (
    make_clients,
    make_contacts,
    make_assets,
    make_alerts,
    make_tickets,
    make_backups,
    make_integrations,
)


def seed(database: Database, clock: Clock, random_seed: int = 1, parts: Sequence[Part] = PARTS) -> Summary:
    """Create the demo organisation's data in one transaction; an organisation with clients stays unchanged.

    The same ``random_seed`` makes the same data, its times relative to the hour that ``clock`` shows.
    """
    return seed_story(database, clock, parts, random_seed)
