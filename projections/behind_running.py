"""The facts behind what begins and ends beside a map: who covers whom, contact rules, roles in a team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from domain.coverage import ContactRuleEnded, ContactRuleSet
from domain.log.keys import KeyRing
from domain.standing import Standing
from domain.teams import TeamRoleEnded, TeamRolePlayed

from .lives import Life, standings_of
from .periods import grouped, pieces
from .shelf import Shelf
from .snapshots import Snapshot

Json = dict[str, Any]
Key = tuple[str, ...]


class Ruling(NamedTuple):
    """What tells apart what runs in one home (`by`), and what is stated of it while it runs (`names`)."""

    life: Life
    by: tuple[str, ...]
    names: tuple[str, ...]


RULES_OF_PEOPLE = Ruling(Life("person", (ContactRuleSet,), ContactRuleEnded), ("through",), ("exclusive", "reason"))
RULES_OF_UNITS = RULES_OF_PEOPLE._replace(life=RULES_OF_PEOPLE.life._replace(kind="unit"))
TEAM = Ruling(Life("organization", (TeamRolePlayed,), TeamRoleEnded), ("person", "team_role"), ("degree", "fit"))


def explained(entry: Json, names: Iterable[str], stated: dict[str, list[str]]) -> Json:
    """With `why`: what its beginning says (`names`), what its end says, and what is stated of it while it runs."""
    began = {name: [entry["begun_by"]] for name in (*names, "since")}
    ended = {"until": [entry["ended_by"]]} if "ended_by" in entry else {}
    shown = {name: facts for name, facts in stated.items() if name in entry}
    return {**entry, "why": {**began, **ended, **shown}}


def stated(at: Snapshot, keys: KeyRing, ruling: Ruling, ids: set[str]) -> dict[Key, dict[str, list[str]]]:
    """By home and key of what runs that day: ids of the facts that state its values."""
    shelf = Shelf(at.connection, keys, at.position)
    homes = defaultdict[str, list[Standing]](list)
    for one in standings_of(at, shelf, ruling.life, ids) if ids else ():
        if one.fact.certainty != "rumored":
            homes[one.home[1]].append(one)
    places = {(home, *key): said for home, some in homes.items() for key, said in _running(at, ruling, some)}
    facts = at.ids_of_facts(place for said in places.values() for place in said.values())
    return {key: {name: [facts[place]] for name, place in said.items()} for key, said in places.items()}


def _running(at: Snapshot, ruling: Ruling, said: Sequence[Standing]) -> Iterable[tuple[Key, dict[str, int]]]:
    (begins,), day = ruling.life.begins, at.day.toordinal()
    ends = grouped(said, ruling.life.ends, *ruling.by)
    for key, begun in grouped(said, begins, *ruling.by).items():
        found = pieces(begun, ends[key], ruling.names)
        yield from ((key, one.said.places) for one in found if one.start <= day < one.end)
