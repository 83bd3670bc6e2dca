"""What can be known of an account, element by element: each a slot that is filled or empty.

The seven elements stay apart: hierarchy between roles, people filling them, informal power (with its source and the
person's motivations), informal links (tone and strength), our links, buying roles, attitudes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from itertools import chain
from typing import NamedTuple

from ..dates import span_of
from ..language import marked, say_in_order
from ..roles import ASKED_AGAIN
from .freshness import About, about_link
from .picture import Held, Link, Role
from .study import LEAST, Study, ids_behind
from .team import unplayed

ELEMENTS = ("hierarchy", "holders", "power", "links", "our_links", "buying_roles", "attitudes")
TEAM = "team"
NEW_HOLDERS = "new_holders"
_OURS = 1.0  # whoever plays a role in the team does so for the whole account


class Slot(NamedTuple):
    """`about`: the subjects by the fields that name them in the fact (of this type) that fills it, by `field`;
    `importance` from 0 to 1 is that of whom it is about. `ask` puts the question, which few slots need, with the names
    in `ends`. `since`: the day (an ordinal) on which whoever it asks of came, where it is asked of a new holder; it is
    one for a while only. `filled_by`: the fact that fills it, where nothing tells how old it is."""

    element: str
    about: About
    field: str
    fact: str
    filled: bool
    ask: str
    ends: tuple[str, ...]
    importance: float
    since: int = 0
    filled_by: str | None = None

    @property
    def subjects(self) -> About:
        """Whom and what it is about, whichever role in our team."""
        return tuple(one for one in self.about if one[0] != "team_role")

    @property
    def question(self) -> str:
        """In English: questions that are worth as much stand in its order."""
        return self.ask.format(*self.ends)

    @property
    def asked(self) -> str:
        """As it is put to whoever reads."""
        return say_in_order(self.ask, self.ends)


def slots(study: Study) -> list[Slot]:
    """Every slot there is, in the order of the elements; those beside them, of new holders and the team, last."""
    looks = (_hierarchy, _holders, _power, _links, _our_links, _buying_roles, _attitudes, _new_holders, _team)
    return list(chain.from_iterable(look(study) for look in looks))


_SUPERIOR, _HOLDER = marked("To whom does {0} report?"), marked("Who is {0}?")
_MOVES = marked("What moves {0}?")


def _hierarchy(study: Study) -> Iterator[Slot]:
    """One role may report to none: the head, the most important of those that do not."""
    heads = [role for role in study.picture.roles if role.reports_to is None]
    head = max(heads, key=lambda role: (study.height(role), role.id), default=None)
    for role in study.picture.roles:
        if role is not head:
            about, told = (("role", role.id),), (_SUPERIOR, (_title(role),), _of(study, role))
            yield Slot("hierarchy", about, "reports_to", "role_restructured", role.reports_to is not None, *told)


def _holders(study: Study) -> Iterator[Slot]:
    """That a role has become vacant is known; that it was never filled, is not knowing who fills it."""
    vacated = {one.get("role") for one in study.picture.findings if one["kind"] == "vacant" and one.get("since")}
    for role in study.picture.roles:
        filled, told = bool(role.holders) or role.id in vacated, (_HOLDER, (_title(role),), _of(study, role))
        yield Slot("holders", (("role", role.id),), "person", "person_took_role", filled, *told)


def _power(study: Study) -> Iterator[Slot]:
    for id in study.picture.theirs:
        name, weight = study.call(id), study.importance(id)
        for held in study.picture.held[id]:
            yield from _of_power(held, name, weight)
        yield _moving(study, id, name, weight)


_MOVING = ("motivations", "drivers")


def _moving(study: Study, id: str, name: str, weight: float) -> Slot:
    described = study.beside.of(id)
    said = any(described.said.get(field) is not None for field in _MOVING)
    facts = ids_behind([described.why], *_MOVING) if described.why else []
    told, asked = (("person", id),), (_MOVES, (name,), weight)
    return Slot("power", told, "motivations", "person_described", said, *asked, filled_by=next(iter(facts), None))


_POWER = marked("How much informal power does {0} have as {1}, from 0 to 10?")
_SOURCES = marked("What does the power of {0} as {1} rest on?")


def _of_power(held: Held, name: str, weight: float) -> Iterator[Slot]:
    about = ("person", held.holder.person), ("role", held.role.id)
    power, ends = held.holder.power, (name, _title(held.role))
    yield Slot("power", about, "power", "power_assessed", power is not None, _POWER, ends, weight)
    if power is not None:
        sources = bool(held.holder.power_sources)
        yield Slot("power", about, "sources", "power_assessed", sources, _SOURCES, ends, weight)


_TRUSTED = marked("Whose advice does {0} seek, and whom do they trust?")
_KNOWN = marked("Who of us knows {0}?")


def _links(study: Study) -> Iterator[Slot]:
    ours = study.picture.ours
    for id in study.picture.theirs:
        own = any(link.across(id) not in ours for link in study.picture.links_of.get(id, ()))
        yield _other(study, id, "links", _TRUSTED, filled=own)
    yield from _rated(study, "links", [one for one in study.picture.links if ours.isdisjoint((one.person, one.other))])


def _our_links(study: Study) -> Iterator[Slot]:
    for id in study.picture.theirs:
        yield _other(study, id, "our_links", _KNOWN, filled=bool(study.picture.our_links(id)))
    ours = study.picture.ours
    linked = [one for one in study.picture.links if one.person in ours or one.other in ours]
    yield from _rated(study, "our_links", linked)


def _other(study: Study, id: str, element: str, ask: str, *, filled: bool) -> Slot:
    told = ask, (study.call(id),), study.importance(id)
    return Slot(element, (("person", id),), "other", "link_rated", filled, *told)


_TONE = marked("How warm is it between {0} and {1}, from -2 to 2?")
_STRENGTH = marked("How close are {0} and {1}, from 0 to 10?")


def _rated(study: Study, element: str, links: list[Link]) -> Iterator[Slot]:
    """Tone and strength are two things."""
    people = {end for link in links for end in (link.person, link.other)}
    names, weights = {id: study.call(id) for id in people}, {id: study.importance(id) for id in people}
    for link in links:
        ends, weight = (names[link.person], names[link.other]), max(weights[link.person], weights[link.other])
        about = about_link(link.person, link.other, link.kind, directed=link.directed)
        yield Slot(element, about, "tone", "link_rated", link.tone is not None, _TONE, ends, weight)
        yield Slot(element, about, "strength", "link_rated", link.strength is not None, _STRENGTH, ends, weight)


def _buying_roles(study: Study) -> Iterator[Slot]:
    for sale in study.sales:
        called, about = sale.opportunity.name or sale.opportunity.id, (("opportunity", sale.opportunity.id),)
        slot = partial(Slot, "buying_roles", field="buying_role", fact="buying_role_assigned")
        decided, players = bool(sale.deciders), {one.person for one in sale.center}
        yield slot(about, filled=decided, ask=_DECIDES, ends=(called,), importance=1.0)
        for id in (need.person for need in sale.needed):
            ask, ends = _PART, (study.call(id), called)
            whom = (*about, ("person", id))
            yield slot(whom, filled=id in players, ask=ask, ends=ends, importance=study.importance(id))


_DECIDES, _PART = marked("Who decides on “{0}”?"), marked("Which part does {0} play in “{1}”?")
_STANDS = marked("Where does {0} stand on “{1}”, from -2 to 2?")


def _attitudes(study: Study) -> Iterator[Slot]:
    for sale in study.sales:
        players = [one.person for one in sale.center]
        for id in dict.fromkeys([*players, *(need.person for need in sale.needed)]):
            about = (("opportunity", sale.opportunity.id), ("person", id))
            ends = study.call(id), sale.opportunity.name or sale.opportunity.id
            filled, weight = id in sale.stands, study.importance(id)
            yield Slot("attitudes", about, "attitude", "attitude_changed", filled, _STANDS, ends, weight)


def _new_holders(study: Study) -> Iterator[Slot]:
    """What a predecessor made of the post says little about whoever came after. Somebody of whom nobody knows since
    when they hold a post may hold it since long."""
    for id in study.picture.theirs:
        for held in (held for held in study.picture.held[id] if held.holder.since is not None):
            about, ends = (("person", id), ("role", held.role.id)), (study.call(id), _title(held.role))
            told, crafted = (ends, study.importance(id), _first(held.holder.since or "")), held.holder.crafted
            for name, ask in ASKED_AGAIN.items():
                yield Slot(NEW_HOLDERS, about, name, "job_crafted", crafted.get(name) is not None, ask, *told)


@lru_cache(maxsize=4096)
def _first(day: str) -> int:
    """The first day (an ordinal) that a date may mean."""
    return span_of(day).first


def _team(study: Study) -> Iterator[Slot]:
    """Who plays a role, and how far; where nobody is there yet, nobody is to be asked how far."""
    account = study.picture.account
    slot: Callable[..., Slot] = partial(Slot, TEAM, fact="team_role_played")
    where, labels = account.name or account.id, study.beside.words.labels("team_role")
    for word, label in unplayed(study):
        asked = {"ask": _PLAYER, "ends": (label.lower(), where), "importance": _OURS}
        yield slot((("organization", account.id), ("team_role", word)), "person", filled=False, **asked)
    for one in study.beside.team:
        whom, label = ("person", one.person), labels.get(one.team_role, one.team_role)
        about = ("organization", account.id), whom, ("team_role", one.team_role)
        asked = {"ask": _DEGREE, "ends": (study.call(one.person), label.lower(), where), "importance": _OURS}
        asked |= {"filled_by": one.fact}
        yield slot(about, "person", filled=True, **asked)
        yield slot(about, "degree", filled=one.degree is not None, **asked)


_PLAYER = marked("Who of us is the {0} at {1}?")
_DEGREE = marked("How far is {0} the {1} at {2}, from 0 to 10?")


def _of(study: Study, role: Role) -> float:
    return max((study.importance(one.person) for one in role.holders), default=max(study.height(role), LEAST))


def _title(role: Role) -> str:
    return role.title or role.id
