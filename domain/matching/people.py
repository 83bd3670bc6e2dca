"""Which people an announcement may mean, and how likely each of them is the one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .announcements import Candidate
from .blocking import FAR
from .context import Evidence, Setting
from .likeness import Likeness, Likening, Shares
from .names import parse
from .phrases import title_words
from .posts import holders_on
from .reasons import Reason, of_name
from .registry import Person, Registry

MOST = 10
# Beside the people known, so many count who are not: few known people make nobody likely.
OTHERS = 20
# How often somebody else, of whom nothing is known, has the very name of who is likest: names run in families.
NAMESAKES = 0.06
# Of an office used as a name: how often it means who holds it, as far as its title is the same.
OFFICE = 0.97


class Weighed(NamedTuple):
    """Bits of the name alone, and all of them."""

    person: Person
    name: float
    evidence: list[Evidence]
    bits: float


def people_like(setting: Setting, most: int = MOST) -> tuple[Candidate, ...]:
    """The best first. Scores are chances: with that of nobody known they add up to 1."""
    index = setting.registry.names
    asked = parse(setting.announcement.person or "")
    likening = Likening(asked, Shares(index.share, index.share_of_initial))
    weighed = list(_weighed(setting, likening))
    prior = 1 / (len(setting.registry.people) + OTHERS)
    odds = [prior * 2.0**one.bits for one in weighed]
    nobody = 1 + NAMESAKES * max([prior * 2.0**one.name for one in weighed], default=0)
    whole = nobody + sum(odds)
    best = sorted(zip(odds, weighed, strict=True), key=lambda one: (-one[0], one[1].person.id))[:MOST]
    parsed = setting.registry.parsed
    found = [_candidate(one, likening.likest(parsed[one.person.id]), weight / whole) for weight, one in best[:most]]
    found += _office(setting, {one.person.id for _, one in best})
    return tuple(sorted(found, key=lambda one: (-one.score, one.id))[:most])


def _weighed(setting: Setting, likening: Likening) -> Iterator[Weighed]:
    """Those whose name is not much less like than the likest, and those with the identifier."""
    registry = setting.registry
    identified = registry.identified("person", setting.announcement.identifiers)
    near = registry.names.near(likening.asked)
    alike = likening.bits({id: registry.parsed[id] for id in (*near, *identified)})
    least = max(alike.values(), default=0.0) - FAR
    for id, name in alike.items():
        if name >= least or id in identified:
            evidence = setting.evidence(person := registry.people[id])
            yield Weighed(person, name, evidence, name + sum([one.bits for one in evidence]))


def _candidate(one: Weighed, like: Likeness, score: float) -> Candidate:
    name = one.person.names[0] if one.person.names else None
    said = [of_name(like.reasons)] if like.reasons else []
    said += [each.said for each in one.evidence]
    return Candidate("person", one.person.id, name, score, tuple(said), _in_context(one.evidence, like))


def _in_context(evidence: list[Evidence], like: Likeness) -> bool:
    """Something besides the name speaks for them; holding a role elsewhere does so for the whole name only."""
    enough = ("always", "with the whole name") if like.whole else ("always",)
    return any(one.speaks in enough for one in evidence)


def _office(setting: Setting, known: set[str]) -> Iterator[Candidate]:
    """Who holds what is given as the name ("The First Minister") on that day; several share what it tells."""
    day = setting.announcement.on
    held = [] if day is None else list(_held(setting.registry, setting.announcement.person or "", day))
    for id, title in held:
        if id not in known:
            name = setting.registry.people[id].names[0] if setting.registry.people[id].names else None
            said = Reason.OFFICE.format(title=title)
            yield Candidate("person", id, name, OFFICE / len({one for one, _ in held}), (said,), True)


def _held(registry: Registry, office: str, day: int) -> Iterator[tuple[str, str]]:
    for known in registry.titles.exactly(title_words(office)):
        role = registry.roles[known]
        yield from ((id, role.titles[0]) for id in holders_on(registry, role.id, day))
