"""Random facts about our own side: team roles, actions and interactions."""

from collections.abc import Callable

from tests.generator.chance import Chance
from tests.generator.fields import FIELDS as OTHERS
from tests.generator.shaping import Fields, colleague, few, or_null, some, word
from tests.generator.world import COLLEAGUES, Fact, World

WEIGHTS = {
    "team_role_played": 4.0,
    "team_role_ended": 2.0,
    "action_planned": 2.5,
    "action_changed": 2.5,
    "action_done": 2.0,
    "interaction_recorded": 4.0,
    "fact_corrected": 2.5,
    "fact_withdrawn": 1.5,
}
ACTIONS = ("d-1", "d-2", "d-3")
CREATING = {"action_planned": "action", "interaction_recorded": "interaction"}
INTERACTIONS = ("i-1", "i-2", "i-3", "i-4", "i-5")


class Ours(World):
    """The same world at the same time, with dice of its own, and only what they gave as what was recorded."""

    def __init__(self, world: World, seed: str) -> None:
        self.world = world
        self.chance = Chance(seed)
        self.defined = {**world.defined, "action": [], "interaction": []}
        self.recorded = self.own = {}

    def record(self, facts: list[Fact]) -> None:
        """What a fact brought into being may be named from the next batch on."""
        super().record(facts)
        for fact in facts:
            if (kind := CREATING.get(fact["type"])) and fact[kind] not in self.defined[kind]:
                self.defined[kind].append(fact[kind])

    def next_type(self) -> str:
        """An action is planned before anything else is told of it."""
        self.chance.now = self.world.chance.now
        what = self.chance.weighted(WEIGHTS)
        return "action_planned" if what.startswith("action_") and not self.defined["action"] else what


def team_role(world: World) -> Fields:
    played = world.earlier("team_role_played")
    if played and world.chance.happens(0.5):
        return {name: played[name] for name in ("person", "organization", "team_role")}
    roles = ("innovator", "collaborator")
    return {
        "person": colleague(world),
        "organization": world.any("organization"),
        "team_role": world.chance.one_of(roles),
    }


def team_role_played(world: World) -> Fields:
    stated = {"degree": or_null(world, world.chance.number(3, 6)), "fit": or_null(world, word(world, "fits"))}
    return team_role(world) | few(world, stated)


def action_values(world: World) -> Fields:
    return {
        "objective": word(world, "Win"),
        "opportunity": or_null(world, world.any("opportunity")),
        **{name: or_null(world, id) for name, id in two_ends(world).items()},
        "due": or_null(world, world.chance.day()),
        "expected": or_null(world, word(world, "hope")),
    }


def two_ends(world: World) -> Fields:
    """Rather those of a link of ours."""
    told = world.world.recorded.values() if isinstance(world, Ours) else ()
    ends = [(fact["person"], fact["other"]) for fact in told if fact["type"] == "link_rated"]
    ours = [(one, other) for one, other in ends if (one in COLLEAGUES) != (other in COLLEAGUES)]
    if not ours or world.chance.happens(0.3):
        return {"person": world.any("person"), "owner": colleague(world)}
    one, other = world.chance.one_of(ours)
    return {"person": other, "owner": one} if one in COLLEAGUES else {"person": one, "owner": other}


def action_planned(world: World) -> Fields:
    values = action_values(world)
    needed = {"objective": values.pop("objective"), "organization": world.any("organization")}
    return {"action": world.chance.one_of(ACTIONS)} | needed | few(world, values)


def action_changed(world: World) -> Fields:
    values = action_values(world) | {"blocked": or_null(world, word(world, "by"))}
    return {"action": world.any("action")} | some(world, values)


def action_done(world: World) -> Fields:
    return {"action": world.any("action"), "observed": word(world, "seen")}


def interaction_recorded(world: World) -> Fields:
    people = world.chance.random.sample(world.defined["person"], world.chance.number(1, 3))
    stated = {
        "opportunity": or_null(world, world.any("opportunity")),
        "topic": or_null(world, word(world, "about")),
    }
    channel = {"channel": world.chance.one_of(("meeting", "phone"))}
    return {"interaction": world.chance.one_of(INTERACTIONS), "people": people} | channel | few(world, stated)


FIELDS: dict[str, Callable[[World], Fields]] = {
    **OTHERS,
    "team_role_played": team_role_played,
    "team_role_ended": team_role,
    "action_planned": action_planned,
    "action_changed": action_changed,
    "action_done": action_done,
    "interaction_recorded": interaction_recorded,
}
