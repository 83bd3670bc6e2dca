"""Random facts about who of ours covers whom, and through whom somebody is to be addressed."""

from tests.generator.shaping import Fields, colleague, few, word
from tests.generator.world import COLLEAGUES, World


def coverage(world: World) -> Fields:
    """Rather of what is covered already."""
    assigned = world.earlier("coverage_assigned")
    if assigned and world.chance.happens(0.5):
        return {
            name: assigned[name] for name in ("person", "organization", "unit", "other", "part") if name in assigned
        }
    part = world.chance.one_of(("lead", "covers", "backup"))
    return one_customer(world, ("organization", "unit", "person")) | {"person": colleague(world), "part": part}


def contact_rule(world: World) -> Fields:
    """Rather one that was set already."""
    rule = world.earlier("contact_rule_set")
    if rule and world.chance.happens(0.5):
        return {name: rule[name] for name in ("other", "unit", "through") if name in rule}
    return one_customer(world, ("unit", "person")) | {"through": colleague(world)}


def contact_rule_set(world: World) -> Fields:
    exclusive = few(world, {"exclusive": world.chance.happens(0.5)})
    return contact_rule(world) | exclusive | {"reason": word(world, "because")}


def one_customer(world: World, kinds: tuple[str, ...]) -> Fields:
    kind = world.chance.one_of(kinds)
    others = [person for person in world.defined["person"] if person not in COLLEAGUES]
    return {"other": world.chance.one_of(others)} if kind == "person" else {kind: world.any(kind)}
