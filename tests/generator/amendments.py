"""Random corrections and withdrawals of earlier facts, of corrections and of withdrawals."""

from typing import Any

from tests.generator.fields import move
from tests.generator.founding import CREATES
from tests.generator.merging import base, undoes
from tests.generator.ours import FIELDS
from tests.generator.world import Fact, World
from tests.oracle.merging import MERGES

Fields = dict[str, Any]

AMENDMENTS = ("fact_corrected", "fact_withdrawn")
CREATING = frozenset(CREATES.values())
# Two ends of one thing change together.
PAIRED = ("person", "other", "organization")
# Nobody leaves a role for itself.
MOVED = ("role", "leaves")
# Of several fields they state the one that names what they are about.
ABOUT_ONE = ("coverage_assigned", "coverage_ended", "contact_rule_set", "contact_rule_ended", "culture_assessed")
# What they name has to be of the nomination that the fact is about.
REFERRING = ("nomination", "report")


def withdrawal(world: World) -> Fields | None:
    """Of anything: what the world was founded with seldom, other withdrawals often."""
    target = world.earlier(*(["fact_withdrawn"] if world.chance.happens(0.3) else []))
    if target is None or (target["type"] in CREATING and world.chance.happens(0.8)):
        return None
    if undoes(base(world, target)) and not undoes(target):
        return None
    return {"fact": target["id"], "reason": world.chance.one_of(("never true", "mixed up"))}


def correction(world: World) -> Fields | None:
    target = world.earlier(*(["fact_corrected"] if world.chance.happens(0.3) else []))
    if target is None or target["type"] == "fact_withdrawn" or undoes(base(world, target)):
        return None
    return {"fact": target["id"], "replacement": replacement(world, target)}


def replacement(world: World, target: Fact) -> Fields:
    """A correction of a correction replaces its replacement."""
    if target["type"] == "fact_corrected":
        return {"replacement": replacement(world, world.recorded[target["fact"]])}
    what = world.chance.weighted({"date": 45.0, "content": 40.0, "certainty": 15.0})
    if what == "date" and target["type"] not in MERGES:
        return {"effective": world.chance.effective()}
    if what == "certainty":
        return {"certainty": world.chance.one_of(("confirmed", "probable", "rumored"))}
    return changed_content(world, target) or {"effective": world.chance.effective()}


def changed_content(world: World, target: Fact) -> Fields:
    """One field as another fact of the type might state it."""
    fresh = FIELDS[target["type"]](world)
    if target["type"] in MERGES:
        return fresh
    if target["type"] == "person_left_role" and world.chance.happens(0.4):
        return {"took": another_beginning(world)}
    if "leaves" in target:
        fresh |= move(world)
    if target["type"] in ABOUT_ONE:
        fresh = {name: value for name, value in fresh.items() if name in (*target, "exclusive")}
    fitting = [name for name in fresh if name not in REFERRING and exists(world, name, fresh[name])]
    names = ["alias"] if "alias" in fresh else fitting
    if not names:
        return {}
    name = world.chance.one_of(names)
    for together, both in ((PAIRED, "other"), (MOVED, "leaves")):
        if name in together and both in fresh:
            return {each: fresh[each] for each in together if each in fresh}
    return {name: fresh[name]}


def exists(world: World, name: str, value: Any) -> bool:
    """Whether a field may be corrected to name this."""
    return value is None or name not in world.defined or value in world.defined[name]


def another_beginning(world: World) -> str | None:
    took = world.earlier("person_took_role")
    return None if took is None or world.chance.happens(0.2) else str(took["id"])
