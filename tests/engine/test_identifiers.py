from datetime import UTC, datetime
from itertools import pairwise
from uuid import UUID

from contractfirst.clock import ManualClock
from contractfirst.identifiers import Uuid7Source, format_uuid7

NOW = datetime(2026, 11, 24, 18, 17, 13, 123000, UTC)


def test_identifiers_are_uuids_of_version_7_with_the_time_in_front() -> None:
    identifier = UUID(Uuid7Source(ManualClock(NOW)).new())
    assert identifier.version == 7
    assert identifier.variant == "specified in RFC 4122"
    assert identifier.int >> 80 == round(NOW.timestamp() * 1000)


def test_identifiers_rise_within_a_millisecond_and_when_the_clock_steps_back() -> None:
    clock = ManualClock(NOW)
    ids = Uuid7Source(clock)
    made = [ids.new() for _ in range(1000)]
    clock.advance(-5)
    made += [ids.new() for _ in range(1000)]
    clock.advance(10)
    made.append(ids.new())
    assert all(before < after for before, after in pairwise(made))


def test_identifiers_rise_when_the_random_part_overflows() -> None:
    clock = ManualClock(NOW)
    ids = Uuid7Source(clock, lambda count: b"\xff" * count)
    made = [ids.new() for _ in range(3)]
    assert made == sorted(set(made))
    assert all(UUID(identifier).version == 7 for identifier in made)


def test_every_bit_of_the_random_part_is_used() -> None:
    everything = UUID(format_uuid7(0, (1 << 74) - 1)).int
    nothing = UUID(format_uuid7(0, 0)).int
    assert (everything ^ nothing).bit_count() == 74
