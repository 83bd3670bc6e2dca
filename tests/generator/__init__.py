"""Random valid facts about a small world, in batches with kept instants; the same for the same seed.

Few dates and few subjects make collisions frequent. One run should stay short (some hundred batches) and there
should be many runs: the oracle reads every fact for every answer.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.generator.amendments import AMENDMENTS, correction, withdrawal
from tests.generator.chance import DAYS
from tests.generator.fields import move, somebody_who_took_a_role
from tests.generator.founding import definition, founding
from tests.generator.merging import ends_of, without_doubtful
from tests.generator.ours import FIELDS, Ours
from tests.generator.world import ACCOUNTS, SUBJECTS, Fact, World
from tests.oracle.merging import MERGES

__all__ = ["ACCOUNTS", "SUBJECTS", "random_batches", "random_reads"]

Strand = list[Fact]

WEIGHTS = {
    "person_took_role": 14.0,
    "person_left_role": 8.0,
    "named_left": 7.0,
    "stint": 2.0,
    "handover": 4.0,
    "role_defined": 3.0,
    "role_restructured": 8.0,
    "role_closed": 3.0,
    "unit_defined": 1.0,
    "unit_restructured": 3.0,
    "unit_closed": 1.0,
    "organization_registered": 0.5,
    "organization_described": 1.5,
    "organizations_related": 1.5,
    "organizations_unrelated": 1.0,
    "organization_restructured": 0.3,
    "organization_closed": 0.3,
    "account_opened": 0.3,
    "account_closed": 0.3,
    "account_assessed": 0.7,
    "person_introduced": 0.7,
    "person_described": 1.5,
    "power_assessed": 7.0,
    "link_rated": 8.0,
    "link_ended": 3.0,
    "opportunity_opened": 0.7,
    "opportunity_changed": 2.0,
    "opportunity_closed": 1.0,
    "buying_role_assigned": 5.0,
    "buying_role_ended": 2.5,
    "attitude_changed": 5.0,
    "note_added": 0.7,
    "nomination_reported": 2.5,
    "nomination_matched": 1.5,
    "nomination_accepted": 1.5,
    "nomination_rejected": 1.5,
    "nomination_withdrawn": 1.2,
    "alias_recorded": 1.5,
    "alert_raised": 0.7,
    "alert_revised": 0.7,
    "alert_retracted": 0.5,
    "alert_reminded": 0.3,
    "alert_acknowledged": 0.7,
    "alert_snoozed": 0.7,
    "alert_assigned": 0.7,
    "alert_commented": 0.3,
    "person_records_merged": 3.0,
    "person_records_unmerged": 1.5,
    "organization_records_merged": 1.0,
    "organization_records_unmerged": 0.7,
    "coverage_assigned": 2.5,
    "coverage_ended": 1.2,
    "contact_rule_set": 2.0,
    "contact_rule_ended": 0.8,
    "vocabulary_set": 0.5,
    "fact_corrected": 11.0,
    "fact_withdrawn": 7.0,
}

# Types that came later, and how often a batch has one, or what amends one.
LATER = {
    "job_crafted": 0.4,
    "culture_assessed": 0.45,
    "role_closed": 0.08,
    "organization_restructured": 0.08,
    "person_took_role": 0.2,
}
# By the power that was drawn, without dice: a field that came later leaves the worlds of all seeds as they are.
SOURCES: dict[int, dict[str, Any]] = {
    3: {},
    4: {"sources": ["trust"]},
    5: {"sources": ["position", "network"]},
    6: {"sources": None},
}
AMENDED = {"told": 7.0, "fact_corrected": 2.0, "fact_withdrawn": 1.0}


def random_batches(seed: int, steps: int) -> Iterator[tuple[str, list[Fact]]]:
    """The founding batch and `steps` more, each with the instant it is recorded at."""
    world = World(seed)
    ours = Ours(world, f"{seed}:ours")
    batch = founding(world)
    world.record(batch)
    yield world.chance.instant(), batch
    for _ in range(steps):
        recorded_at = world.chance.tick()
        batch = random_batch(world)
        world.record(batch)
        own = [fact for name in LATER for fact in later(world.beside(name), name)]
        yield recorded_at, [*batch, *own, *beside(ours)]


def beside(ours: Ours) -> list[Fact]:
    """Facts about our own side, which came later, from dice of their own."""
    found: list[Fact] = []
    while ours.chance.happens(0.35):
        what = ours.next_type()
        found += [fact(ours, what)] if what in FIELDS else amended(ours, what)
    ours.record(found)
    return found


def later(world: World, name: str) -> list[Fact]:
    """At most one fact of a type that came later, or of what amends one."""
    if not world.chance.happens(LATER[name]):
        return []
    what = world.chance.weighted(AMENDED)
    told = [fact(world, name, **also(world, name))] if what == "told" else amended(world, what)
    world.own.update({one["id"]: one for one in told})
    return told


def also(world: World, name: str) -> dict[str, Any]:
    """Fields that a type has besides, where it is drawn as one that came later."""
    if name == "role_closed":
        return {"successors": [world.any("role"), world.any("role")]}
    return somebody_who_took_a_role(world) | move(world) if name == "person_took_role" else {}


def amended(world: World, what: str) -> list[Fact]:
    fields = correction(world) if what == "fact_corrected" else withdrawal(world)
    return [amendment(world, what, fields)] if fields else []


def random_batch(world: World) -> list[Fact]:
    """At least one fact; a subject may be defined after the facts of the batch that name it."""
    strands: list[Strand] = []
    new = world.define_next() if world.chance.happens(0.1) else None
    while not any(strands) or world.chance.happens(0.5):
        strands.append(random_strand(world))
    if new:
        strands.append([definition(world, *new)])
    world.chance.random.shuffle(strands)
    return without_doubtful(world, [fact for strand in strands for fact in strand])


def random_strand(world: World) -> Strand:
    """Facts that belong together, in their order; none if what was diced has nothing to refer to."""
    what = world.chance.weighted(WEIGHTS)
    if what in AMENDMENTS:
        return amended(world, what)
    if what == "named_left":
        took = world.earlier("person_took_role")
        return [named_left(world, took)] if took else []
    if what in MERGES:
        ends = ends_of(world, what)
        return [amendment(world, what, certainty(world) | ends)] if ends else []
    if what in STRANDS:
        return STRANDS[what](world)
    return [fact(world, what)]


def fact(world: World, fact_type: str, **given: Any) -> Fact:
    envelope = {"type": fact_type, "id": world.chance.fact_id(), "effective": world.chance.effective()}
    fields: dict[str, Any] = {**certainty(world), **FIELDS[fact_type](world)}
    return envelope | fields | (SOURCES[fields["power"]] if fact_type == "power_assessed" else {}) | given


def certainty(world: World) -> dict[str, str]:
    """Confirmed is the default: said in half of the cases."""
    diced = world.chance.certainty()
    return {} if diced == "confirmed" and world.chance.happens(0.5) else {"certainty": diced}


def amendment(world: World, fact_type: str, fields: dict[str, Any]) -> Fact:
    return {"type": fact_type, "id": world.chance.fact_id()} | fields


def named_left(world: World, took: Fact) -> Fact:
    return fact(world, "person_left_role", took=took["id"], person=took["person"], role=took["role"])


def stint(world: World) -> Strand:
    """A tenure told with its end."""
    took = fact(world, "person_took_role")
    return [took, named_left(world, took)]


def handover(world: World) -> Strand:
    """Somebody goes and somebody comes on one day: at times the same person."""
    left = fact(world, "person_left_role")
    same = {"person": left["person"]} if world.chance.happens(0.4) else {}
    return [left, fact(world, "person_took_role", effective=left["effective"], role=left["role"], **same)]


STRANDS: dict[str, Callable[[World], Strand]] = {"stint": stint, "handover": handover}


def random_reads(seed: int, positions: range, count: int) -> Iterator[tuple[str, date, int]]:
    """Random (account, as_of, position) on and around the days on which things happen, often the newest position."""
    random = Random(seed)
    for _ in range(count):
        day = date.fromisoformat(random.choice(DAYS)) if random.random() < 0.7 else any_day(random)
        position = positions[-1] if random.random() < 0.3 else random.choice(positions)
        yield random.choice(ACCOUNTS), day + timedelta(days=random.randint(-1, 1)), position


def any_day(random: Random) -> date:
    return date(2023, 12, 1) + timedelta(days=random.randint(0, 250))
